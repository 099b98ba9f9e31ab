"""The task to report each year on a plan: how it begins (Environmental Code, art. 29)."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maslikhat.commitments.begun import Opening
from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.money.models import EnvironmentPlan
from maslikhat.registry.models import Body

PLAN_REPORT = "planreport"


def report_opening(number: int, lang: str) -> Opening | None:
    """The task to report on the first year of the plan that is not told of and whose day is still
    ahead, by 1 February of the next; to who develops the plan, else to the akimat of the region."""
    plan = EnvironmentPlan.objects.select_related("council__unit").filter(pk=number).first()
    if plan is None or plan.approved_on is None:
        return None
    told = set(plan.reports.values_list("year", flat=True))
    year = next((one for one in plan.years if one not in told and _due(one) > today()), None)
    if year is None:
        return None
    due = _due(year)
    years = f"{plan.first_year}–{plan.last_year}"
    with override(lang):
        title = _("Report for %(year)s on the plan for the environment %(years)s") % {
            "year": year,
            "years": years,
        }
        text = _(
            "Report to the maslikhat by %(day)s how the plan for the environment %(years)s was"
            " carried out in %(year)s: each measure with what was needed, requested, allotted and"
            " spent, and what it brought."
        ) % {"day": words.day(due), "years": years, "year": year}
        basis = _("Environmental Code, art. 29")
    body = plan.body_id or _akimat_of(plan)
    return Opening(title, text, basis, body, due)


def _due(year: int) -> dt.date:
    return dt.date(year + 1, 2, 1)


def _akimat_of(plan: EnvironmentPlan) -> int | None:
    akimats = Body.objects.on().filter(unit=plan.council.unit, kind=Body.Kind.AKIMAT)
    return akimats.order_by("pk").values_list("pk", flat=True).first()


def plan_page(number: int) -> str:
    """The page of a plan; "" where there is none."""
    is_there = EnvironmentPlan.objects.filter(pk=number).exists()
    return reverse("money:plan", args=[number]) if is_there else ""
