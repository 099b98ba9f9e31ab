"""What acts on plans share: the lock, what is asked before, clean words and links."""

import datetime as dt
from functools import partial
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from maslikhat.kit import refusals
from maslikhat.kit.days import FIRST_DAY, today
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import has_control_signs
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan
from maslikhat.money.models.plans import LINK_MOST

# What is entered here is refused for what it says, and seldom for when.
refuse_unless = partial(refusals.refuse_unless, status=422)


_plans = PreparedThings(
    lambda number: (
        EnvironmentPlan.objects.select_for_update(of=("self",))
        .filter(pk=number)
        .select_related("council__unit", "body")
    )
)
_measures = PreparedThings(
    lambda number, plan: EnvironmentMeasure.objects.filter(pk=number, plan=plan)
)


def locked(plan: EnvironmentPlan) -> EnvironmentPlan:
    """The plan as it stands, held until the act ends: acts on one happen one after another."""
    for found in _plans(plan.pk):
        return found
    raise EnvironmentPlan.DoesNotExist


def locked_with(measure: EnvironmentMeasure) -> tuple[EnvironmentPlan, EnvironmentMeasure]:
    """The plan of a measure, held, and the measure as it is now; refused where it was dropped."""
    plan = locked(measure.plan)
    found = next(iter(_measures(measure.pk, plan.pk)), None)
    if found is None:
        raise Refused(_("This measure is no longer in the plan. Open the plan again."))
    found.plan = plan
    return plan, found


def allow(allowed: bool) -> None:
    """Refuse who may not write in this plan."""
    refuse_unless(
        allowed,
        _("The plan is kept by the body that develops it and the apparatus of the maslikhat."),
        status=403,
    )


def web_address(text: str) -> str:
    """An https address, or nothing; refused otherwise."""
    address = text.strip()
    parts = urlsplit(address) if _is_whole(address) else None
    is_good = parts is not None and parts.scheme == "https" and "." in (parts.hostname or "")
    refuse_unless(
        not address or (is_good and parts is not None and parts.username is None),
        _("Write the whole address, beginning with https://."),
    )
    return address


def _is_whole(address: str) -> bool:
    """Whether it can be taken apart at all: brackets that do not match cannot."""
    try:
        urlsplit(address)
    except ValueError:
        return False
    return len(address) <= LINK_MOST and not has_control_signs(address) and " " not in address


def past(day: dt.date | None) -> dt.date | None:
    """A day that has come, or none; refused otherwise."""
    refuse_unless(
        day is None or FIRST_DAY <= day <= today(),
        _("The day is in the future, or before 1994. Check the day."),
    )
    return day
