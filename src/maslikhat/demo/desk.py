"""The desk of a body in the demo, and what came of matters elsewhere; all of it is invented.

A registrar and an executor, a letter in one hand, templates; a topic that went over an agenda to a
letter and its answer; another maslikhat that solved the like; bodies that have ended; texts that
were taken away.
"""

import datetime as dt

from maslikhat.accounts.actions import make_user
from maslikhat.accounts.models import User
from maslikhat.commitments import actions
from maslikhat.commitments.course import Kind
from maslikhat.commitments.models import Author, Commitment, Source
from maslikhat.commitments.moderated import STEP
from maslikhat.demo.cast import CITY, SINCE
from maslikhat.demo.commitments import ANSWERED, ASKED, DONE, MATTERS, SIGNED, WEEK, Desk
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import Post, RoomRef, Topic
from maslikhat.kit.days import today
from maslikhat.moderation.actions import hide
from maslikhat.moderation.registers import Ref
from maslikhat.registry.actions import (
    appoint,
    end_body,
    found_body,
    invite_official,
    redeem,
)
from maslikhat.registry.models import Body, Council, Role
from maslikhat.sittings import actions as sittings
from maslikhat.sittings.models import Sitting

SAMPLES = (
    (
        "Қабылданды",
        "Үлгі. {addressee}! {date} {number} хатыңыз қабылданды және зерделенуде.",
        "Пример. {addressee}! Ваше письмо {number} от {date} принято и изучается.",
        "Sample. {addressee}: your letter {number} of {date} is being looked into.",
    ),
    (
        "Мерзімі бар жауап",
        "Үлгі. {number} хатыңызға жауап: жұмыс жоспарға енгізілді. {today}",
        "Пример. На письмо {number}: работы включены в план. {today}",
        "",
    ),
)
# Of a question that came after the notice.
UNDER = {"kk": "Үлгі: регламент, 7-тармақ", "ru": "Пример: регламент, пункт 7"}


def build_desk(*, by: User) -> None:
    """What the acts of the body, of the apparatus and of the operator make of it."""
    desk = Desk()
    _body(desk)
    _way(desk)
    _elsewhere(desk, by)
    _ended(desk, by)
    _taken(desk, by)


def _body(desk: Desk) -> None:
    """The head lets two officials in, hands a letter over and keeps templates."""
    people = [("registrar", "Үлгі: Тіркеуші А."), ("executor", "Үлгі: Орындаушы Б.")]
    for rank, name in people:
        slip = invite_official(desk.department, by=desk.official, rank=rank, name=name)
        redeem(slip.code, by=None)
    invite_official(desk.department, by=desk.official, rank="executor", name="Үлгі: Шақырылған В.")
    for name, kk, ru, en in SAMPLES:
        actions.keep_sample(
            desk.department, by=desk.official, name=name, text_kk=kk, text_ru=ru, text_en=en
        )
    roles = Role.objects.filter(body=desk.department)
    waiting = Commitment.objects.owed_by(desk.department).waiting().soonest()
    for row, rank in zip(waiting[:3], ("executor", "executor", "head"), strict=True):
        role = roles.get(rank=rank)
        actions.hand_over(row, by=desk.official, role=role, note="Үлгі: осы аптада")


def _way(desk: Desk) -> None:
    """From a topic over the agenda to a letter and its answer; one waits, one was not taken on."""
    taken, declined, waits = (
        _topic(desk, title)
        for title in (
            "Үлгі: ауылға баратын жолды қашан жөндейміз?",
            "Үлгі: отырыстарды кешке ауыстырайық",
            "Үлгі: қоқыс алаңдары туралы есеп тыңдайық",
        )
    )
    coming = Sitting.objects.get(council=desk.council, session__number="13")
    suggested = {
        topic.pk: sittings.suggest_item(
            desk.council, topic, by=desk.deputy, title=topic.title, reason="Үлгі"
        )
        for topic in (taken, declined, waits)
    }
    accepted = sittings.accept_suggestion(
        suggested[taken.pk], by=desk.clerk, sitting=coming, added_under=UNDER
    )
    sittings.decline_suggestion(
        suggested[declined.pk], by=desk.clerk, answer="Үлгі: уақытты регламент белгілейді."
    )
    made = actions.send(
        desk.council,
        by=desk.clerk,
        kind=Kind.RECOMMENDATION,
        author=Author.COMMISSION,
        in_name_of=desk.commission,
        addressee=desk.department,
        language="kk",
        title="Үлгі: ауылға баратын жолды жөндеу — күн тәртібінен",
        text=ASKED["kk"],
        rubric=desk.rubrics["roads"],
        source=Source.SESSION,
        topic=taken,
        post=Post.objects.get(topic=taken),
        item=accepted.item,
        due_on=today() + 3 * WEEK,
        out_number="Ү-К/13",
    )
    actions.answer(
        made,
        by=desk.official,
        text=ANSWERED["kk"],
        signed=SIGNED["kk"],
        office="head",
        language="kk",
        number="Ү-13/1",
    )


def _topic(desk: Desk, title: str) -> Topic:
    return start_topic(
        RoomRef.of(desk.council),
        by=desk.deputy,
        title=title,
        body="Бұл тақырып порталды көрсету үшін ойдан шығарылған.",
        language="kk",
        rubric=desk.rubrics["roads"],
    )


def _elsewhere(desk: Desk, by: User) -> None:
    """The city's maslikhat has brought matters like the region's to their end."""
    council = Council.objects.select_related("unit").get(code=CITY)
    clerk = make_user(by=by, username="clerk-city", language="ru")
    appoint(clerk, by=by, kind=Role.Kind.CLERK, council=council, from_day=SINCE)
    body = Body.objects.on().filter(unit=council.unit).order_by("pk")[0]
    for lang, words, rubric, is_closed in (
        ("kk", "Үлгі: ауылға баратын жол жөнделді", "roads", True),
        ("ru", "Пример: отремонтирована дорога к селу", "roads", True),
        ("ru", "Пример: открыта площадка сортировки отходов", "waste", False),
    ):
        sent_on = today() - 10 * WEEK
        made = actions.send(
            council,
            by=clerk,
            kind=Kind.RECOMMENDATION,
            author=Author.COUNCIL,
            addressee=body,
            language=lang,
            title=words,
            text=ASKED[lang],
            rubric=desk.rubrics[rubric],
            source=Source.HEARING,
            sent_on=sent_on,
            due_on=sent_on + 4 * WEEK,
            out_number="Ү-1",
        )
        told = {"text": DONE[lang], "language": lang, "number": "Ү-2", "day": sent_on + 4 * WEEK}
        actions.report_done(made, by=clerk, **told)  # type: ignore[arg-type]
        actions.confirm(made, by=clerk, day=sent_on + 6 * WEEK)
        if is_closed:
            actions.close(made, by=clerk, evidence="Пример: проверено.", day=sent_on + 7 * WEEK)


def _ended(desk: Desk, by: User) -> None:
    """Two invented bodies have ended: one has a successor, the matters of the other have none."""
    bodies = []
    for kk, ru in (
        ("Үлгі: таратылған басқарма", "Пример: упразднённое управление"),
        ("Үлгі: мирасқорсыз бөлім", "Пример: отдел без правопреемника"),
    ):
        body = found_body(
            desk.council.unit,
            by=by,
            kind=Body.Kind.DEPARTMENT,
            name_kk=kk,
            name_ru=ru,
            from_day=dt.date(2024, 1, 1),
        )
        actions.send(
            desk.council,
            by=desk.clerk,
            kind=Kind.RECOMMENDATION,
            author=Author.COUNCIL,
            addressee=body,
            language="kk",
            title=f"{kk} — аялдамаларды абаттандыру",
            text=ASKED["kk"],
            rubric=desk.rubrics["public-transport"],
            source=Source.SESSION,
            due_on=today() + 4 * WEEK,
        )
        bodies.append(end_body(body, by=by, to_day=today()))
    actions.succeed(bodies[0], by=by, successor=desk.department, basis="Үлгі: 2026 жылғы № 1 қаулы")


def _taken(desk: Desk, by: User) -> None:
    """A letter that went under an order, and an answer that the moderation hides."""
    gone = desk.send(Kind.INQUIRY, MATTERS[4], desk.places[0], 1, "kk")
    actions.blank("letter", gone.pk, by=by, reason="personal", note="Үлгі: № 1 өкім")
    rude = desk.send(Kind.INQUIRY, MATTERS[4], desk.places[0], 1, "ru")
    actions.answer(
        rude,
        by=desk.official,
        text="Пример: ответ, который скрыла модерация.",
        signed=SIGNED["ru"],
        office="head",
        language="ru",
    )
    step = rude.steps.order_by("-number")[0]
    hide(Ref(STEP, step.pk), by=by, reason="personal", note="Пример")
