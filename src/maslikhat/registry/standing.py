"""What a user is in the country on a day: found in one query and remembered."""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from django.contrib.auth.models import AnonymousUser
from django.db.models import FilteredRelation, Q

from maslikhat.accounts.models import User
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.prepared import Prepared
from maslikhat.registry.models import Level, Role

Visitor = User | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """The offices of a user on a day; councils and bodies by number."""

    operator: bool = False
    moderator: bool = False
    clerk_of: frozenset[int] = frozenset()
    chair_of: frozenset[int] = frozenset()
    deputy_of: frozenset[int] = frozenset()
    # Councils in which a mandate has ended and none holds, each with the day of the last end.
    former_of: frozenset[tuple[int, dt.date]] = frozenset()
    body_of: frozenset[int] = frozenset()
    # Of these, those that the user heads, and those whose letters the user hands out.
    head_of: frozenset[int] = frozenset()
    registrar_of: frozenset[int] = frozenset()
    person_id: int | None = None
    national: bool = False

    @property
    def councils(self) -> frozenset[int]:
        """Every council in which the user is clerk, chair or deputy."""
        return self.clerk_of | self.chair_of | self.deputy_of


NOBODY = Standing()
# Grows with every act that gives or takes an office: what was remembered before is asked anew.
_offices = count()
_changed = next(_offices)


def offices_changed(*users: int | None) -> None:
    """Said by every act that gives or takes an office, so that nobody's standing is out of date.

    `users` are the accounts of those concerned, where the act knows them: who has none has no
    standing either.
    """
    global _changed  # noqa: PLW0603 - one number for the process
    if not users or any(users):
        _changed = next(_offices)


def standing(user: Visitor | None, on: dt.date | None = None) -> Standing:
    """What the user is on a day, today when none is given; nobody when not signed in.

    Kept on the user object, which lives as long as one request, until an office changes here.
    """
    if user is None or not isinstance(user, User) or not user.is_active:
        return NOBODY
    day = on or today()
    key = (day, _changed)
    kept: tuple[tuple[dt.date, int], Standing] | None = getattr(user, "_standing", None)
    if kept is None or kept[0] != key:
        kept = (key, _found(user, day))
        user._standing = kept  # type: ignore[attr-defined]
    return kept[1]


# One row at least; for each role and each mandate begun by the day one with each headship.
_offices_of = Prepared(
    lambda user, day: (
        User.objects.filter(pk=user)
        .annotate(
            role=FilteredRelation("roles", condition=holds_on(day, "roles__")),
            mandate=FilteredRelation(
                "person__mandates", condition=Q(person__mandates__from_day__lte=day)
            ),
            headship=FilteredRelation(
                "person__headships", condition=holds_on(day, "person__headships__")
            ),
        )
        .values(
            "person__pk",
            "role__kind",
            "role__council",
            "role__body",
            "role__rank",
            "mandate__convocation__council",
            "mandate__convocation__council__level",
            "mandate__to_day",
            "headship__council",
        )
    )
)


def _found(user: User, day: dt.date) -> Standing:
    rows = [tuple(row.values()) for row in _offices_of(user.pk, day)]
    roles = {row[1:5] for row in rows if row[1]}
    seats = {row[5:8] for row in rows if row[5]}
    held = [(council, level) for council, level, to_day in seats if not to_day or to_day > day]
    deputy_of = frozenset(council for council, _level in held)
    return Standing(
        operator=any(role[0] == Role.Kind.OPERATOR for role in roles),
        moderator=any(role[0] == Role.Kind.MODERATOR for role in roles),
        clerk_of=frozenset(council for _kind, council, _body, _rank in roles if council),
        chair_of=frozenset(row[8] for row in rows if row[8]),
        deputy_of=deputy_of,
        former_of=_left(seats, deputy_of),
        body_of=frozenset(body for _kind, _council, body, _rank in roles if body),
        head_of=frozenset(role[2] for role in roles if role[3] == Role.Rank.HEAD),
        registrar_of=frozenset(role[2] for role in roles if role[3] == Role.Rank.REGISTRAR),
        person_id=rows[0][0] if rows else None,
        national=any(level == Level.NATIONAL for _council, level in held),
    )


def _left(
    seats: set[tuple[int, str, dt.date | None]], deputy_of: frozenset[int]
) -> frozenset[tuple[int, dt.date]]:
    """The councils that were left for good, with the day from which the last seat was none."""
    ends: dict[int, dt.date] = {}
    for council, _level, to_day in seats:
        if to_day is not None and council not in deputy_of:
            ends[council] = max(to_day, ends.get(council, to_day))
    return frozenset(ends.items())
