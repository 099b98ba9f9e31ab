"""The watch over budgets: what the rules find is kept, and the council hears of it first, once.

Found again it is not told again; found no longer it ends. Councils are looked at a few at a time,
outside of any transaction; what changed is written in short ones.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from maslikhat.commitments.hearers import leaders_of
from maslikhat.kit.transactions import writing
from maslikhat.money.codes import Part
from maslikhat.money.environment import regions
from maslikhat.money.models import (
    BudgetWarning,
    EnvironmentPlan,
    Line,
    PlanReport,
    Version,
    VersionKind,
    WarningRule,
)
from maslikhat.money.warnings import rules
from maslikhat.money.warnings.rules import Found
from maslikhat.money.warnings.telling import ACT, WARNING
from maslikhat.notices.actions import Telling, tell_many

# Councils whose budgets are in memory at once.
A_LOOK = 5


class Inputs(NamedTuple):
    """What the rules look at, by council."""

    plans: dict[int, list[rules.Plan]]
    budgets: dict[int, list[rules.Budget]]


def look(day: dt.date, only: Collection[int] | None = None) -> int:
    """Look at all budgets and plans of this year and the last; how many warnings came new.

    `day` is today: its rules hold, and of budgets what was there by it counts. `only` are the
    numbers of councils, all where it is None.
    """
    in_force = list(WarningRule.objects.on(day).order_by("pk"))
    grace = {one.pk: dt.timedelta(days=one.grace_days) for one in in_force}
    councils = sorted(_watched(day) if only is None else only)
    came = 0
    for start in range(0, len(councils), A_LOOK):
        some = councils[start : start + A_LOOK]
        inputs = _inputs(some, day, in_force)
        for council in some:
            found = rules.found(
                [_rule(one) for one in in_force],
                inputs.plans.get(council, []),
                inputs.budgets.get(council, []),
                day,
            )
            came += _keep(council, found, _scope(inputs.plans.get(council, []), day), grace)
    return came


def _rule(one: WarningRule) -> rules.Rule:
    return rules.Rule(one.pk, one.key, one.code, one.threshold, one.month, one.day)


def _watched(day: dt.date) -> set[int]:
    """Councils with budgets or plans of these years, and those with a warning that goes on."""
    years = (day.year - 1, day.year)
    versions = Version.objects.standing(day).filter(year__in=years)
    plans = EnvironmentPlan.objects.approved().filter(last_year__gte=years[0])
    going_on = BudgetWarning.objects.filter(ended_on=None)
    return {
        number
        for rows in (versions, plans, going_on)
        for number in rows.order_by().values_list("council", flat=True).distinct()
    }


def _inputs(councils: Sequence[int], day: dt.date, in_force: Sequence[WarningRule]) -> Inputs:
    return Inputs(_plans(councils, day), _budgets(councils, day, {one.code for one in in_force}))


def _plans(councils: Sequence[int], day: dt.date) -> dict[int, list[rules.Plan]]:
    """The approved plans that hold this year or held the last, with their tests; seven queries."""
    found = {
        plan.pk: plan
        for year in (day.year - 1, day.year)
        for plan in regions.plans_covering(councils, year).values()
    }
    held = list(found.values())
    bases = regions.bases_of(held)
    facts = regions.years_of(councils, {year for base in bases.values() for year in base})
    tests = regions.duties_of(held, bases, facts, day.year)
    reported: dict[int, set[int]] = {}
    for plan, year in PlanReport.objects.filter(plan__in=found).values_list("plan", "year"):
        reported.setdefault(plan, set()).add(year)
    told: dict[int, list[rules.Plan]] = {}
    for one in held:
        test = tests[one.pk]
        years = [year for year in one.years if year <= day.year]
        of_plan = reported.get(one.pk, set())
        is_kept = one.is_kept_here or bool(of_plan)
        told.setdefault(one.council_id, []).append(
            rules.Plan(one.pk, years, test.required, test.planned, of_plan, is_kept)
        )
    return told


def _budgets(
    councils: Sequence[int], day: dt.date, codes: Collection[str]
) -> dict[int, list[rules.Budget]]:
    """The standing versions of two years with what the rules look at; two queries."""
    years = (day.year - 1, day.year)
    rows = Version.objects.standing(day).filter(council__in=councils, year__in=years)
    versions = list(rows.select_related("source").order_by("day", "source_id", "pk"))
    figures: dict[int, dict[str, rules.Figure]] = {one.pk: {} for one in versions}
    at = Q(level=rules.PROGRAMME_LEVEL) | Q(code__in=codes)
    for line in Line.objects.filter(at, version__in=figures, part=Part.SPENDING.value):
        figure = rules.Figure(line.planned, line.executed, line.wording_id)
        figures[line.version_id][line.code] = figure
    by_year: dict[tuple[int, int], list[rules.Told]] = {}
    for one in versions:
        is_report = one.kind == VersionKind.EXECUTED
        is_decided = (one.source.decision_id or one.decision_id) is not None
        by_year.setdefault((one.council_id, one.year), []).append(
            rules.Told(one.pk, one.day, is_report, is_decided, figures[one.pk])
        )
    told: dict[int, list[rules.Budget]] = {}
    for (council, year), of in sorted(by_year.items()):
        told.setdefault(council, []).append(rules.Budget(year, of))
    return told


Place = tuple[int, int, str]
Grace = Mapping[int, dt.timedelta]


class Scope(NamedTuple):
    """What was looked at: what is found no longer within it has ended, all else is as it was."""

    day: dt.date
    plans: frozenset[str]

    def holds(self, warning: BudgetWarning) -> bool:
        """Whether the rules would have found it again."""
        if warning.version_id is None:
            return warning.about in self.plans
        return warning.year >= self.day.year - 1


def _scope(plans: Sequence[rules.Plan], day: dt.date) -> Scope:
    return Scope(day, frozenset(f"plan-{one.number}" for one in plans))


def _keep(council: int, found: Iterable[Found], scope: Scope, grace: Grace) -> int:
    """Write what is new, what is found no longer and what tells of other figures; how many new."""
    wanted: dict[Place, Found] = {(one.rule, one.year, one.about): one for one in found}
    with writing():
        rows = BudgetWarning.objects.select_for_update().filter(council=council)
        kept = {(one.rule_id, one.year, one.about): one for one in rows}
        told = []
        for place, one in wanted.items():
            before = kept.get(place)
            was_found = before.found_on if before else None
            warning = _kept(council, one, before, scope.day, grace[one.rule])
            if warning.found_on != was_found:
                told.append(warning)
        _end([one for place, one in kept.items() if place not in wanted], scope)
        leaders = leaders_of([council]).get(council, set()) if told else set()
        tell_many([_telling(one, leaders) for one in told])
        return sum(1 for place in wanted if place not in kept)


def _end(rows: Iterable[BudgetWarning], scope: Scope) -> None:
    for row in rows:
        if row.ended_on is None and scope.holds(row):
            row.ended_on = max(scope.day, row.found_on)
            row.save(update_fields=["ended_on"])


def _kept(
    council: int, one: Found, before: BudgetWarning | None, day: dt.date, grace: dt.timedelta
) -> BudgetWarning:
    """The warning as it stands now; one that ended before anyone saw it begins its grace anew."""
    facts = dict(one.facts)
    if before is None:
        return BudgetWarning.objects.create(
            rule_id=one.rule,
            council_id=council,
            year=one.year,
            about=one.about,
            version_id=one.version,
            facts=facts,
            found_on=day,
            public_on=day + grace,
        )
    if (before.ended_on, before.facts, before.version_id) == (None, facts, one.version):
        return before
    if before.ended_on is not None and before.ended_on <= before.public_on:
        before.found_on, before.public_on = day, day + grace
    before.ended_on, before.facts, before.version_id = None, facts, one.version
    before.save(update_fields=["ended_on", "facts", "version", "found_on", "public_on"])
    return before


def _telling(warning: BudgetWarning, leaders: set[int]) -> Telling:
    key = f"{ACT}:{warning.pk}:{warning.found_on}"
    return Telling(WARNING, warning.pk, ACT, key, leaders)
