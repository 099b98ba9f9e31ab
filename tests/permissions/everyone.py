"""The cast of the register with a moderator, a former deputy and a second deputy, for the rooms
in which it matters only what somebody is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maslikhat.accounts.models import User
from maslikhat.registry import actions
from tests.permissions.table import PORTAL, VISITOR
from tests.registry import cast as register

PERSONS = {
    "operator": "the operator of the portal",
    "moderator": "a moderator of the whole portal",
    "clerk": "the clerk of the maslikhat",
    "other_clerk": "the clerk of another maslikhat",
    "chair": "who heads the maslikhat",
    "deputy": "the deputy it is about, or a deputy of the maslikhat",
    "colleague": "another deputy of the maslikhat",
    "former": "a deputy of another maslikhat whose mandate has ended",
    "official": "who answers for the akimat of the place",
    "citizen": "a resident with an account",
    VISITOR: "who has not signed in",
}
WITH_PORTAL = {**PERSONS, PORTAL: "the portal itself, at the command line of its own machine"}
SIGNED_IN = frozenset(PERSONS) - {VISITOR}


@dataclass
class Cast(register.Cast):
    """The persons and things of the rows."""

    moderator: User = None  # type: ignore[assignment]
    colleague: User = None  # type: ignore[assignment]
    former: User = None  # type: ignore[assignment]


def make_cast() -> Cast:
    """The register's cast and three more."""
    made = register.make_cast()
    more = {name: register.user(name) for name in ("moderator", "colleague", "former")}
    cast = Cast(**vars(made), **more)
    actions.appoint(cast.moderator, by=cast.operator, kind="moderator", from_day=register.SINCE)
    actions.give_user(cast.person(3), cast.colleague, by=cast.operator)
    person = actions.register_person(
        cast.other, by=cast.operator, names={"surname_kk": "Сәрсенов", "given_kk": "Болат"}
    )
    mandate = actions.elect(
        cast.other.convocations.get(),
        person,
        by=cast.operator,
        from_day=register.OPENED,
        constituency=cast.other.constituencies.get(number=2),
    )
    actions.end_mandate(mandate, by=cast.operator, reason="resigned", to_day=dt.date(2025, 2, 1))
    actions.give_user(person, cast.former, by=cast.operator)
    return cast


def users(cast: Cast) -> dict[str, Any]:
    """The account of each."""
    return {name: getattr(cast, name) for name in SIGNED_IN}
