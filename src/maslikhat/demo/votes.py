"""The votes of the demo, in the regional maslikhat of the cast: invented, and said to be."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from maslikhat.accounts.models import User
from maslikhat.demo.cast import REGION, speaker, user_of
from maslikhat.registry.models import Council, Mandate
from maslikhat.voting import actions, tally
from maslikhat.voting.models import Ballot, VotingRule

SPACE = uuid.UUID("5a1f0e4e-0c6d-4f0a-9a53-6d61736c6968")
FOR, AGAINST, ABSTAIN = 1, 2, 3
AWAY = 3
# Candidates who do not exist.
CANDIDATES = (
    {"kk": "Үлгі Бірінші", "ru": "Пример Первый", "en": "Example One"},
    {"kk": "Үлгі Екінші", "ru": "Пример Второй", "en": "Example Two"},
    {"kk": "Үлгі Үшінші", "ru": "Пример Третий", "en": "Example Three"},
)
MOTIONS = {
    "adopted": (
        "су құбырларын жөндеу бағдарламасын бекіту",
        "утвердить программу ремонта водопроводов",
        "to approve the programme of repairing water mains",
    ),
    "short": (
        "қоғамдық көлік маршруттарын өзгерту",
        "изменить маршруты общественного транспорта",
        "to change the routes of public transport",
    ),
    "divided": (
        "тұрмыстық қалдық тарифін қайта қарау",
        "пересмотреть тариф на вывоз отходов",
        "to revise the tariff for household waste",
    ),
    "secret": (
        "марапаттау туралы ұсынысты қолдау",
        "поддержать представление к награде",
        "to support a proposal for an award",
    ),
    "election": (
        "қоғамдық кеңестің өкілін сайлау",
        "избрать представителя в общественный совет",
        "to elect a representative to the public council",
    ),
    "open": (
        "саябақтарды көгалдандыру жоспарын қолдау",
        "поддержать план озеленения парков",
        "to support the plan of planting in parks",
    ),
    "paper": (
        "ревизиялық комиссия мүшелігіне келісім беру",
        "дать согласие на члена ревизионной комиссии",
        "to consent to a member of the revision commission",
    ),
}


@dataclass
class Hall:
    """The council, those of its deputies who have entered and are present, and its clerk."""

    council: Council
    deputies: Sequence[Mandate]
    clerk: User
    rules: Mapping[str, VotingRule] = field(
        default_factory=lambda: {rule.key: rule for rule in VotingRule.objects.on()}
    )

    def open(self, word: str, *, mode: str, rule: str = "majority_of_total", **told: Any) -> Ballot:
        """A ballot that is open."""
        kk, ru, en = MOTIONS[word]
        ballot = actions.prepare(
            self.council,
            by=self.clerk,
            motion={"kk": f"Үлгі: {kk}", "ru": f"Пример: {ru}", "en": f"Example: {en}"},
            mode=mode,
            rule=self.rules[rule],
            **told,
        )
        if ballot.is_counted_by_tellers:
            persons = [mandate.person for mandate in self.deputies[:2]]
            actions.appoint_tellers(ballot, by=self.clerk, tellers=persons)
        present = [mandate.person_id for mandate in self.deputies]
        return actions.open_ballot(ballot, by=self.clerk, present=present)

    def held(self, word: str, choices: Sequence[int], *, mode: str = "open", **told: Any) -> Ballot:
        """A ballot that is closed after the first deputies have chosen so."""
        ballot = self.open(word, mode=mode, **told)
        for mandate, option in zip(self.deputies, choices, strict=False):
            user = mandate.person.user
            assert user is not None
            if mode == "secret":
                actions.cast_secretly(ballot, by=user, option=option)
            else:
                key = uuid.uuid5(SPACE, f"{word}:{mandate.pk}")
                actions.cast(ballot, by=user, option=option, key=key)
        return actions.close_ballot(ballot, by=self.clerk)


def build_votes(*, by: User) -> None:
    """Votes that are closed in each way, one that is open now, and one with two tellers."""
    hall = _hall(by)
    voters = len(hall.deputies)
    half = tally.least(hall.rules["majority_of_total"].as_of().share, voters, is_more_than=True)
    hall.held("adopted", [FOR] * (voters - 2) + [ABSTAIN])
    hall.held("short", [FOR] * (half - 2) + [ABSTAIN] * 3)
    third = voters // 3
    hall.held("divided", ([FOR, AGAINST] * third) + [FOR] * (voters - 2 * third))
    hall.held("secret", [FOR] * (voters - 4) + [AGAINST] * 3, mode="secret")
    ways = [place % 3 + 1 for place in range(voters - 1)] + [1]
    first = hall.held("election", ways, mode="secret", candidates=CANDIDATES)
    actions.hold_again(first, by=hall.clerk)
    hall.open("open", mode="open")
    paper = hall.open("paper", mode="paper")
    for mandate in hall.deputies[:2]:
        user = mandate.person.user
        assert user is not None
        actions.count(paper, by=user, numbers=[voters - 5, 3, 1], spoiled=1)
    actions.close_ballot(paper, by=hall.clerk)


def _hall(by: User) -> Hall:
    council, clerk = Council.objects.get(code=REGION), user_of("clerk")
    assert clerk is not None
    mandates = Mandate.objects.on().of(council).select_related("person__user")
    # Who has an account already comes first; the last few have not entered the portal yet.
    deputies = list(mandates.order_by(F("person__user").asc(nulls_last=True), "pk"))[:-AWAY]
    for mandate in deputies:
        speaker(mandate.person, by=by)
    return Hall(council, deputies, clerk)
