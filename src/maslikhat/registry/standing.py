"""What a user is in the country on a day: found in at most four queries and remembered."""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from django.contrib.auth.models import AnonymousUser

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.registry.models import Headship, Level, Mandate, Person, Role

Visitor = User | AnonymousUser


@dataclass(frozen=True)
class Standing:
    """The offices of a user on a day; councils and bodies by number."""

    operator: bool = False
    clerk_of: frozenset[int] = frozenset()
    chair_of: frozenset[int] = frozenset()
    deputy_of: frozenset[int] = frozenset()
    body_of: frozenset[int] = frozenset()
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


def offices_changed() -> None:
    """Said by every act that gives or takes an office, so that nobody's standing is out of date."""
    global _changed  # noqa: PLW0603 - one number for the process
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


def _found(user: User, day: dt.date) -> Standing:
    roles = list(Role.objects.on(day).filter(user=user).values_list("kind", "council", "body"))
    person = Person.objects.filter(user=user).values_list("pk", flat=True).first()
    mandates: list[tuple[int, str]] = []
    chairs: list[int] = []
    if person is not None:
        mandates = list(
            Mandate.objects.on(day)
            .filter(person=person)
            .values_list("convocation__council", "convocation__council__level")
        )
        chairs = list(
            Headship.objects.on(day).filter(person=person).values_list("council", flat=True)
        )
    return Standing(
        operator=any(kind == Role.Kind.OPERATOR for kind, _council, _body in roles),
        clerk_of=frozenset(council for _kind, council, _body in roles if council),
        chair_of=frozenset(chairs),
        deputy_of=frozenset(council for council, _level in mandates),
        body_of=frozenset(body for _kind, _council, body in roles if body),
        person_id=person,
        national=any(level == Level.NATIONAL for _council, level in mandates),
    )
