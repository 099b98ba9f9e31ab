"""What acts on decisions share: the lock, what is asked before, and clean words."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.decisions.course import allows
from maslikhat.decisions.models import Decision
from maslikhat.decisions.models.decisions import NUMBER_MOST
from maslikhat.decisions.numbers import key_of, tidy
from maslikhat.decisions.permissions import may_read
from maslikhat.decisions.words import STATES
from maslikhat.kit.days import FIRST_DAY, today
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.registry.models import Convocation, Council
from maslikhat.registry.standing import Visitor

TEXT_MOST = 400_000


def locked(decision: Decision) -> Decision:
    """The decision as it stands, held until the act ends: acts on one happen one after another."""
    return _held([decision.pk])[decision.pk]


def locked_pair(one: Decision, other: Decision) -> tuple[Decision, Decision]:
    """Two decisions, held in one order whoever asks first."""
    held = _held(sorted({one.pk, other.pk}))
    return held[one.pk], held[other.pk]


def _held(numbers: list[int]) -> dict[int, Decision]:
    rows = Decision.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    found = {row.pk: row for row in rows.select_related("council", "mover_mandate")}
    if len(found) < len(numbers):
        raise Hidden()
    return found


def allow(allowed: bool, user: Visitor | None, decision: Decision) -> None:
    """Refuse who may not: as if there were none (404) where it is closed, else with a sentence."""
    if not allowed:
        if not may_read(user, decision):
            raise Hidden()
        raise Refused(
            _("This is not yours to change. Ask the clerk of the maslikhat or the operator."),
            status=403,
        )


def in_time(act: str, decision: Decision) -> None:
    """Refuse an act that the state of the decision does not allow (`course.ALLOWED`)."""
    state = decision.state
    refuse_unless(
        allows(act, state),
        _("This cannot be done now: the decision is in the state “%(state)s”.")
        % {"state": STATES[state]},
    )


def past_day(day: dt.date, least: dt.date | None = None) -> dt.date:
    """A day that is not ahead and not before `least`; else refused (422)."""
    refuse_unless(
        (least or FIRST_DAY) <= day <= today(),
        _("The day cannot be so: it lies ahead, or before what had to come first."),
        status=422,
    )
    return day


def numbered(decision: Decision, number: str, day: dt.date) -> None:
    """Give a decision the number it was adopted under; refused when another bears it."""
    decision.number = line(number, NUMBER_MOST, needed=_("Write the number of the decision."))
    decision.number = tidy(decision.number)
    decision.number_key = key_of(decision.number)
    refuse_unless(bool(decision.number_key), _("Write the number of the decision."), status=422)
    decision.convocation = convocation_on(decision.council, day) or decision.convocation
    taken = Decision.objects.of(decision.council).filter(
        number_key=decision.number_key, adopted_on=day, convocation=decision.convocation
    )
    refuse_unless(
        not taken.exclude(pk=decision.pk).exists(),
        _("The maslikhat has a decision of this number and day already."),
    )


def convocation_on(council: Council, day: dt.date) -> Convocation | None:
    """The convocation that a day falls in; None where the register knows none."""
    return Convocation.objects.on(day).filter(council=council).order_by("-from_day").first()
