"""Rules of warnings: what each finds, by tables, and that what nobody told warns of nothing."""

import datetime as dt

import pytest

from maslikhat.money.environment.duty import Sum, summed
from maslikhat.money.warnings.rules import Budget, Figure, Plan, Rule, Told, found

DAY = dt.date(2026, 7, 1)


def told(number: int, day: str, decided: bool = False, **figures: Figure) -> Told:
    """A version; `_` stands for the dots of a code, `total` for all expenditure."""
    at = {
        "" if code == "total" else code[1:].replace("_", "."): one for code, one in figures.items()
    }
    return Told(number, dt.date.fromisoformat(day), False, decided, at)


def reported(number: int, day: str, **figures: Figure) -> Told:
    return told(number, day, **figures)._replace(is_report=True)


NOTHING = Sum(0, (2022,), False)


@pytest.mark.parametrize(
    ("planned", "required", "is_found"),
    [
        (Sum(99), Sum(100), True),
        (Sum(100), Sum(100), False),
        # Below what is known of the receipts already.
        (Sum(99), summed([(2021, 100), (2022, None)]), True),
        (summed([(2025, 1), (2026, None)]), Sum(100), False),
        (Sum(0), NOTHING, False),
        (NOTHING, Sum(100), False),
    ],
)
def test_a_plan_below_the_duty_is_found_where_it_is_known(
    planned: Sum, required: Sum, is_found: bool
) -> None:
    rule = Rule(1, "plan_below_duty", threshold=100)
    plan = Plan(7, (2025, 2026), required, planned)
    one = found([rule], [plan], [], DAY)
    assert [(row.about, row.year) for row in one] == ([("plan-7", 2025)] if is_found else [])
    assert not found([rule], [plan._replace(years=(2023, 2024))], [], DAY)


@pytest.mark.parametrize(
    ("day", "reports", "late"),
    [
        (dt.date(2026, 2, 1), (), []),
        (dt.date(2026, 2, 2), (), [2025]),
        (dt.date(2026, 2, 2), (2025,), []),
        (dt.date(2027, 2, 2), (2025,), [2026]),
    ],
)
def test_a_report_is_late_after_its_day(
    day: dt.date, reports: tuple[int, ...], late: list[int]
) -> None:
    plan = Plan(7, (2025, 2026), Sum(1), Sum(1), reports)
    rule = Rule(1, "report_late", month=2, day=1)
    assert [one.year for one in found([rule], [plan], [], day)] == late
    # Where no body keeps the plan here, the portal does not know whether a report came.
    assert found([rule], [plan._replace(is_kept_here=False)], [], day) == []


def test_a_year_over_without_a_report_of_its_end() -> None:
    rule = Rule(1, "execution_late", month=3, day=10)
    budgets = [
        Budget(2024, [told(1, "2023-12-01"), reported(2, "2024-10-01")]),
        Budget(2025, [told(3, "2024-12-01"), reported(4, "2026-01-01")]),
        Budget(2026, [told(5, "2025-12-01")]),
        Budget(2023, []),
    ]
    assert [(one.year, one.version) for one in found([rule], [], budgets, DAY)] == [(2024, 2)]


@pytest.mark.parametrize(
    ("day", "figure", "is_found"),
    [
        ("2026-06-30", Figure(100, 39), True),
        ("2026-06-30", Figure(100, 40), False),
        ("2026-06-29", Figure(100, 1), False),
        ("2026-06-30", Figure(100, None), False),
        ("2026-06-30", Figure(0, 0), False),
        # A report that tells no plan is held against the plan before it.
        ("2026-06-30", Figure(None, 39), True),
    ],
)
def test_execution_is_low_from_a_day_on(day: str, figure: Figure, is_found: bool) -> None:
    rule = Rule(1, "executed_low", "10.5", 40, 6, 30)
    versions = [told(1, "2025-12-01", c10_5=Figure(100)), reported(2, day, c10_5=figure)]
    one = found([rule], [], [Budget(2026, versions)], DAY)
    assert [(row.version, row.facts["planned"]) for row in one] == ([(2, 100)] if is_found else [])


@pytest.mark.parametrize(
    ("after", "decided", "is_found"),
    [(106, False, True), (105, False, False), (94, False, True), (200, True, False)],
)
def test_an_amount_changes_by_a_decision_or_is_found(
    after: int, decided: bool, is_found: bool
) -> None:
    rule = Rule(1, "amount_changed", threshold=5)
    versions = [
        told(1, "2025-12-01", True, total=Figure(100)),
        # It tells nothing of the amount, so that nothing changed by it.
        told(2, "2026-02-01"),
        told(3, "2026-03-01", decided, total=Figure(after)),
    ]
    one = found([rule], [], [Budget(2026, versions)], DAY)
    assert [(row.version, row.facts["before"]) for row in one] == ([(3, 100)] if is_found else [])


@pytest.mark.parametrize(
    ("after", "moved"),
    [
        ({"c07_1_254_008": Figure(90, None, 1)}, [("10.5.254.008", "07.1.254.008")]),
        # Other words: another programme.
        ({"c07_1_254_008": Figure(90, None, 2)}, []),
        # It stands where it stood.
        ({"c10_5_254_008": Figure(1, None, 1), "c07_1_254_008": Figure(9, None, 1)}, []),
        # The file does not go down to programmes.
        ({"total": Figure(90)}, []),
    ],
)
def test_a_programme_that_moves_is_known_by_its_words(
    after: dict[str, Figure], moved: list[tuple[str, str]]
) -> None:
    rule = Rule(1, "code_moved")
    versions = [
        told(1, "2025-12-01", c10_5_254_008=Figure(90, None, 1)),
        told(2, "2026-03-01", **after),
    ]
    one = found([rule], [], [Budget(2026, versions)], DAY)
    assert [(row.facts["before"], row.facts["after"]) for row in one] == moved
