"""Decisions of the demo: the real ones of a list by their facts, and invented ones in each state.

What is invented says so in its title and its text; the real ones bear a link to their source.
"""

import datetime as dt
import hashlib
from pathlib import Path
from typing import NamedTuple

import maslikhat.decisions as room
from maslikhat.accounts.models import User
from maslikhat.decisions import actions, copies
from maslikhat.decisions.imports import read
from maslikhat.decisions.models import Decision, Kind, Mover, Version
from maslikhat.decisions.parity.agreement import unexplained
from maslikhat.decisions.results import Votes
from maslikhat.decisions.versions import Texts
from maslikhat.demo.cast import REGION, user_of
from maslikhat.kit.days import today
from maslikhat.registry.models import Body, Commission, Council
from maslikhat.rubrics.models import Rubric

DELIVERED = Path(room.__file__).parent / "data" / "decisions_2026.csv"
INVENTED = Texts("(ойдан шығарылған үлгі)", "(вымышленный образец)", "(an invented example)")
NOTE = Texts(
    "Бұл мәтін порталды көрсету үшін ойдан шығарылған.",
    "Этот текст вымышлен, чтобы показать портал.",
)


class Matter(NamedTuple):
    """An invented matter: what it is called, what it says, its subject."""

    kk: str
    ru: str
    en: str
    rubric: str
    points_kk: tuple[str, ...]
    points_ru: tuple[str, ...]


WASTE = Matter(
    "Тұрмыстық қалдықтарды бөлек жинау қағидалары туралы",
    "О правилах раздельного сбора бытовых отходов",
    "On rules for the separate collection of household waste",
    "waste",
    ("Қалдықтарды бөлек жинау қағидалары бекітілсін.",
     "Контейнер алаңы тұрғын үйден кемінде 25 метр жерде орналасады.",
     "Шешім 2027 жылғы 1 қаңтардан бастап қолданысқа енгізілсін."),
    ("Утвердить правила раздельного сбора отходов.",
     "Контейнерная площадка размещается не ближе 25 метров от жилого дома.",
     "Решение ввести в действие с 1 января 2027 года."),
)  # fmt: skip
WATER = Matter(
    "Су қорғау аймақтарын абаттандыру бағдарламасы туралы",
    "О программе благоустройства водоохранных зон",
    "On the programme for water protection zones",
    "water",
    ("Бағдарлама бекітілсін.", "Оған 150 000 мың теңге бөлінсін.",
     "Бақылау экология комиссиясына жүктелсін."),
    ("Утвердить программу.", "Выделить на неё 150 000 тысяч тенге.",
     "Контроль возложить на комиссию по экологии."),
)  # fmt: skip
GREEN = Matter(
    "Жасыл екпелерді күтіп ұстау қағидалары туралы",
    "О правилах содержания зелёных насаждений",
    "On rules for green spaces",
    "environment",
    ("Жасыл екпелерді күтіп ұстау қағидалары бекітілсін.",
     "Кесілген әр ағаштың орнына кемінде 10 ағаш отырғызылады.",
     "Шешім алғашқы ресми жарияланған күнінен кейін күнтізбелік он күн өткен соң қолданысқа"
     " енгізіледі."),
    ("Утвердить правила содержания зелёных насаждений.",
     "Взамен каждого вырубленного дерева высаживается не менее 10 деревьев.",
     "Решение вводится в действие по истечении десяти календарных дней после дня его первого"
     " официального опубликования."),
)  # fmt: skip
ROUTE = Matter(
    "Қоғамдық көлік бағыттарын қарау туралы",
    "О пересмотре маршрутов общественного транспорта",
    "On a review of public transport routes",
    "public-transport",
    ("Бағыттар қайта қаралсын.", "Жұмыс тобы 15 күн ішінде құрылсын."),
    ("Пересмотреть маршруты.", "Создать рабочую группу в течение 15 дней."),
)
THANKS = Matter(
    "Құрмет грамотасымен марапаттау туралы",
    "О награждении Почётной грамотой",
    "On awarding a certificate of honour",
    "culture",
    ("Қоғам белсендісі Құрмет грамотасымен марапатталсын (байланыс телефоны 8 701 000 00 00).",
     "Марапат сессияда тапсырылсын."),
    ("Наградить общественного активиста Почётной грамотой (контактный телефон 8 701 000 00 00).",
     "Вручить награду на сессии."),
)  # fmt: skip


PLAN = Matter(
    "Облыстың қоршаған ортаны қорғау жөніндегі іс-шаралар жоспарын бекіту туралы",
    "Об утверждении плана мероприятий по охране окружающей среды области",
    "On approving the region's plan of measures for the environment",
    "environment",
    (
        "Облыстың қоршаған ортаны қорғау жөніндегі үш жылдық іс-шаралар жоспары бекітілсін.",
        "Жоспардың орындалуы туралы есеп жыл сайын 1 ақпанға дейін ұсынылсын.",
    ),
    (
        "Утвердить трёхлетний план мероприятий по охране окружающей среды области.",
        "Отчёт об исполнении плана представлять ежегодно до 1 февраля.",
    ),
)
BUDGET = Matter(
    "Облыстық бюджет туралы шешімге өзгерістер енгізу туралы",
    "О внесении изменений в решение об областном бюджете",
    "On changing the decision on the regional budget",
    "budget",
    (
        "Облыстық бюджет жаңа редакцияда бекітілсін.",
        "Білім беру шығыстары бір пайызға көбейтілсін.",
    ),
    (
        "Утвердить областной бюджет в новой редакции.",
        "Увеличить расходы на образование на один процент.",
    ),
)
PLAN_NUMBER, BUDGET_NUMBER = "10/88-VIII", "12/103-VIII"


def titles_of(matter: Matter, more: str = "") -> Texts:
    """The title in three languages, loudly invented."""
    words = (matter.kk, matter.ru, matter.en)
    return Texts(*(f"{word}{more} {mark}" for word, mark in zip(words, INVENTED, strict=True)))


def texts_of(matter: Matter) -> Texts:
    """The text in both official languages, its first line saying that it is invented."""
    heads = ("Облыстық мәслихат ШЕШІМ ҚАБЫЛДАДЫ:", "Областной маслихат РЕШИЛ:")
    points = (matter.points_kk, matter.points_ru)
    return Texts(
        *(
            "\n".join([note, head, *(f"{n}. {point}" for n, point in enumerate(own, 1))])
            for note, head, own in zip(NOTE[:2], heads, points, strict=True)
        )
    )


class Desk:
    """The clerk and the chair of the demo's region, who enter all that follows."""

    def __init__(self) -> None:
        clerk, chair, deputy = map(user_of, ("clerk", "chair", "deputy-regional"))
        assert clerk and chair and deputy, "the cast is there before it decides"
        self.clerk, self.chair, self.deputy = clerk, chair, deputy
        self.council = Council.objects.get(code=REGION)
        self.commissions = list(
            Commission.objects.on().filter(council=self.council, kind="standing").order_by("pk")
        )
        self.akimat = Body.objects.filter(unit=self.council.unit, parent=None).order_by("pk")[0]

    def draft(self, matter: Matter, more: str = "", **other: object) -> Decision:
        """A draft of the apparatus, moved by the first commission where nobody else is named."""
        words: dict[str, object] = {
            "kind": Kind.NORMATIVE,
            "mover": Mover.COMMISSION,
            "moved_by": self.commissions[0],
            **other,
        }
        return actions.draft(
            self.council,
            by=self.clerk,
            titles=titles_of(matter, more),
            texts=texts_of(matter),
            rubric=Rubric.objects.get(code=matter.rubric),
            **words,  # type: ignore[arg-type]
        )

    def adopted(self, matter: Matter, number: str, day: dt.date, **other: object) -> Decision:
        """A decision of a past day."""
        made = actions.table(self.draft(matter, **other), by=self.chair, day=day)  # type: ignore[arg-type]
        return actions.adopt(made, by=self.clerk, number=number, day=day, votes=Votes(24, 3, 1))

    def published(self, decision: Decision, day: dt.date) -> None:
        """Published with everything covered that was found."""
        version = Version.objects.latest_of(decision)
        assert version is not None, "what is published has a text"
        for one in unexplained(decision, version):
            actions.explain_difference(
                decision, by=self.clerk, fingerprint=one.fingerprint, explanation="Үлгі мәтін"
            )
        seen = copies.fingerprint(version, copies.covered_in(version, self.council))
        order = copies.Order(decision, version, seen)
        actions.publish(decision, by=self.clerk, copy=order, day=day)


def build_decisions(*, by: User) -> None:
    """The real decisions of the list that the portal is delivered with, by their facts; then an
    invented matter in each state of the way, in the region of the cast."""
    real = DELIVERED.read_bytes()
    actions.import_decisions(rows=read(real).rows, by=by, digest=hashlib.sha256(real).hexdigest())
    desk, now = Desk(), today()
    week = dt.timedelta(days=7)
    _on_the_way(desk, now, week)
    _decided(desk, now, week)


def _on_the_way(desk: Desk, now: dt.date, week: dt.timedelta) -> None:
    """Drafts before the council has decided."""
    desk.draft(ROUTE, kind=Kind.ORGANISATION, mover=Mover.DEPUTY, moved_by=desk.deputy.person.mandates.on()[0])  # fmt: skip  # noqa: E501
    referred = desk.draft(WATER, mover=Mover.BODY, moved_by=desk.akimat, touches_money=True)
    first, second = desk.commissions[:2]
    done = actions.refer(referred, first, by=desk.clerk, sent_on=now - 3 * week, due_on=now - week)
    actions.refer(referred, second, by=desk.clerk, sent_on=now - 2 * week, due_on=now - week)
    actions.conclude(
        done, by=desk.clerk, outcome="remarks", number="4-1", day=now - 2 * week,
        words_kk="2-тармақтағы сома бюджетпен салыстырылсын.",
        words_ru="Сверить сумму в пункте 2 с бюджетом.",
    )  # fmt: skip
    actions.enter_akim_conclusion(
        referred, by=desk.clerk, is_positive=True, day=now - week, number="3-12/87",
        body=desk.akimat,
    )  # fmt: skip
    actions.write_letter(
        referred, by=desk.clerk, direction="in", party=desk.akimat.name_kk, own_number="112-к",
        own_day=now - week, their_number="3-12/87", their_day=now - week, is_open=True,
    )  # fmt: skip
    open_now = desk.draft(WASTE)
    actions.consult(
        open_now, by=desk.clerk, from_day=now - week, last_day=now + 2 * week,
        basis="Үлгі: «Құқықтық актілер туралы» Заң, 18-бап",
    )  # fmt: skip
    actions.revise(
        open_now,
        by=desk.clerk,
        texts=Texts(*(text.replace("25 метр", "20 метр") for text in texts_of(WASTE))),
        note="25 → 20",
    )
    actions.table(desk.draft(ROUTE, " — II", kind=Kind.ORGANISATION), by=desk.chair, day=now)
    actions.withdraw(desk.draft(ROUTE, " — III", kind=Kind.ORGANISATION), by=desk.clerk)


def _decided(desk: Desk, now: dt.date, week: dt.timedelta) -> None:
    """Decisions, and a draft that was rejected."""
    rejected = actions.table(desk.draft(WASTE, " — II"), by=desk.chair, day=now - 2 * week)
    actions.reject(rejected, by=desk.clerk, day=now - 2 * week, votes=Votes(9, 14, 2))
    desk.adopted(THANKS, "12/101-VIII", now - week, kind=Kind.INDIVIDUAL)
    waiting = desk.adopted(WATER, "12/102-VIII", now - 2 * week, more=" — II")
    actions.register(waiting, by=desk.clerk, number="ҮЛГІ-0102", day=now - week)
    old = desk.adopted(GREEN, "9/80-VIII", now - 30 * week)
    new = desk.adopted(GREEN, "11/95-VIII", now - 10 * week, more=" — II")
    for decision, day in ((old, now - 28 * week), (new, now - 9 * week)):
        actions.register(decision, by=desk.clerk, number=f"ҮЛГІ-{decision.pk:04}", day=day)
        desk.published(decision, day + week)
        actions.bring_into_force(decision, by=desk.clerk, from_day=day + week)
    actions.relate(new, old, by=desk.clerk, kind="amends", points="2", day=now - 8 * week)
    _of_money(desk, now, week)
    gone = desk.adopted(WASTE, "7/61-VIII", now - 50 * week, more=" — III", kind=Kind.ORGANISATION)
    actions.bring_into_force(gone, by=desk.clerk, from_day=now - 49 * week)
    actions.relate(new, gone, by=desk.clerk, kind="repeals", day=now - 8 * week)


def _of_money(desk: Desk, now: dt.date, week: dt.timedelta) -> None:
    """What approved the plan for the environment and refined the budget of the year."""
    plan = desk.adopted(PLAN, PLAN_NUMBER, now - 14 * week)
    budget = desk.adopted(BUDGET, BUDGET_NUMBER, now - 2 * week)
    for decision, day in ((plan, now - 13 * week), (budget, now - week)):
        actions.register(decision, by=desk.clerk, number=f"ҮЛГІ-{decision.pk:04}", day=day)
        desk.published(decision, day)
        actions.bring_into_force(decision, by=desk.clerk, from_day=day)


def decided(number: str) -> Decision:
    """The decision of the demo's region with this number."""
    return Decision.objects.get(council__code=REGION, origin="portal", number=number)
