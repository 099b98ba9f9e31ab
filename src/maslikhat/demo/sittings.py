"""Sittings of the demo: past and coming ones, and each stage of the way in the cast's own region.

All of it is invented, and every question says so.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from io import BytesIO

from maslikhat.accounts.models import User
from maslikhat.decisions.models import Decision
from maslikhat.demo.cast import DISTRICT, REGION, speaker, user_of
from maslikhat.demo.examples import TABLE
from maslikhat.demo.past import hold_past
from maslikhat.demo.questions import (
    BUDGET,
    ELECTION,
    HALL,
    OFFICE,
    OTHER,
    ROADS,
    STAFF,
    WATER,
    Question,
)
from maslikhat.demo.votes import AGAINST, AWAY, FOR, SPACE, Sittings
from maslikhat.kit import uploads
from maslikhat.kit.days import ALMATY, today
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Commission, Council, Level, Mandate
from maslikhat.sittings import actions
from maslikhat.sittings.actions.minuting import Wanted
from maslikhat.sittings.models import Item, Minutes, MinutesVersion, Session, Sitting
from maslikhat.voting import actions as voting
from maslikhat.voting.models import Mode

WATERWORKS = "«Үлгі су арнасы» ЖШС · ТОО «Пример-Водоканал»"
INTEREST = (
    "Үлгі: жақын туысым осы кәсіпорында істейді · Пример: на предприятии работает родственник"
)
HURRY = "Үлгі: материалдар кеш түсті · Пример: материалы поступили поздно"
# Notice goes out ten days before at the latest; so many leave room for that.
AHEAD, FARTHER, COMMISSION_AHEAD = 14, 45, 3
# Days back at which the past sittings lie.
PAST, LONG_PAST = 6, 40
# So many stand in the election.
CANDIDATES = 3
# So many districts have one too.
DISTRICTS = 3


def build_sittings(*, by: User) -> None:
    """A past and a coming sitting in every region and some districts; each stage in the own."""
    calendar, past = Calendar(), Sittings().before(PAST)
    councils = Council.objects.on().order_by("code")
    regions = councils.level(Level.REGIONAL).exclude(code=REGION)
    districts = councils.level(Level.DISTRICT).exclude(code=DISTRICT)[:DISTRICTS]
    for council in (*regions, *districts):
        _past_and_coming(council, by=by, past=past, at=_at(AHEAD, calendar))
    _own(Council.objects.get(code=REGION), calendar)


def _past_and_coming(council: Council, *, by: User, past: dt.date, at: dt.datetime) -> None:
    chair = speaker(council.headships.get(to_day=None).person, by=by)
    approve(hold_past(council, "11", by=by, chair=chair, day=past), chair)
    coming = _planned(_session(council, chair, "12"), chair, at)
    for question in (BUDGET, ROADS):
        actions.put_item(coming, by=chair, titles=question.titles)
    actions.convene(coming, by=chair)


def _own(council: Council, calendar: Calendar) -> None:
    clerk, chair, deputy = map(user_of, ("clerk", "chair", "deputy-regional"))
    assert clerk and chair and deputy, "the cast is there before it sits"
    _plans(council, clerk, chair)
    actions.declare_interest(by=deputy, kind="office", name=WATERWORKS)
    long_past = Sittings().before(LONG_PAST)
    past = hold_past(council, "10", by=clerk, chair=chair, day=long_past, mode=Mode.OPEN)
    approve(past, chair)
    _held(council, clerk, chair)
    _live(council, clerk, chair, deputy)
    _coming(council, clerk, deputy, _at(AHEAD, calendar))
    later = _planned(_session(council, clerk, "14"), clerk, _at(FARTHER, calendar))
    actions.put_item(later, by=clerk, titles=ROADS.titles)
    commission = Commission.objects.on().filter(council=council, kind="standing").order_by("pk")[0]
    small = _planned(commission, clerk, _at(COMMISSION_AHEAD, calendar))
    actions.put_item(small, by=clerk, titles=WATER.titles)
    actions.convene(small, by=clerk)


def _coming(council: Council, clerk: User, deputy: User, at: dt.datetime) -> None:
    """Convened: one with who reports, a draft, one behind closed doors, an election, others."""
    sitting = _planned(_session(council, clerk, "13"), clerk, at)
    reported = actions.put_item(
        sitting, by=clerk, titles=BUDGET.titles, kind=Item.Kind.REPORT, minutes=30
    )
    actions.name_rapporteur(reported, by=clerk, name="Үлгі Есепші", office=OFFICE)
    draft = Decision.objects.filter(council=council, origin="portal").in_state("tabled")[0]
    actions.put_item(sitting, by=clerk, titles={}, decision=draft)
    water = actions.put_item(sitting, by=clerk, titles=WATER.titles, minutes=20)
    actions.put_item(sitting, by=clerk, titles=STAFF.titles, is_closed_to_public=True)
    election = actions.put_item(
        sitting,
        by=clerk,
        titles=ELECTION.titles,
        kind=Item.Kind.ELECTION,
        office=Item.Office.COMMISSION_CHAIR,
    )
    for candidate in Mandate.objects.on().of(council).order_by("pk")[:CANDIDATES]:
        actions.name_candidate(election, by=clerk, mandate=candidate)
    actions.put_item(sitting, by=clerk, titles=OTHER.titles, kind=Item.Kind.OTHER)
    _papers(sitting, reported, clerk)
    sitting = actions.convene(sitting, by=clerk)
    actions.send_materials(sitting, by=clerk)
    mandate = Mandate.objects.on().of(council).get(person__user=deputy)
    actions.recuse(reported, by=deputy, mandate=mandate, because=INTEREST)
    actions.move(water, by=deputy, kind="amendment", texts=WATER.titles)


def _papers(sitting: Sitting, reported: Item, clerk: User) -> None:
    """The minutes of the last sitting for all, and a table for the report."""
    last = Minutes.objects.exclude(pdf_kk="").filter(sitting__council=sitting.council).latest("pk")
    with uploads.path_of(last.pdf_kk).open("rb") as file:
        actions.attach_document(sitting, by=clerk, file=file, name="Өткен отырыстың хаттамасы")
    table = BytesIO(TABLE.encode())
    actions.attach_document(
        sitting, by=clerk, file=table, name="Іс-шаралар кестесі (үлгі)", item=reported
    )


def _plans(council: Council, clerk: User, chair: User) -> None:
    """The plan of this year is adopted, that of the next is being written."""
    year = today().year
    plan = actions.draft_plan(council, by=clerk, year=year)
    for quarter, question in enumerate((BUDGET, WATER, ROADS, OTHER), 1):
        actions.put_plan_item(plan, by=clerk, quarter=quarter, titles=question.titles)
    actions.adopt_plan(plan, by=chair)
    draft = actions.draft_plan(council, by=clerk, year=year + 1)
    actions.put_plan_item(draft, by=clerk, quarter=1, titles=BUDGET.titles)


def _live(council: Council, clerk: User, chair: User, deputy: User) -> None:
    """It goes on: a question is being considered, one has the floor, another waits for it."""
    sitting = convened_now(council, clerk, "12", (ROADS, WATER, OTHER))
    mandates = seated(council, clerk, sitting)
    sitting = actions.open_sitting(sitting, by=chair)
    item = actions.call_item(sitting.items.in_order()[0], by=chair)
    actions.move(item, by=clerk, kind="main", texts=ROADS.titles)
    others = [mandate for mandate in mandates if mandate.person.user_id != deputy.pk]
    speech = actions.ask_floor(item, by=clerk, kind="report", mandate=others[0])
    actions.give_floor(speech, by=chair)
    actions.ask_floor(item, by=deputy, kind="question")


def convened_now(
    council: Council, clerk: User, number: str, questions: Sequence[Question]
) -> Sitting:
    """A sitting in half an hour, convened although the law's clocks have passed."""
    at = dt.datetime.now(ALMATY).replace(second=0, microsecond=0) + dt.timedelta(minutes=30)
    sitting = _planned(_session(council, clerk, number), clerk, at)
    for question in questions:
        actions.put_item(sitting, by=clerk, titles=question.titles)
    return actions.convene(sitting, by=clerk, although=HURRY)


def seated(council: Council, clerk: User, sitting: Sitting) -> list[Mandate]:
    """The deputies who have accounts are there."""
    accounts = Mandate.objects.on().of(council).filter(person__user__isnull=False)
    mandates = list(accounts.select_related("person__user").order_by("pk"))
    for mandate in mandates:
        actions.mark_attendance(sitting, by=clerk, mandate=mandate, part="present")
    return mandates


def _held(council: Council, clerk: User, chair: User) -> None:
    """Held while the demo is built, which its page says: who was there, a vote, the minutes."""
    sitting = convened_now(council, clerk, "11", (ROADS,))
    mandates = seated(council, clerk, sitting)
    away = Mandate.objects.on().of(council).filter(person__user=None).order_by("pk")[:AWAY]
    for mandate in away:
        actions.mark_attendance(
            sitting, by=clerk, mandate=mandate, part="excused", reason="state_duty"
        )
    sitting = actions.open_sitting(sitting, by=chair)
    item = actions.call_item(sitting.items.in_order()[0], by=chair)
    main = actions.move(item, by=clerk, kind="main", texts=ROADS.titles)
    ballot = actions.put_to_vote(main, by=chair)
    for place, mandate in enumerate(mandates):
        user = mandate.person.user
        assert user is not None
        option = AGAINST if place < AWAY else FOR
        voting.cast(ballot, by=user, option=option, key=uuid.uuid5(SPACE, f"sitting:{mandate.pk}"))
    voting.close_ballot(ballot, by=chair)
    actions.end_item(item, by=chair, outcome=Item.Outcome.ADOPTED)
    approve(actions.close_sitting(sitting, by=chair), chair)


def approve(sitting: Sitting, chair: User) -> None:
    """Whoever presided approves the minutes as the portal has drawn them."""
    version = MinutesVersion.objects.select_related("minutes__sitting").get(
        minutes__sitting=sitting
    )
    actions.approve_minutes(version.minutes, by=chair, version=Wanted(version, chair))


def _session(council: Council, by: User, number: str) -> Session:
    return actions.plan_session(council, by=by, kind=Session.Kind.ORDINARY, number=number)


def _planned(body: Session | Commission, by: User, at: dt.datetime) -> Sitting:
    return actions.plan_sitting(body, by=by, starts_at=at, hall=HALL)


def _at(days: int, calendar: Calendar) -> dt.datetime:
    """Ten o'clock on the first working day so many days from now, or after it."""
    day = today() + dt.timedelta(days=days)
    while not calendar.is_working(day):
        day += dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(10), tzinfo=ALMATY)
