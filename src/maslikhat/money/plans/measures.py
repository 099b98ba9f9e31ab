"""What the pages of a plan tell of its measures: sums, what is not funded, reports that are due."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from maslikhat.kit.days import today
from maslikhat.money.environment import duty
from maslikhat.money.environment.duty import Sum
from maslikhat.money.models import (
    EnvironmentMeasure,
    EnvironmentPlan,
    MeasureAmount,
    PaidBy,
    PlanReport,
)
from maslikhat.money.models.plans import AMOUNTS


class Row(NamedTuple):
    """A measure with its amounts over the years of the plan, and each year's row."""

    measure: EnvironmentMeasure
    sums: dict[str, Sum]
    years: list[tuple[int, MeasureAmount | None]]

    @property
    def is_counted(self) -> bool:
        """Whether the region's own money pays it."""
        return self.measure.paid_by == PaidBy.OWN

    @property
    def unfunded(self) -> int | None:
        """What it needs and was not allotted; None where either is not told for every year."""
        needed, allotted = self.sums["needed"].amount, self.sums["allotted"].amount
        return None if needed is None or allotted is None else max(needed - allotted, 0)

    @property
    def host(self) -> str:
        """The site on which its contract is."""
        return urlsplit(self.measure.contract_link).hostname or ""


class Reported(NamedTuple):
    """A year of a plan, and the report on it: when it is due, when it came."""

    year: int
    due: dt.date
    report: PlanReport | None
    is_kept_here: bool

    @property
    def is_late(self) -> bool:
        """Whether it came after its day, or has not come though the day is over.

        Where no body of the region keeps the plan here, a report that is not here may have come.
        """
        if self.report is None and not self.is_kept_here:
            return False
        came = self.report.reported_on if self.report else today()
        return came > self.due


class PlanTold(NamedTuple):
    """All that a plan's page tells."""

    rows: list[Row]
    totals: dict[str, Sum]
    others: dict[str, Sum]
    unfunded: list[Row]
    gap: Sum
    reports: list[Reported]


def shown(measure: EnvironmentMeasure) -> Row:
    """A measure with its amounts; they are read already, or by one query."""
    by_year = {row.year: row for row in measure.amounts.all()}
    years = list(measure.plan.years)
    sums = {name: _sum([by_year], years, name) for name in AMOUNTS}
    return Row(measure, sums, [(year, by_year.get(year)) for year in years])


def plan_told(plan: EnvironmentPlan) -> PlanTold:
    """The measures of a plan with their sums; three queries."""
    found = plan.measures.in_order().select_related("place").prefetch_related("amounts")
    rows = []
    for measure in found:
        measure.plan = plan
        rows.append(shown(measure))
    lacking = [row for row in rows if row.unfunded]
    gap = duty.summed((row.measure.number, row.unfunded) for row in rows)
    reports = {report.year: report for report in plan.reports.all()}
    return PlanTold(
        rows,
        _totals([row for row in rows if row.is_counted], plan.years),
        _totals([row for row in rows if not row.is_counted], plan.years),
        sorted(lacking, key=lambda row: -(row.unfunded or 0)),
        gap,
        [
            Reported(
                year, duty.report_due(year), reports.get(year), plan.is_kept_here or bool(reports)
            )
            for year in plan.years
        ],
    )


def _totals(rows: Sequence[Row], years: Sequence[int]) -> dict[str, Sum]:
    """The sums of some measures; where there are none, everything is missing and nothing is 0."""
    if not rows:
        return dict.fromkeys(AMOUNTS, Sum(0, tuple(years), is_told=False))
    measures = [dict(row.years) for row in rows]
    return {name: _sum(measures, years, name) for name in AMOUNTS}


def _sum(
    measures: Sequence[dict[int, MeasureAmount] | dict[int, MeasureAmount | None]],
    years: Sequence[int],
    name: str,
) -> Sum:
    """The sum of an amount; of what was spent, years that have not begun lack nothing."""
    this = today().year
    return duty.summed(
        (year, getattr(one.get(year), name, None))
        for one in measures
        for year in years
        if name != "spent" or year <= this
    )


def missing_of(plan: EnvironmentPlan) -> list[str]:
    """What the law asks of a plan before its approval and nobody has entered (art. 29)."""
    hearing, agreement = _("public hearing"), _("agreement of the authority")
    steps = ((plan.hearing_on, hearing), (plan.agreed_on, agreement))
    return [words for day, words in steps if day is None]


def overlapping(plan: EnvironmentPlan) -> list[EnvironmentPlan]:
    """Other plans of the same region that tell of some of its years; one query."""
    others = EnvironmentPlan.objects.of(plan.council).exclude(pk=plan.pk)
    alike = others.filter(first_year__lte=plan.last_year, last_year__gte=plan.first_year)
    return list(alike.lately())
