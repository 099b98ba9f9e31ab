"""A joint inquiry in the demo: deputies of several maslikhats to many akimats, some answered.

All of it is invented, says so in its title, and says nothing of the real bodies.
"""

import datetime as dt

from maslikhat.commitments import actions
from maslikhat.commitments.joint import delivering
from maslikhat.commitments.models import Commitment, Joint
from maslikhat.demo.cast import REGION, user_of
from maslikhat.demo.commitments import ANSWERED, SIGNED
from maslikhat.kit.days import today
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Body, Council, Mandate
from maslikhat.rubrics.models import Rubric

ASKED, AGO = 24, dt.timedelta(days=45)
TEXT = (
    "Бұл сауал порталды көрсету үшін ойдан шығарылған. Қоқысты бөлек жинайтын алаңдар қанша, 2027"
    " жылы тағы қаншасы ашылады және ақшасы қайдан алынады?"
)
PARTLY = "Үлгі: алаңдардың саны айтылған, ақшаның қайдан алынатыны жазылмаған."


def build_joint() -> None:
    """One that was sent weeks ago, with answers of every worth and missing ones; and a draft."""
    author, colleague = user_of("deputy-regional"), user_of("deputy-city")
    assert author is not None
    council = Council.objects.get(code=REGION)
    made = _drafted(council, "Үлгі: қоқысты бөлек жинау алаңдары туралы бірлескен сауал")
    akimats = Body.objects.on().filter(kind=Body.Kind.AKIMAT)
    actions.address_joint(made, by=author, bodies=list(akimats.order_by("unit", "pk")[:ASKED]))
    seated = Mandate.objects.on().filter(person__user__isnull=False).exclude(pk=made.mandate_id)
    others = list(seated.select_related("person__user").order_by("pk")[:5])
    if colleague is not None:
        others += list(Mandate.objects.on().filter(person__user=colleague))
    actions.invite_to_joint(made, by=author, mandates=others)
    for one in others[:-2]:
        assert one.person.user is not None
        actions.sign_joint(made, by=one.person.user, seen=made.words_digest)
    made = actions.send_joint(made, by=author, out_number="Ү-Б/1")
    _as_of(made, today() - AGO)
    delivering.deliver.func(made.pk)
    _answered(made)
    waiting = _drafted(council, "Үлгі: мектепке апаратын жолдар туралы бірлескен сауал")
    actions.address_joint(waiting, by=author, bodies=list(akimats.order_by("unit", "pk")[:8]))
    actions.invite_to_joint(waiting, by=author, mandates=others)


def _drafted(council: Council, title: str) -> Joint:
    author = user_of("deputy-regional")
    assert author is not None
    return actions.draft_joint(
        council,
        by=author,
        language="kk",
        title=title,
        text=TEXT,
        result="Әр алаңның мекенжайы мен ашылатын күні",
        basis="«Жергілікті мемлекеттік басқару туралы» заңның 21-1-бабы",
        rubric=Rubric.objects.get(code="waste"),
    )


def _as_of(made: Joint, day: dt.date) -> None:
    """The story is of some weeks ago: the day of sending and its clock, before a letter is made."""
    made.sent_on, made.due_on = day, Calendar().end_of_months(day, 1)
    made.save(update_fields=["sent_on", "due_on"])


def _answered(made: Joint) -> None:
    """Two of three have answered: in time or late, in full, in part or formally."""
    author, clerk = user_of("deputy-regional"), user_of("clerk")
    assert author is not None
    assert clerk is not None
    letters = Commitment.objects.filter(joint=made).order_by("pk")
    for place, letter in enumerate(letters):
        if place % 3 == 2:
            continue
        day = letter.sent_on + dt.timedelta(days=12 + place)
        actions.answer(
            letter,
            by=clerk,
            text=ANSWERED["kk"],
            signed=SIGNED["kk"],
            office="head",
            language="kk",
            number=f"Ү-{letter.pk}/1",
            day=day,
        )
        worth = ("full", "partial", "formal", "")[place % 4]
        if worth:
            reason = "" if worth == "full" else PARTLY
            actions.assess(letter, by=author, assessment=worth, reason=reason, day=today())
