"""What is worth a warning, by rules that are data. Pure: no Django, no database.

Each rule has its threshold, its day of the year and its days of grace (`data/warnings.csv`). What
nobody has told is missing and warns of nothing. Amounts are tenths of a thousand tenge.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from maslikhat.money.environment.duty import Sum

PROGRAMME_LEVEL = 4
Facts = Mapping[str, int | str]


class Rule(NamedTuple):
    """A rule: what it looks at, from how many per cent on, after which day of the year."""

    number: int
    key: str
    code: str = ""
    threshold: int = 0
    month: int = 0
    day: int = 0


class Plan(NamedTuple):
    """A plan for the environment that its council has approved."""

    number: int
    years: Sequence[int]
    required: Sum
    planned: Sum
    reported: Collection[int] = ()
    # Whether the body that owes the reports keeps its plan on the portal.
    is_kept_here: bool = True


class Figure(NamedTuple):
    """Expenditure at a code: the year's plan, what was executed, the number of its words."""

    planned: int | None = None
    executed: int | None = None
    wording: int | None = None


class Told(NamedTuple):
    """A version of a budget: its day, whether it reports, whether a decision stands behind it."""

    number: int
    day: dt.date
    is_report: bool
    is_decided: bool
    figures: Mapping[str, Figure]


class Budget(NamedTuple):
    """A year's budget: its standing versions, the earliest first."""

    year: int
    versions: Sequence[Told]


class Found(NamedTuple):
    """Something worth a warning: by which rule, of which year, about what, in which version."""

    rule: int
    year: int
    about: str
    version: int | None
    facts: Facts


Check = Callable[[Rule, Sequence[Plan], Sequence[Budget], dt.date], Iterator[Found]]


def found(
    rules: Iterable[Rule], plans: Sequence[Plan], budgets: Sequence[Budget], day: dt.date
) -> list[Found]:
    """All that the rules find in what a council's plans and budgets tell by a day."""
    return [one for rule in rules for one in CHECKS[rule.key](rule, plans, budgets, day)]


def _plan_below_duty(
    rule: Rule, plans: Sequence[Plan], budgets: Sequence[Budget], day: dt.date
) -> Iterator[Found]:
    """A plan that is below the duty by what is known already, of those that hold this year."""
    for plan in plans:
        planned, required = plan.planned.amount, plan.required
        if day.year not in plan.years or planned is None or not required.is_told:
            continue
        if planned * 100 < required.known * rule.threshold:
            facts = {"planned": planned, "required": required.known}
            yield Found(rule.number, plan.years[0], f"plan-{plan.number}", None, facts)


def _report_late(
    rule: Rule, plans: Sequence[Plan], budgets: Sequence[Budget], day: dt.date
) -> Iterator[Found]:
    """A year of a plan on which nothing was reported by its day; it ends when the report comes.

    Of a plan that no body of the region keeps here the portal merely does not know the report.
    """
    for plan in plans:
        if not plan.is_kept_here:
            continue
        for year in plan.years:
            due = dt.date(year + 1, rule.month, rule.day)
            if due < day and year not in plan.reported:
                yield Found(
                    rule.number, year, f"plan-{plan.number}", None, {"due": due.isoformat()}
                )


def _execution_late(
    rule: Rule, plans: Sequence[Plan], budgets: Sequence[Budget], day: dt.date
) -> Iterator[Found]:
    """A budget that is here, of a year that is over, without a report made after its end."""
    for budget in budgets:
        due = dt.date(budget.year + 1, rule.month, rule.day)
        ended = dt.date(budget.year, 12, 31)
        if due >= day or not budget.versions:
            continue
        if not any(one.is_report and one.day >= ended for one in budget.versions):
            last = budget.versions[-1].number
            yield Found(rule.number, budget.year, "execution", last, {"due": due.isoformat()})


def _executed_low(
    rule: Rule, plans: Sequence[Plan], budgets: Sequence[Budget], day: dt.date
) -> Iterator[Found]:
    """A year's latest report, of the rule's day or later, that tells of too little."""
    for budget in budgets:
        report = next((one for one in reversed(budget.versions) if one.is_report), None)
        if report is None or report.day < dt.date(budget.year, rule.month, rule.day):
            continue
        figure = report.figures.get(rule.code, Figure())
        planned = figure.planned
        if planned is None:
            planned = _plan_before(budget, report, rule.code)
        executed = figure.executed
        if planned and executed is not None and executed * 100 < planned * rule.threshold:
            facts: Facts = {"planned": planned, "executed": executed, "day": report.day.isoformat()}
            about = f"{rule.month}-{rule.code}"
            yield Found(rule.number, budget.year, about, report.number, facts)


def _plan_before(budget: Budget, report: Told, code: str) -> int | None:
    """The year's plan by the last version before a report that tells none."""
    earlier = budget.versions[: budget.versions.index(report)]
    told = (one.figures[code].planned for one in reversed(earlier) if code in one.figures)
    return next((planned for planned in told if planned is not None), None)


def _amount_changed(
    rule: Rule, plans: Sequence[Plan], budgets: Sequence[Budget], day: dt.date
) -> Iterator[Found]:
    """A year's plan that differs from that of the version before, with no decision behind it."""
    for budget in budgets:
        telling = [
            one
            for one in budget.versions
            if rule.code in one.figures and one.figures[rule.code].planned is not None
        ]
        for before, after in pairwise(telling):
            was, now = before.figures[rule.code].planned, after.figures[rule.code].planned
            assert was is not None and now is not None
            if after.is_decided or abs(now - was) * 100 <= abs(was) * rule.threshold:
                continue
            facts: Facts = {"before": was, "after": now, "day": after.day.isoformat()}
            about = f"{after.number}-{rule.code}"
            yield Found(rule.number, budget.year, about, after.number, facts)


def _code_moved(
    rule: Rule, plans: Sequence[Plan], budgets: Sequence[Budget], day: dt.date
) -> Iterator[Found]:
    """A programme that is gone while a new code bears its name, from version to version."""
    for budget in budgets:
        for before, after in pairwise(budget.versions):
            was, now = _programmes(before), _programmes(after)
            # A file that does not go down to programmes moves none.
            if not now:
                continue
            come = {one.wording: code for code, one in now.items() if code not in was}
            for code, one in was.items():
                if code in now or one.wording not in come or not _within(code, rule.code):
                    continue
                facts: Facts = {
                    "before": code,
                    "after": come[one.wording],
                    "amount": one.planned or 0,
                }
                about = f"{after.number}-{code}"
                yield Found(rule.number, budget.year, about, after.number, facts)


def _programmes(told: Told) -> dict[str, Figure]:
    """The programmes that have a name and an amount."""
    return {
        code: one
        for code, one in told.figures.items()
        if code.count(".") == PROGRAMME_LEVEL - 1 and one.wording is not None and one.planned
    }


def _within(code: str, above: str) -> bool:
    return not above or code == above or code.startswith(f"{above}.")


CHECKS: Mapping[str, Check] = {
    "plan_below_duty": _plan_below_duty,
    "executed_low": _executed_low,
    "report_late": _report_late,
    "execution_late": _execution_late,
    "code_moved": _code_moved,
    "amount_changed": _amount_changed,
}
