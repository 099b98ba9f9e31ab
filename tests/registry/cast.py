"""Who the tests of the register are about; made by acts alone."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from maslikhat.accounts.actions import make_user
from maslikhat.accounts.models import User
from maslikhat.registry import actions
from maslikhat.registry.actions import Drawn
from maslikhat.registry.imports import DeputyRow
from maslikhat.registry.models import Body, Convocation, Council, Mandate, Party, Person, Role

OPENED = dt.date(2023, 3, 28)
SINCE = dt.date(2020, 1, 1)
DIGEST = "0" * 64


@dataclass
class Cast:
    """The persons and things of the tests."""

    council: Council
    other: Council
    convocation: Convocation
    operator: User
    clerk: User
    other_clerk: User
    chair: User
    deputy: User
    official: User
    citizen: User
    body: Body

    @property
    def people(self) -> dict[str, User | None]:
        """Everyone by role; the anonymous one is None."""
        roles = ("operator", "clerk", "other_clerk", "chair", "deputy", "official", "citizen")
        return {**{role: getattr(self, role) for role in roles}, "anonymous": None}

    def mandate(self, place: int) -> Mandate:
        """The mandate of the deputy of constituency `place`, 1 to 5."""
        return Mandate.objects.open().of(self.council).with_names().get(constituency__number=place)

    def person(self, place: int) -> Person:
        """The deputy of constituency `place`."""
        return self.mandate(place).person


def browser(user: User | None) -> Client:
    """A browser in which this user, with a second factor, has signed in."""
    client = Client()
    if user is not None:
        Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
        )
        client.force_login(user)
    return client


def page(user: User | None, address: str, status: int = 200) -> str:
    """The page that this user gets at the address, with this status."""
    answer = browser(user).get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def row(line: int, **columns: Any) -> DeputyRow:
    """A row of a list; named after its line when no name is given."""
    letter = "абвгдежзиклмнопрстуфхцчшэюя"[line % 27]
    columns.setdefault("surname_ru", f"Фамилия{letter}{letter}")
    columns.setdefault("given_ru", f"Имя{letter}")
    return DeputyRow(line=line, **columns)


def draw(council: Council, number: int, *, by: User, from_day: dt.date = OPENED) -> None:
    """Constituencies 1…number."""
    drawn = [Drawn(place, f"№ {place} округ", f"Округ № {place}") for place in range(1, number + 1)]
    actions.draw_constituencies(council, drawn, by=by, from_day=from_day)


def with_seats(code: str, number: int, *, by: User) -> Convocation:
    """A council with that many seats and constituencies, and its eighth convocation open."""
    council = Council.objects.get(code=code)
    actions.set_seats(council, by=by, number=number, from_day=SINCE, basis="invented")
    draw(council, number, by=by)
    return actions.open_convocation(council, by=by, number="VIII", first_session=OPENED)


def user(name: str) -> User:
    """An account."""
    return make_user(by=None, username=name)


def make_cast() -> Cast:
    """A district's council of seven seats and five deputies, one of them its chair."""
    operator = user("operator")
    actions.appoint(operator, by=None, kind=Role.Kind.OPERATOR, from_day=SINCE)
    convocation = with_seats("554200000", 7, by=operator)
    other = with_seats("552200000", 5, by=operator)
    clerk, other_clerk, official = user("clerk"), user("other_clerk"), user("official")
    actions.appoint(clerk, by=operator, kind="clerk", council=convocation.council, from_day=SINCE)
    actions.appoint(other_clerk, by=operator, kind="clerk", council=other.council, from_day=SINCE)
    party = Party.objects.get(code="amanat")
    rows = [row(place, constituency=place, party=party.code if place < 4 else "") for place in range(1, 6)]  # fmt: skip  # noqa: E501
    actions.import_deputies(convocation, rows, by=clerk, digest=DIGEST)
    body = actions.found_body(
        convocation.council.unit,
        by=operator,
        kind="akimat",
        name_kk="Аудан әкімдігі",
        name_ru="Акимат района",
        from_day=SINCE,
    )
    actions.appoint(official, by=operator, kind="official", body=body, from_day=SINCE)
    cast = Cast(
        council=convocation.council,
        other=other.council,
        convocation=convocation,
        operator=operator,
        clerk=clerk,
        other_clerk=other_clerk,
        chair=user("chair"),
        deputy=user("deputy"),
        official=official,
        citizen=user("citizen"),
        body=body,
    )
    actions.give_user(cast.person(1), cast.chair, by=operator)
    actions.give_user(cast.person(2), cast.deputy, by=operator)
    actions.head_council(cast.council, cast.person(1), by=clerk, from_day=OPENED)
    return cast
