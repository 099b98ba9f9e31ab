"""A council of 25 seats with 23 deputies, a commission of five, and those who lead or only read."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.test import Client

from maslikhat.accounts.models import User
from maslikhat.kit.kazakh import sort_key
from maslikhat.registry.models import (
    Commission,
    CommissionMember,
    Convocation,
    Council,
    Headship,
    Mandate,
    Party,
    Person,
    Role,
    Seats,
)
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, Elector, Vote, VotingRule

DAY = dt.date(2026, 7, 1)
SEATS, DEPUTIES = 25, 23
MOTION = {"kk": "Бюджетті бекіту", "ru": "Утвердить бюджет", "en": "To approve the budget"}
FOR, AGAINST, ABSTAIN = 1, 2, 3


@dataclass
class Cast:
    """Who is there: `deputies` by place (the first heads the council), others by part."""

    council: Council
    other: Council
    commission: Commission
    deputies: list[User]
    users: dict[str, User | None]

    def __getattr__(self, part: str) -> User:
        # Asked also while it is copied, before it has any.
        user = self.__dict__.get("users", {}).get(part)
        if user is None:
            raise AttributeError(part)
        assert isinstance(user, User)
        return user

    @property
    def people(self) -> list[int]:
        """The numbers of the deputies' persons, in order."""
        return [deputy.person.pk for deputy in self.deputies]

    def client(self, part: str) -> Client:
        """A browser in which this part has signed in."""
        return browser(self.users[part])

    def rule(self, key: str = "majority_of_total") -> VotingRule:
        """A rule by its key."""
        return VotingRule.objects.on().get(key=key)

    def prepare(self, **changes: Any) -> Ballot:
        """A draft of the clerk's: an open vote by the majority of the total."""
        rule = self.rule(changes.pop("rule", "majority_of_total"))
        told = {"motion": MOTION, "mode": "open", "by": self.clerk, "rule": rule, **changes}
        return actions.prepare(told.pop("council", self.council), **told)

    def open(self, *, present: int = DEPUTIES, **changes: Any) -> Ballot:
        """An open ballot with the first so many deputies present."""
        ballot = self.prepare(**changes)
        if ballot.is_counted_by_tellers:
            tellers = [self.deputies[3].person, self.deputies[4].person]
            actions.appoint_tellers(ballot, by=self.clerk, tellers=tellers)
        ballot = actions.open_ballot(ballot, by=self.clerk, present=self.people[:present])
        if ballot.mode == "paper":
            actions.give_papers(ballot, by=self.clerk, to=self.people[:present])
        return ballot

    def vote(self, ballot: Ballot, choices: Sequence[int]) -> None:
        """The deputies choose in their order: 1 for, 2 against, 3 abstained, 0 nothing."""
        for deputy, choice in zip(self.deputies, choices, strict=False):
            if choice and ballot.mode == "secret":
                actions.cast_secretly(ballot, by=deputy, option=choice)
            elif choice:
                cast_by(deputy, ballot, choice)

    def close(self, ballot: Ballot, **told: Any) -> Ballot:
        """The clerk closes it."""
        return actions.close_ballot(ballot, by=self.clerk, **told)

    def elector(self, ballot: Ballot, place: int) -> Elector:
        """The deputy of this place among the electors, the first being 0."""
        return Elector.objects.get(ballot=ballot, person=self.deputies[place].person)


def cast_by(deputy: User, ballot: Ballot, choice: int, **told: Any) -> Vote:
    """One votes by name, with a fresh key unless one is told."""
    return actions.cast(ballot, by=deputy, option=choice, **{"key": uuid.uuid4(), **told})


def browser(user: User | None) -> Client:
    """A browser in which this user, with a second factor, has signed in."""
    client = Client(headers={"Accept-Language": "en"})
    if user is not None:
        Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.TOTP, defaults={"data": {}}
        )
        client.force_login(user)
    return client


def make_deputy(name: str, convocation: Convocation) -> User:
    """A user, the person behind it, and a seat by a party's list."""
    user = User.objects.create(username=name.lower())
    words = {f"surname_{lang}": name for lang in ("kk", "ru", "en")}
    keys = {f"sort_{lang}": sort_key(name) for lang in ("kk", "ru", "en")}
    given = {f"given_{lang}": "Тест" for lang in ("kk", "ru", "en")}
    Mandate.objects.create(
        person=Person.objects.create(user=user, **words, **given, **keys),
        convocation=convocation,
        kind="list",
        party=Party.objects.order_by("pk")[0],
        from_day=DAY,
    )
    return user


def make_cast() -> Cast:
    """Everyone who may come by."""
    council, other = Council.objects.on().level("district").order_by("code")[:2]
    here, there = (
        Convocation.objects.create(council=one, number="IX", from_day=DAY)
        for one in (council, other)
    )
    Seats.objects.filter(council=council).delete()
    Seats.objects.create(council=council, number=SEATS, basis="invented", from_day=DAY)
    deputies = [make_deputy(f"Deputy{place:02}", here) for place in range(DEPUTIES)]
    users: dict[str, User | None] = {"deputy_elsewhere": make_deputy("Elsewhere", there)}
    Headship.objects.create(council=council, person=deputies[0].person, from_day=DAY)
    commission = Commission.objects.create(
        council=council,
        convocation=here,
        kind="standing",
        name_kk="Бюджет",
        name_ru="Бюджет",
        name_en="Budget",
        from_day=DAY,
    )
    places = {1: "chair", 2: "secretary", 3: "member", 4: "member", 5: "member"}
    for place, position in places.items():
        mandate = Mandate.objects.get(person__user=deputies[place])
        CommissionMember.objects.create(
            commission=commission, mandate=mandate, position=position, from_day=DAY
        )
    for part in ("operator", "clerk", "clerk_elsewhere", "citizen"):
        users[part] = User.objects.create(username=part)
    users |= {"chair": deputies[0], "deputy": deputies[8], "anonymous": None}
    Role.objects.create(user=users["operator"], kind="operator", from_day=DAY)
    Role.objects.create(user=users["clerk"], kind="clerk", council=council, from_day=DAY)
    Role.objects.create(user=users["clerk_elsewhere"], kind="clerk", council=other, from_day=DAY)
    return Cast(council, other, commission, deputies, users)
