"""The votes of the demo, in the regional maslikhat of the cast: invented, and said to be."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.decisions.models import Decision
from maslikhat.decisions.results import DECISION
from maslikhat.demo.cast import REGION, speaker, user_of
from maslikhat.kit.days import ALMATY, today
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Council, Mandate
from maslikhat.voting import actions, tally
from maslikhat.voting.models import Ballot, VotingRule

SPACE = uuid.UUID("5a1f0e4e-0c6d-4f0a-9a53-6d61736c6968")
FOR, AGAINST, ABSTAIN = 1, 2, 3
AWAY = 3
SECONDS_A_VOTE, MINUTES_A_VOTE = dt.timedelta(seconds=4), dt.timedelta(minutes=5)
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
    "draft": (
        "келесі сессияның күн тәртібін бекіту",
        "утвердить повестку следующей сессии",
        "to approve the agenda of the next session",
    ),
    "green-basis": (
        "жасыл екпелер қағидаларының жобасын негізге алу",
        "принять за основу проект правил содержания зелёных насаждений",
        "to take the draft rules for green spaces as a basis",
    ),
    "green-trees": (
        "кесілген ағаштың орнына он ағаш отырғызу туралы түзетуді қабылдау",
        "принять поправку о десяти деревьях взамен вырубленного",
        "to accept the amendment on ten trees for each one felled",
    ),
    "waste-basis": (
        "қалдықтарды бөлек жинау қағидаларының жобасын негізге алу",
        "принять за основу проект правил раздельного сбора отходов",
        "to take the draft rules for separate collection as a basis",
    ),
    "waste-metres": (
        "контейнер алаңына дейінгі қашықтық туралы түзетуді қабылдау",
        "принять поправку о расстоянии до контейнерной площадки",
        "to accept the amendment on the distance to container yards",
    ),
    "water-basis": (
        "су қорғау аймақтары бағдарламасының жобасын негізге алу",
        "принять за основу проект программы водоохранных зон",
        "to take the draft programme for water protection zones as a basis",
    ),
    "paper": (
        "ревизиялық комиссия мүшелігіне келісім беру",
        "дать согласие на члена ревизионной комиссии",
        "to consent to a member of the revision commission",
    ),
}


# Votes on drafts: the motion, the subject of the draft, hour and minute on that day.
ON_FIRST_DAY = (("green-basis", "environment", 15, 20), ("green-trees", "environment", 15, 35))
ON_THIRD_DAY = (
    ("waste-basis", "waste", 15, 20),
    ("waste-metres", "waste", 15, 40),
    ("water-basis", "water", 16, 10),
)
# How one party after another chose, and that every so many deputies chose otherwise.
BY_PARTY, OTHERWISE = (FOR, AGAINST, FOR, ABSTAIN), 7


@dataclass
class Hall:
    """The council, those of its deputies who have entered and are present, and its clerk."""

    council: Council
    deputies: Sequence[Mandate]
    clerk: User
    rules: Mapping[str, VotingRule] = field(
        default_factory=lambda: {rule.key: rule for rule in VotingRule.objects.on()}
    )

    def prepared(
        self,
        word: str,
        *,
        mode: str,
        at: dt.datetime,
        rule: str = "majority_of_total",
        **told: Any,
    ) -> Ballot:
        """A draft, with its tellers where there are to be any."""
        kk, ru, en = MOTIONS[word]
        ballot = actions.prepare(
            self.council,
            by=self.clerk,
            motion={"kk": f"Үлгі: {kk}", "ru": f"Пример: {ru}", "en": f"Example: {en}"},
            mode=mode,
            rule=self.rules[rule],
            at=at,
            **told,
        )
        if ballot.is_counted_by_tellers:
            persons = [mandate.person for mandate in self.deputies[:2]]
            actions.appoint_tellers(ballot, by=self.clerk, tellers=persons)
        return ballot

    def open(self, word: str, *, at: dt.datetime, **told: Any) -> Ballot:
        """A ballot that was opened at a moment, and prepared an hour before."""
        ballot = self.prepared(word, at=at - dt.timedelta(hours=1), **told)
        present = [mandate.person_id for mandate in self.deputies]
        return actions.open_ballot(ballot, by=self.clerk, present=present, at=at)

    def held(
        self,
        word: str,
        choices: Sequence[int],
        *,
        at: dt.datetime,
        mode: str = "open",
        **told: Any,
    ) -> Ballot:
        """A ballot that is closed some minutes after the first deputies have chosen so."""
        ballot = self.open(word, mode=mode, at=at, **told)
        for place, (mandate, option) in enumerate(zip(self.deputies, choices, strict=False), 1):
            user = mandate.person.user
            assert user is not None
            if mode == "secret":
                actions.cast_secretly(ballot, by=user, option=option)
            else:
                key = uuid.uuid5(SPACE, f"{word}:{mandate.pk}")
                moment = at + place * SECONDS_A_VOTE
                actions.cast(ballot, by=user, option=option, key=key, at=moment)
        return actions.close_ballot(ballot, by=self.clerk, at=at + MINUTES_A_VOTE)


def build_votes(*, by: User) -> None:
    """Votes that are closed in each way, one that is open now, and one with two tellers."""
    hall, sittings = _hall(by), Sittings()
    first_day, second_day, third_day = (sittings.before(days) for days in (95, 61, 26))
    voters = len(hall.deputies)
    half = tally.least(hall.rules["majority_of_total"].as_of().share, voters, is_more_than=True)
    hall.held("adopted", [FOR] * (voters - 2) + [ABSTAIN], at=at_clock(first_day, 10, 40))
    hall.held("short", [FOR] * (half - 2) + [ABSTAIN] * 3, at=at_clock(first_day, 11, 55))
    third = voters // 3
    choices = ([FOR, AGAINST] * third) + [FOR] * (voters - 2 * third)
    hall.held("divided", choices, at=at_clock(second_day, 10, 25))
    secret = at_clock(second_day, 15, 10)
    hall.held("secret", [FOR] * (voters - 4) + [AGAINST] * 3, mode="secret", at=secret)
    ways = [place % 3 + 1 for place in range(voters - 1)] + [1]
    begun = at_clock(third_day, 10, 50)
    first = hall.held("election", ways, mode="secret", candidates=CANDIDATES, at=begun)
    actions.hold_again(first, by=hall.clerk, at=begun + 3 * MINUTES_A_VOTE)
    hall.open("open", mode="open", at=sittings.latest())
    hall.prepared("draft", mode="hand", at=sittings.latest())
    for day, listed in ((first_day, ON_FIRST_DAY), (third_day, ON_THIRD_DAY)):
        _on_drafts(hall, day, listed)
    begun = at_clock(third_day, 14, 35)
    paper = hall.open("paper", mode="paper", at=begun)
    took = [mandate.person_id for mandate in hall.deputies]
    actions.give_papers(paper, by=hall.clerk, to=took)
    for mandate in hall.deputies[:2]:
        user = mandate.person.user
        assert user is not None
        moment = begun + 3 * MINUTES_A_VOTE
        numbers = [voters - 6, 3, 1]
        actions.count(paper, by=user, numbers=numbers, spoiled=1, given=voters, at=moment)
    actions.close_ballot(paper, by=hall.clerk, at=begun + 4 * MINUTES_A_VOTE)


def _on_drafts(hall: Hall, day: dt.date, listed: Sequence[tuple[str, str, int, int]]) -> None:
    """Votes on the latest draft of a subject that the maslikhat decided on after this day."""
    for turn, (word, subject, hour, minute) in enumerate(listed, 1):
        drafts = Decision.objects.of(hall.council).filter(origin="portal", rubric__code=subject)
        decided = drafts.annotate(decided_on=Coalesce("adopted_on", "rejected_on"))
        draft = decided.filter(decided_on__gt=day).latest("decided_on")
        about = (DECISION, draft.pk)
        hall.held(word, _by_party(hall, turn), at=at_clock(day, hour, minute), about=about)


def _by_party(hall: Hall, turn: int) -> list[int]:
    """What the deputies choose: each with the own party, a few otherwise, the last two nothing."""
    parties = sorted({mandate.party_id or 0 for mandate in hall.deputies})
    choices = [
        BY_PARTY[parties.index(mandate.party_id or 0) * turn % len(BY_PARTY)]
        for mandate in hall.deputies
    ]
    choices[turn::OTHERWISE] = [ABSTAIN] * len(choices[turn::OTHERWISE])
    return choices[:-2]


class Sittings:
    """Past working days on which the maslikhat could have met."""

    def __init__(self) -> None:
        self._is_working = Calendar().is_working

    def before(self, days: int) -> dt.date:
        """The working day that lies so many days back, or the last one before it."""
        day = today() - dt.timedelta(days=days)
        while not self._is_working(day):
            day -= dt.timedelta(days=1)
        return day

    def latest(self) -> dt.datetime:
        """The last past moment at which a sitting may begin a vote: ten in the morning."""
        now, today_at_ten = timezone.now(), at_clock(today(), 10, 0)
        is_today = self._is_working(today()) and today_at_ten < now
        return today_at_ten if is_today else at_clock(self.before(1), 10, 0)


def at_clock(day: dt.date, hour: int, minute: int) -> dt.datetime:
    """A moment by the clock of Kazakhstan."""
    return dt.datetime.combine(day, dt.time(hour, minute), ALMATY)


def _hall(by: User) -> Hall:
    council, clerk = Council.objects.get(code=REGION), user_of("clerk")
    assert clerk is not None
    mandates = Mandate.objects.on().of(council).select_related("person__user")
    # Who has an account already comes first; the last few have not entered the portal yet.
    deputies = list(mandates.order_by(F("person__user").asc(nulls_last=True), "pk"))[:-AWAY]
    for mandate in deputies:
        speaker(mandate.person, by=by)
    return Hall(council, deputies, clerk)
