"""Who may sit, who is there, and whether that is a quorum: counted live, never stored by hand."""

import datetime as dt
from collections.abc import Collection, Iterable, Set
from dataclasses import dataclass
from fractions import Fraction
from itertools import takewhile
from math import floor
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from maslikhat.kit.languages import reader_language
from maslikhat.norms.lookup import share
from maslikhat.registry.models import Mandate
from maslikhat.sittings.models import Attendance, Presence, Sitting
from maslikhat.sittings.models.attendance import THERE
from maslikhat.voting import tally
from maslikhat.voting.electing import Body, body_on, mandates_on
from maslikhat.voting.models import VotingRule
from maslikhat.voting.regulations import in_force

# A deputy says to be there, and the sitting is opened, from so long before its time.
EARLIEST_HOURS = 2
EARLIEST = dt.timedelta(hours=EARLIEST_HOURS)


@dataclass(frozen=True)
class Row:
    """A deputy of the body and how the deputy takes part; None while nobody has said so."""

    mandate: Mandate
    attendance: Attendance | None
    is_in: bool = False

    @property
    def is_there(self) -> bool:
        """Whether the deputy is there now, or was when the sitting ended: in the hall or remotely.

        Who has left is not, though the part that the deputy took stays.
        """
        return self.is_in and self.has_come

    @property
    def has_come(self) -> bool:
        """Whether the deputy has taken part, for however long."""
        return self.attendance is not None and self.attendance.part in THERE

    @property
    def has_left(self) -> bool:
        """Whether the deputy was there and has left before the end."""
        return self.has_come and not self.is_in


@dataclass(frozen=True)
class Quorum:
    """How many are there, how many are needed, of how many."""

    there: int
    needed: int
    total: int

    @property
    def is_held(self) -> bool:
        """Whether enough are there."""
        return self.there >= self.needed


def body_of(sitting: Sitting) -> Body:
    """The deputies of the council or commission on the day of the sitting; three queries."""
    return body_on(sitting.council, sitting.commission, sitting.day)


def mandates_of(sitting: Sitting) -> tuple[Mandate, ...]:
    """The mandates alone of the body on the day of the sitting; one query."""
    return mandates_on(sitting.council, sitting.commission, sitting.day)


def rows_of(sitting: Sitting, mandates: Iterable[Mandate]) -> list[Row]:
    """Every deputy of the body by name, with the part taken; one query."""
    inside = Presence.objects.filter(_lasting(sitting), attendance=OuterRef("pk"))
    rows: Iterable[Any] = Attendance.objects.filter(sitting=sitting).annotate(is_in=Exists(inside))
    told = {one.person_id: (one, one.is_in) for one in rows}
    order = f"sort_{reader_language()}"
    named = sorted(mandates, key=lambda one: (getattr(one.person, order), one.pk))
    return [Row(mandate, *told.get(mandate.person_id, (None, False))) for mandate in named]


def quorum_rule(sitting: Sitting) -> tally.Rule:
    """The rule whose quorum a sitting of this body needs (Law 148, art. 11, 15)."""
    key = "majority_of_total" if sitting.commission_id is None else "commission"
    return VotingRule.objects.on(sitting.day).get(key=key).as_of(sitting.day)


def roll_of(sitting: Sitting, body: Body, there: int) -> tally.Roll | None:
    """The numbers of the body as the tally takes them; None where its seats are not known."""
    if body.seats is None:
        return None
    is_of_commission = sitting.commission_id is not None
    counts = is_of_commission or in_force(sitting.council, sitting.day).counts_vacancies
    return tally.Roll(max(body.seats, body.filled), body.filled, there, counts)


def quorum_of(sitting: Sitting, there: int, body: Body | None) -> Quorum | None:
    """Whether a quorum is there: by what was frozen at opening, before it by the body's numbers."""
    if sitting.quorum_needed is not None and sitting.seats is not None:
        return Quorum(there, sitting.quorum_needed, sitting.seats)
    roll = roll_of(sitting, body, there) if body is not None else None
    if roll is None:
        return None
    return Quorum(there, tally.quorum_needed(quorum_rule(sitting), roll), roll.total)


def first_session_needs(seats: int, day: dt.date) -> int:
    """How many must be at a first session (Law 148, art. 10: three quarters of the deputies)."""
    needed = Fraction(seats) * share("first_session_share", day)
    return floor(needed) + (needed.denominator != 1)


def unexcused_in_a_row(sitting: Sitting, mandates: Collection[int]) -> dict[int, int]:
    """How many sessions in a row, that of this sitting the last, were missed; two queries.

    A session counts as missed when in every sitting of it that was held, and in this one, the
    deputy was absent without good reason (Law 148, art. 20: more than three in a row end a
    mandate). What was missed under an earlier mandate does not count.
    """
    before = Q(starts_at__lt=sitting.starts_at) | Q(session=sitting.session_id)
    held = (
        Sitting.objects.of(sitting.council)
        .filter(Q(before, opened_at__isnull=False) | Q(pk=sitting.pk), session__isnull=False)
        .order_by("-starts_at")
        .values_list("session", "pk")
    )
    absent = Attendance.objects.unexcused().filter(
        mandate__in=mandates, sitting__in=held.values("pk")
    )
    missed: dict[int, set[int]] = {mandate: set() for mandate in mandates}
    for mandate, number in absent.values_list("mandate", "sitting"):
        missed[mandate].add(number)
    latest = list(held)
    return {mandate: _in_a_row(latest, numbers) for mandate, numbers in missed.items()}


def _in_a_row(held: Iterable[tuple[int | None, int]], missed: Set[int]) -> int:
    """How many of the latest sessions are missed, of sittings held, the latest first."""
    sessions: dict[int | None, bool] = {}
    for session, number in held:
        sessions[session] = sessions.get(session, True) and number in missed
    return len(list(takewhile(bool, sessions.values())))


def there_now(sitting: Sitting) -> dict[int, str]:
    """The numbers of the persons who are there at this moment, each with the part: in the hall or
    remotely."""
    rows = Presence.objects.filter(attendance__sitting=sitting, attendance__part__in=THERE)
    told = rows.filter(to_at=None).values_list("attendance__person", "attendance__part")
    return dict(told)


def _lasting(sitting: Sitting) -> Q:
    """Which presences go on; of a sitting that has ended, which lasted until its end."""
    return Q(to_at=None) if sitting.closed_at is None else Q(to_at__gte=sitting.closed_at)


def is_near(sitting: Sitting, at: dt.datetime | None = None) -> bool:
    """Whether at this moment, now when absent, the sitting is so near that deputies come."""
    return sitting.starts_at - (at or timezone.now()) <= EARLIEST
