"""A conference on ecology in the demo, and what it recommended, in several states.

All of it is invented, says so in its titles, and says nothing of the real bodies.
"""

import datetime as dt
from typing import NamedTuple

from django.core.files.base import ContentFile

from maslikhat.commitments import actions
from maslikhat.commitments.course import State
from maslikhat.commitments.models import Commitment, Event
from maslikhat.demo.commitments import STEPS, WEEK, Desk
from maslikhat.kit.days import today

HELD = 14 * WEEK
PROTOCOL = (
    "Үлгі: бұл қарар порталды көрсету үшін ойдан шығарылған.\n"
    "Пример: эта резолюция вымышлена, чтобы показать портал.\n"
)


class Told(NamedTuple):
    """What is recommended, and where it has come to."""

    text: str
    state: State
    is_department: bool = True


RECOMMENDED = (
    Told("Үлгі: қоқысты бөлек жинайтын алаңдардың санын екі есе көбейту.", State.CLOSED),
    Told("Үлгі: кәсіпорындардың шығарындылары туралы деректерді ай сайын жариялау.", State.CLOSED),
    Told("Үлгі: су қорғау аймақтарының шекарасын жергілікті жерде белгілеу.", State.CONFIRMED),
    Told("Үлгі: қаланың желек белдеуіне он мың ағаш отырғызу.", State.REPORTED),
    Told("Үлгі: өзен жағалауын заңсыз қоқыс үйінділерінен тазарту.", State.DISPUTED),
    Told("Үлгі: ауа сапасын өлшейтін үш бекет орнату және деректерін ашу.", State.PROMISED),
    Told(
        "Үлгі: эмиссия төлемдерін қоршаған ортаны қорғау шараларына бағыттау.",
        State.ANSWERED,
        is_department=False,
    ),
    Told(
        "Үлгі: қоғамдық көлікті газға көшіру жоспарын әзірлеу.",
        State.REGISTERED,
        is_department=False,
    ),
    Told(
        "Үлгі: мектептерде экология сабақтарын қолдау бағдарламасын қабылдау.",
        State.SENT,
        is_department=False,
    ),
)


def build_events() -> None:
    """A conference of some weeks ago with nine recommendations; a public council of this month,
    whose protocol is not there yet."""
    desk, day = Desk(), today()
    held = _held(desk, day - HELD)
    for number, told in enumerate(RECOMMENDED, 1):
        made = _recommended(desk, held, told, number)
        for place, take in enumerate(STEPS[told.state], 1):
            take(desk, made, made.sent_on + place * WEEK)
    # The letters of the story were entered on their own days: no grace runs.
    Commitment.objects.filter(event=held, grace_on__isnull=False).update(grace_on=None)
    actions.enter_event(
        desk.council,
        by=desk.clerk,
        kind="public_council",
        title_kk="Үлгі: қоғамдық кеңестің су туралы отырысы",
        title_ru="Пример: заседание общественного совета о воде",
        title_en="Example: a sitting of the public council on water",
        organiser="Үлгі: облыстың қоғамдық кеңесі",
        held_on=day - WEEK,
        place=desk.places[0],
        language="kk",
        rubric=desk.rubrics["water"],
    )


def _held(desk: Desk, day: dt.date) -> Event:
    assert desk.council.unit is not None
    return actions.enter_event(
        desk.council,
        by=desk.clerk,
        kind="conference",
        title_kk="Үлгі: облыстың экологиясы туралы депутаттар конференциясы",
        title_ru="Пример: конференция депутатов об экологии области",
        title_en="Example: a conference of deputies on the ecology of the region",
        held_on=day,
        place=desk.council.unit,
        language="kk",
        rubric=desk.rubrics["environment"],
        file=ContentFile(PROTOCOL.encode()),
    )


def _recommended(desk: Desk, held: Event, told: Told, number: int) -> Commitment:
    sent_on = held.held_on + dt.timedelta(days=3)
    return actions.recommend(
        held,
        by=desk.clerk,
        text=told.text,
        addressee=desk.department if told.is_department else desk.akimat,
        sent_on=sent_on,
        due_on=sent_on + 4 * WEEK,
        out_number=f"Ү-К/{number}",
    )
