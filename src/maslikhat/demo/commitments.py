"""What bodies owe in the demo: every kind in every state, in the region of the cast.

All of it is invented, says so in its title, and says nothing of the real body.
"""

import datetime as dt
from collections.abc import Callable
from itertools import cycle
from typing import Any, NamedTuple

from maslikhat.accounts.models import User
from maslikhat.commitments import actions
from maslikhat.commitments.course import Kind, State
from maslikhat.commitments.models import Author, Commitment, Source
from maslikhat.decisions.models import Decision
from maslikhat.demo.cast import CITY, REGION, user_of
from maslikhat.kit.days import today
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Commission, Council
from maslikhat.rubrics.models import Rubric

WEEK = dt.timedelta(days=7)


class Matter(NamedTuple):
    """An invented matter in two languages, and its subject."""

    kk: str
    ru: str
    rubric: str


MATTERS = (
    Matter("ауыз су құбырын жөндеу", "ремонт водопровода", "water"),
    Matter("қоқыс сұрыптау алаңын ашу", "открыть площадку сортировки отходов", "waste"),
    Matter("ауылға баратын жолды жөндеу", "ремонт дороги к селу", "roads"),
    Matter("мектептің жылу жүйесін ауыстыру", "замена отопления в школе", "schools"),
    Matter("ауа сапасын өлшейтін бекет қою", "поставить пост измерения качества воздуха", "air"),
    Matter("аялдамаларды абаттандыру", "благоустройство остановок", "public-transport"),
)
ASKED = {
    "kk": "Бұл хат порталды көрсету үшін ойдан шығарылған. Мәселе қашан және қалай шешілетінін"
    " жазуды сұраймыз.",
    "ru": "Это письмо вымышлено, чтобы показать портал. Просим написать, когда и как вопрос будет"
    " решён.",
}
ANSWERED = {
    "kk": "Бұл жауап ойдан шығарылған. Мәселе зерделенді, қаражат қарастырылды.",
    "ru": "Этот ответ вымышлен. Вопрос изучен, средства предусмотрены.",
}
DONE = {
    "kk": "Ойдан шығарылған есеп: жұмыс аяқталды, орнында көруге болады.",
    "ru": "Вымышленный отчёт: работы завершены, это видно на месте.",
}
SIGNED = {"kk": "Ә. Үлгі (үлгі)", "ru": "А. Пример (пример)"}
SOURCES = {
    Kind.INQUIRY: (Source.OWN, ""),
    Kind.RECOMMENDATION: (Source.ROUND_TABLE, "Үлгі: дөңгелек үстел"),
    Kind.TASK: (Source.DECISION, ""),
    Kind.MANDATE: (Source.VOTERS, "Үлгі: сайлаушылармен кездесу"),
    Kind.APPEAL: (Source.APPEAL, ""),
}
# How many weeks ago the letter went, so that in some states the day has passed and in some not.
WEEKS = {
    State.SENT: 1,
    State.REGISTERED: 7,
    State.ANSWERED: 6,
    State.PROMISED: 9,
    State.REPORTED: 12,
    State.CONFIRMED: 16,
    State.DISPUTED: 14,
    State.REOPENED: 10,
    State.CLOSED: 20,
    State.WITHDRAWN: 5,
}


class Desk:
    """Who asks and who answers in the demo's region."""

    def __init__(self) -> None:
        people = [user_of(role) for role in ("clerk", "chair", "deputy-regional", "official")]
        assert all(people), "the cast is there before it asks"
        self.clerk, self.chair, self.deputy, self.official = (p for p in people if p)
        self.citizen = user_of("citizen")
        self.council = Council.objects.select_related("unit").get(code=REGION)
        assert self.council.unit is not None
        self.mandate = self.deputy.person.mandates.on()[0]
        self.commission = (
            Commission.objects.on().filter(council=self.council, kind="standing").order_by("pk")[0]
        )
        bodies = Body.objects.filter(unit=self.council.unit).order_by("pk")
        self.akimat, self.department = bodies[0], bodies.exclude(parent=None)[0]
        self.decision = Decision.objects.filter(
            council=self.council, published_on__isnull=False, origin="portal"
        ).order_by("pk")[0]
        self.places = list(Unit.objects.within(self.council.unit).order_by("kato"))
        self.rubrics = {rubric.code: rubric for rubric in Rubric.objects.all()}

    def send(self, kind: Kind, matter: Matter, place: Unit, weeks: int, lang: str) -> Commitment:
        """A letter of this kind, of so many weeks ago."""
        author, in_name_of, by = self._asking(kind)
        source, occasion = SOURCES[kind]
        sent_on = today() - weeks * WEEK
        words = matter.kk if lang == "kk" else matter.ru
        mark = "Үлгі" if lang == "kk" else "Пример"
        name = place.name_kk if lang == "kk" else place.name_ru
        return actions.send(
            self.council,
            by=by,
            kind=kind,
            author=author,
            in_name_of=in_name_of,
            addressee=self.department if kind != Kind.TASK else self.akimat,
            language=lang,
            title=f"{mark}: {words} — {name}",
            text=ASKED[lang],
            rubric=self.rubrics[matter.rubric],
            place=place,
            source=source,
            occasion=occasion,
            decision=self.decision if kind == Kind.TASK else None,
            point="2" if kind == Kind.TASK else "",
            sent_on=sent_on,
            due_on=sent_on + 4 * WEEK,
            out_number=f"Ү-{kind[:1].upper()}/{weeks}",
        )

    def _asking(self, kind: Kind) -> tuple[Author, Any, User]:
        if kind == Kind.TASK:
            return Author.COUNCIL, None, self.chair
        if kind == Kind.RECOMMENDATION:
            return Author.COMMISSION, self.commission, self.clerk
        return Author.DEPUTY, self.mandate, self.deputy

    def author_of(self, made: Commitment) -> User:
        """Who speaks for who asked."""
        if made.author == Author.DEPUTY:
            return self.deputy
        return self.clerk

    def answering(self, made: Commitment, day: dt.date) -> User:
        """The official of the department, today; what came on paper the apparatus enters."""
        is_own = made.addressee_id == self.department.pk and day == today()
        return self.official if is_own else self.clerk


Take = Callable[[Desk, Commitment, dt.date], object]


def _registered(desk: Desk, made: Commitment, day: dt.date) -> None:
    actions.register(made, by=desk.answering(made, day), number=f"Ү-{made.pk}", day=day)


def _answered(desk: Desk, made: Commitment, day: dt.date) -> None:
    _answer(desk, made, day, None)


def _promised(desk: Desk, made: Commitment, day: dt.date) -> None:
    _answer(desk, made, day, day + 4 * WEEK)


def _answer(desk: Desk, made: Commitment, day: dt.date, promised_on: dt.date | None) -> None:
    lang = made.language
    actions.answer(
        made,
        by=desk.answering(made, day),
        text=ANSWERED[lang],
        signed=SIGNED[lang],
        office="head",
        language=lang,
        number=f"Ү-{made.pk}/1",
        day=day,
        promised_on=promised_on,
    )


def _reported(desk: Desk, made: Commitment, day: dt.date) -> None:
    lang = made.language
    actions.report_done(
        made,
        by=desk.answering(made, day),
        text=DONE[lang],
        language=lang,
        number=f"Ү-{made.pk}/2",
        day=day,
    )


def _confirmed(desk: Desk, made: Commitment, day: dt.date) -> None:
    actions.confirm(made, by=desk.deputy, reason="Үлгі: орнында көрдім.", day=day)


def _disputed(desk: Desk, made: Commitment, day: dt.date) -> None:
    actions.dispute(made, by=desk.deputy, reason="Үлгі: жұмыс тоқтап тұр.", day=day)


def _judged_formal(desk: Desk, made: Commitment, day: dt.date) -> None:
    actions.assess(
        made,
        by=desk.author_of(made),
        assessment="formal",
        reason="Үлгі: қашан және қандай қаражатқа екені жазылмаған.",
        day=day,
    )


def _asked_again(desk: Desk, made: Commitment, day: dt.date) -> None:
    actions.reopen(
        made,
        by=desk.author_of(made),
        reason="Үлгі: мерзім мен қаражат көзін жазуды сұраймыз.",
        due_on=day + 4 * WEEK,
        day=day,
    )


def _closed(desk: Desk, made: Commitment, day: dt.date) -> None:
    actions.close(made, by=desk.author_of(made), evidence="Үлгі: орнында тексерілді.", day=day)


def _withdrawn(desk: Desk, made: Commitment, day: dt.date) -> None:
    actions.withdraw(made, by=desk.author_of(made), reason="Үлгі: хат екі рет жіберілген.", day=day)


DOING: tuple[Take, ...] = (_registered, _promised, _reported)
STEPS: dict[State, tuple[Take, ...]] = {
    State.SENT: (),
    State.REGISTERED: (_registered,),
    State.ANSWERED: (_registered, _answered),
    State.PROMISED: (_registered, _promised),
    State.REPORTED: DOING,
    State.CONFIRMED: (*DOING, _confirmed),
    State.DISPUTED: (*DOING, _disputed),
    State.REOPENED: (_registered, _answered, _judged_formal, _asked_again),
    State.CLOSED: (*DOING, _confirmed, _closed),
    State.WITHDRAWN: (_withdrawn,),
}


def build_commitments() -> None:
    """Each kind in each state, by the acts of both sides on the days of the story."""
    desk = Desk()
    matters, places = cycle(MATTERS), cycle(desk.places)
    languages = cycle(("kk", "kk", "ru"))
    for kind in Kind:
        for state, steps in STEPS.items():
            made = desk.send(kind, next(matters), next(places), WEEKS[state], next(languages))
            for place, take in enumerate(steps, 1):
                take(desk, made, made.sent_on + place * WEEK)
    _more(desk)
    # The letters of the story were entered on their own days: no grace runs.
    Commitment.objects.filter(grace_on__isnull=False).update(grace_on=None)


def _more(desk: Desk) -> None:
    """What only some kinds have: redirected, extended, passed on, answered in full; a resident."""
    city = Unit.objects.get(kato=CITY)
    passed = desk.send(Kind.RECOMMENDATION, MATTERS[2], city, 3, "ru")
    actions.redirect(
        passed,
        by=desk.clerk,
        body=desk.akimat,
        reason="Пример: дорога на балансе города.",
        day=passed.sent_on + WEEK,
    )
    longer = desk.send(Kind.RECOMMENDATION, MATTERS[1], city, 3, "kk")
    actions.extend(
        longer,
        by=desk.clerk,
        due_on=longer.due_on + 4 * WEEK,
        reason="Үлгі: конкурс жүріп жатыр.",
        day=longer.sent_on + WEEK,
    )
    full = desk.send(Kind.INQUIRY, MATTERS[4], city, 8, "kk")
    _answered(desk, full, full.sent_on + 2 * WEEK)
    actions.assess(full, by=desk.deputy, assessment="full", day=full.sent_on + 3 * WEEK)
    fresh = desk.send(Kind.INQUIRY, MATTERS[5], city, 2, "kk")
    _registered(desk, fresh, fresh.sent_on + WEEK)
    _answered(desk, fresh, today())
    late = desk.send(Kind.INQUIRY, MATTERS[3], city, 9, "ru")
    _answered(desk, late, late.sent_on + 6 * WEEK)
    seen = desk.send(Kind.MANDATE, MATTERS[0], city, 8, "ru")
    _reported(desk, seen, today())
    actions.remark(
        desk.department,
        by=desk.official,
        text="Үлгі: бұл көрсеткіштер ойдан шығарылған.",
        language="kk",
    )
    if desk.citizen is not None:
        actions.say(seen, by=desk.citizen, is_done=True)
