"""What waits for a reader: conclusions of the own commissions, steps the apparatus has to enter."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.decisions.course import State
from maslikhat.decisions.models import Decision, Referral
from maslikhat.decisions.models.decisions import in_state
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.formats import words
from maslikhat.kit.installation import marked
from maslikhat.kit.languages import said
from maslikhat.kit.lines import Line
from maslikhat.registry.models import CommissionMember
from maslikhat.registry.standing import Standing

MOST = 20
_STEPS: dict[State, str | Promise] = {
    State.CONSULTED: gettext_lazy("The consultation is over: it can be put before the maslikhat"),
    State.REFERRED: gettext_lazy("The commissions have concluded"),
    State.TABLED: gettext_lazy("Enter what the maslikhat decided"),
    State.ADOPTED: gettext_lazy("Enter the registration by the State, or publish"),
    State.REGISTERED: gettext_lazy("It is to be published"),
    State.PUBLISHED: gettext_lazy("Enter when it is in force"),
}


def waiting_for(stands: Standing) -> list[Line]:
    """At most twenty steps of the own commissions and twenty of the own councils; two queries."""
    return [*_conclusions(stands), *_steps(stands)]


def _conclusions(stands: Standing) -> list[Line]:
    """The conclusions that commissions led by this deputy still owe, what is due first at first."""
    if stands.person_id is None:
        return []
    day = today()
    leads = CommissionMember.objects.on(day).filter(
        holds_on(day, "mandate__"),
        mandate__person=stands.person_id,
        position__in=("chair", "secretary"),
        commission=OuterRef("commission"),
    )
    owed = Referral.objects.waiting().filter(Exists(leads)).select_related("decision")
    return [
        _line("conclude", one.pk, one.decision, _due(one.due_on, day), is_late=one.due_on < day)
        for one in owed.order_by("due_on", "pk")[:MOST]
    ]


def _due(due_on: dt.date, day: dt.date) -> str:
    if due_on < day:
        return marked(_("Conclusion overdue since %(day)s") % {"day": words.day(due_on)})
    return _("Conclusion due %(day)s") % {"day": words.day(due_on)}


def _steps(stands: Standing) -> list[Line]:
    """What the apparatus and the chair enter next, the longest unmoved first."""
    councils = stands.clerk_of | stands.chair_of
    if not councils:
        return []
    day = today()
    condition = Q(pk__in=[])
    for state in _STEPS:
        condition |= in_state(state, day)
    concluding = Referral.objects.filter(decision=OuterRef("pk"), outcome="")
    rows = (
        Decision.objects.filter(condition, council__in=councils, origin="portal")
        .exclude(Q(Exists(concluding)) & in_state(State.REFERRED, day))
        .order_by("moved_on", "pk")
    )
    return [_line("decision", row.pk, row, str(_STEPS[row.state])) for row in rows[:MOST]]


def _line(page: str, number: int, decision: Decision, note: str, *, is_late: bool = False) -> Line:
    title, address = said(decision, "title"), reverse(f"decisions:{page}", args=[number])
    return Line(address, title.text, note, title.lang, is_late)
