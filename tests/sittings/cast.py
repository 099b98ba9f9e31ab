"""The council of the votes, with sessions and sittings of it at moments that a test chooses."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from maslikhat.registry.models import Mandate
from maslikhat.sittings import actions
from maslikhat.sittings.models import Attendance, Item, Presence, Session, Sitting
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Ballot
from tests.voting.cast import FOR, Cast

TITLES = {"kk": "Бюджет туралы", "ru": "О бюджете", "en": "On the budget"}
UNDER = {"kk": "Регламент, 7-тармақ", "ru": "Регламент, п. 7"}
HALL = {"kk": "Үлкен зал", "ru": "Большой зал", "en": "Great hall"}


def in_days(days: float) -> dt.datetime:
    """A moment so many days from now."""
    return timezone.now() + dt.timedelta(days=days)


def plan_session(cast: Cast, **changes: Any) -> Session:
    """An ordinary session of the clerk's."""
    told = {"kind": "ordinary", "number": "31", **changes}
    return actions.plan_session(cast.council, by=cast.clerk, **told)


def plan(cast: Cast, *, days: float = 20, session: Session | None = None, **told: Any) -> Sitting:
    """A sitting of an ordinary session, so many days ahead."""
    body = session or plan_session(cast)
    told = {"starts_at": in_days(days), "hall": HALL, **told}
    return actions.plan_sitting(body, by=cast.clerk, **told)


def put(cast: Cast, sitting: Sitting, title: str = "", **told: Any) -> Item:
    """An item at the end of the agenda."""
    titles = {**TITLES, **({"kk": title, "ru": title, "en": title} if title else {})}
    told = {**added(sitting), **told}
    return actions.put_item(sitting, by=cast.clerk, titles=titles, **told)


def added(sitting: Sitting) -> dict[str, Mapping[str, str]]:
    """By what an item is added, where the notice has been sent."""
    return {"added_under": UNDER} if sitting.convened_at else {}


def convened(cast: Cast, *, items: Sequence[str] = ("Бірінші", "Екінші"), **told: Any) -> Sitting:
    """A convened sitting with an agenda."""
    sitting = plan(cast, **told)
    for title in items:
        put(cast, sitting, title)
    return actions.convene(sitting, by=cast.clerk)


def seat(cast: Cast, sitting: Sitting, number: int) -> None:
    """The first so many deputies are there: the rows of `mark_attendance`, all at once."""
    known = sitting.attendances.values("mandate")
    mandates = Mandate.objects.filter(person__user__in=cast.deputies[:number]).exclude(pk__in=known)
    told = {"by": cast.clerk.pk, "at": timezone.now(), "part": "present"}
    there = Attendance.objects.bulk_create(
        Attendance(sitting=sitting, mandate=one, person_id=one.person_id, **told)
        for one in mandates.order_by("pk")
    )
    Presence.objects.bulk_create(
        Presence(attendance=one, is_remote=False, from_at=one.at) for one in there
    )


def near(sitting: Sitting) -> Sitting:
    """The same, an hour before its time: the days since it was convened have gone by."""
    Sitting.objects.filter(pk=sitting.pk).update(starts_at=in_days(1 / 24))
    sitting.refresh_from_db()
    return sitting


def opened(cast: Cast, *, there: int = 17, **told: Any) -> Sitting:
    """A sitting that goes on, with so many there."""
    sitting = near(convened(cast, **told))
    seat(cast, sitting, there)
    return actions.open_sitting(sitting, by=cast.chair)


def shut(cast: Cast, item: Item) -> Item:
    """The doors are closed for an item that is being considered, by the vote of all there."""
    vote_on_doors(cast, item)
    return actions.close_doors(item, by=cast.chair)


def vote_on_doors(cast: Cast, item: Item, option: int = FOR) -> Ballot:
    """All who are there vote on closing the doors for an item that is being considered."""
    because = "State secrets (Law 148, art. 11)"
    motion = actions.move_doors(item, by=cast.clerk, proposed_by="chair", because=because)
    ballot = actions.put_to_vote(motion, by=cast.chair)
    here = ballot.electors.voting().select_related("person__user").order_by("pk")
    for elector in here:
        assert elector.person.user is not None
        voting.cast(ballot, by=elector.person.user, option=option, key=uuid.uuid4())
    return voting.close_ballot(ballot, by=cast.chair)


def mandate_of(cast: Cast, place: int) -> Mandate:
    """The mandate of the deputy of this place, the first being 0."""
    return Mandate.objects.get(person__user=cast.deputies[place])
