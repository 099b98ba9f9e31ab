"""What is not known, or was not yet on a day, is said to be so on pages of the environment."""

import csv
import datetime as dt
import io
import re

import pytest

from maslikhat.kit.days import today
from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts
from maslikhat.money.models import BudgetWarning, EnvironmentPlan
from maslikhat.money.warnings import watching
from maslikhat.places.models import Indicator
from maslikhat.places.words import INVENTED
from tests.money.regions import REGION, Region
from tests.money.test_environment_pages import HOME, plan, region
from tests.money.test_pages import page

__all__ = ["plan", "region"]
pytestmark = pytest.mark.django_db


def test_a_page_of_a_day_tells_what_was_known_on_it(region: Region, plan: EnvironmentPlan) -> None:
    measure = plan.measures.get()
    amounts = Amounts(needed=2000, allotted=9000)
    actions.enter_amounts(measure, by=region.clerk, year=2025, amounts=amounts, reason="Нақтыланды")
    address = f"{HOME}{REGION}/?year=2025"
    assert "Budgets allot 1.2 m tenge" in page(None, address)
    # Before the amount was changed, before a report came, before the plan was approved.
    yesterday = (today() - dt.timedelta(days=1)).isoformat()
    text = page(None, f"{address}&on={yesterday}")
    assert "Budgets allot 500,000 tenge" in text
    assert "As it was known on" in text
    assert f"card.png?year=2025&amp;on={yesterday}" in text
    text = page(None, f"{address}&on=2023-12-31")
    assert "The portal was given no plan for 2025" in text
    assert "Known receipts" not in text
    region.budget(2023, 400, day=dt.date(2025, 3, 1))
    assert "at least 700,000 tenge" in page(None, address)
    assert "at least 600,000 tenge" in page(None, f"{address}&on=2025-02-28")
    assert "83.3" in page(None, f"{HOME}?year=2025&on=2025-02-28")
    rows = csv.DictReader(io.StringIO(page(None, f"{HOME}table.csv?year=2025&on=2025-02-28")[1:]))
    assert next(rows)["required_thousand_tenge"] == "600.0"
    for wrong in ("2025-02-30", "2099-01-01", "x"):
        assert page(None, f"{address}&on={wrong}", 400)


def test_a_report_is_overdue_only_where_the_body_keeps_its_plan_here(region: Region) -> None:
    for body, words in ((region.body, "overdue"), (None, "")):
        region.body = body
        plan = region.plan(*((2023, 2022) if body else (2026, 2025)))
        region.measure(plan, 1, 1, 1)
        region.approved(plan)
        text = page(None, f"/en/money/plans/{plan.pk}/")
        assert ("overdue" in text) == bool(words)
        watching.look(today())
        late = BudgetWarning.objects.filter(rule__key="report_late", about=f"plan-{plan.pk}")
        assert late.exists() == bool(words)


def test_what_nobody_has_told_is_nowhere_nothing(region: Region) -> None:
    year = today().year + 1
    plan = region.plan(year, today().year)
    region.measure(plan)
    region.approved(plan, today())
    for address in (f"/en/money/plans/{plan.pk}/", f"{HOME}{REGION}/?year={year}"):
        text = page(None, address)
        assert not re.search(r">\s*0(?:\.0)?(?:\s|&nbsp;|<)", text), address
        assert "0 tenge" not in text
        assert "0.0" not in text
    rows = list(csv.DictReader(io.StringIO(page(None, f"{HOME}{REGION}/table.csv?year={year}"))))
    assert {row["plan_spent_thousand_tenge"] for row in rows} == {""}


def test_people_whom_the_demo_has_invented_are_said_to_be_so(
    region: Region, plan: EnvironmentPlan
) -> None:
    unit = region.council.unit
    assert unit is not None
    Indicator.objects.create(
        unit=unit, key="population", year=2022, value=1000, unit_of_measure="people",
        source=INVENTED,
    )  # fmt: skip
    version = region.council.budget_versions.get(year=2022)
    for address in (
        f"{HOME}{REGION}/?year=2025",
        f"/en/money/versions/{version.pk}/",
        f"/en/places/{unit.kato}/",
    ):
        assert "invented for the demo" in page(None, address), address


def test_a_table_says_at_least_and_how_per_head_was_computed(
    region: Region, plan: EnvironmentPlan
) -> None:
    Indicator.objects.create(
        unit=region.council.unit, key="population", year=2025, value=1000,
        unit_of_measure="people", source="stat",
    )  # fmt: skip
    row = next(csv.DictReader(io.StringIO(page(None, f"{HOME}table.csv?year=2025")[1:])))
    told = ("population", "population_year", "population_source", "missing_tenge_per_head")
    assert [row[name] for name in told] == ["1000", "2025", "stat", "100"]
    text = page(None, f"{HOME}{REGION}/?year=2025")
    assert "100 tenge for each of the 1,000 inhabitants of 2025." in text
    assert "1,000 inhabitants, 2025" in page(None, f"{HOME}?year=2025")
    version = region.council.budget_versions.get(year=2022)
    actions.withdraw(version, by=region.clerk, reason="Не тот файл")
    rows = csv.DictReader(io.StringIO(page(None, f"{HOME}table.csv?year=2025")[1:]))
    row = next(one for one in rows if one["kato"] == REGION)
    told = ("required_thousand_tenge", "required_is_at_least", "required_missing_years")
    assert [row[name] for name in told] == ["400.0", "yes", "2022"]
