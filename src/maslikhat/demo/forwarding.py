"""Referrals between levels in the demo, one in each state; all of it is invented.

The maslikhats of a city and of the region refer to each other and to the national chamber.
"""

import datetime as dt

from maslikhat.accounts.models import User
from maslikhat.commitments import actions
from maslikhat.commitments.models import Commitment, Forwarding, Joint
from maslikhat.demo.cast import CITY, REGION, user_of
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef
from maslikhat.kit.days import today
from maslikhat.registry.models import Council, Role

State = Forwarding.State
WEEK = dt.timedelta(days=7)
# In which state each stands, how many weeks ago it was sent, and for how many weeks word was given.
STORIES = (
    (State.SENT, 1, 4),
    (State.RECEIVED, 7, 4),
    (State.TAKEN, 3, 6),
    (State.RETURNED, 9, 6),
    (State.REFUSED, 5, 4),
    (State.RECALLED, 2, 4),
)
# What the city asks of the region, and where it stands there.
ASKED = {
    State.SENT: "Үлгі: қалаға кірер жол кімдікі?",
    State.RECEIVED: "Үлгі: облыстық аурухананың аялдамасы",
    State.TAKEN: "Үлгі: өзен жағасындағы облыстық саябақ",
}
TEXT = (
    "Бұл хат порталды көрсету үшін ойдан шығарылған. Мәселе біздің өкілеттігімізде емес, сондықтан"
    " Сізге жолдаймыз."
)
BACK = "Ойдан шығарылған жауап: мәселе қаралды, жұмыс келесі жылдың жоспарына енгізілді."
REFUSED = "Ойдан шығарылған жауап: мәселе бұл деңгейдің өкілеттігінде емес."


def build_forwardings() -> None:
    """Letters of the region in each state to the city, one of the city to the region, and one of
    a joint inquiry to the national chamber."""
    region, city = (Council.objects.get(code=code) for code in (REGION, CITY))
    clerk = user_of("clerk")
    assert clerk is not None
    there = User.objects.get(roles__council=city, roles__kind=Role.Kind.CLERK)
    letters = Commitment.objects.of(region).filter(language="kk", joint=None).order_by("pk")
    for (state, ago, weeks), letter in zip(STORIES, letters, strict=False):
        made = _sent(letter, region, city, clerk, weeks)
        _as_of(made, ago, weeks)
        _stands(made, state, clerk, there)
    author = user_of("deputy-city")
    assert author is not None
    room = RoomRef.of(city)
    for state, title in ASKED.items():
        topic = start_topic(room, by=author, title=title, body=TEXT, language="kk")
        made = _sent(topic, city, region, there, 5)
        if state != State.SENT:
            actions.receive(made, by=clerk, number=f"Ү-Ж/{made.pk}")
        if state == State.TAKEN:
            actions.take_on(made, by=clerk)
    _sent(topic, city, Council.objects.get(code="kurultai"), there, 8)
    joint = Joint.objects.sent().get()
    _sent(joint, region, Council.objects.get(code="kurultai"), clerk, 6)


def _sent(matter: object, council: Council, to: Council, by: User, weeks: int) -> Forwarding:
    assert hasattr(matter, "title")
    return actions.forward(
        matter,  # type: ignore[arg-type]
        by=by,
        council=council,
        to_council=to,
        language="kk",
        title=matter.title,
        text=TEXT,
        due_on=today() + weeks * WEEK,
        out_number="Ү-Ж/1",
    )


def _as_of(made: Forwarding, ago: int, weeks: int) -> None:
    """The story is of some weeks ago: the day of the letter and its clock."""
    made.sent_on = today() - ago * WEEK
    made.due_on = made.sent_on + weeks * WEEK
    made.save(update_fields=["sent_on", "due_on"])


def _stands(made: Forwarding, state: str, clerk: User, there: User) -> None:
    """What the other council did with it, and who sent it."""
    if state == State.RECALLED:
        actions.recall(made, by=clerk)
        return
    if state != State.SENT:
        actions.receive(made, by=there, number=f"Ү-Ж/{made.pk}")
    if state == State.REFUSED:
        actions.turn_down(made, by=there, reason=REFUSED, language="kk")
    if state in {State.TAKEN, State.RETURNED}:
        actions.take_on(made, by=there)
        deputy = user_of("deputy-city")
        assert deputy is not None
        actions.discuss_forwarded(made, by=deputy)
    if state == State.RETURNED:
        actions.report_back(made, by=there, text=BACK, language="kk")
