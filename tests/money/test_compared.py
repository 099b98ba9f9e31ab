"""Years against years and the log of changes as tables: what the page shows, and no more."""

import csv
import io

import pytest
from openpyxl import load_workbook

from maslikhat.money import actions
from maslikhat.money.actions.measures import Amounts
from tests.money.regions import REGION, Region, make_region
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
HOME = f"/en/money/councils/{REGION}/"


@pytest.fixture
def region(db: None) -> Region:
    return make_region()


def rows(address: str) -> list[dict[str, str]]:
    answer = browser(None).get(address)
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_years_have_a_row_for_each_thing_and_year_joined_over_the_codes(region: Region) -> None:
    for year, money in ((2024, 100), (2026, 300)):
        region.budget(year, money)
    told = rows(f"{HOME}table.csv?part=receipts&code=1.05.3.16")
    payment = [one for one in told if one["code_of_year"]]
    assert {(one["year"], one["executed"]) for one in payment} >= {
        ("2024", "100.0"),
        ("2026", "300.0"),
    }
    every = rows(f"{HOME}table.csv?part=receipts")
    assert {one["year"] for one in every} == {"2024", "2026"}
    # A year without the thing has no amounts, and no zero.
    empty = [one for one in every if not one["code_of_year"]]
    assert empty
    assert {(one["planned"], one["executed"]) for one in empty} == {("", "")}
    page = browser(None).get(f"{HOME}?part=receipts").content.decode()
    assert f'href="{HOME}table.csv?part=receipts"' in page
    assert browser(None).get(f"{HOME}table.zip").status_code == 404


@pytest.mark.parametrize("code", ["1.05.3", "4.01.1"])
def test_what_stood_elsewhere_in_other_years_is_not_missing_in_them(
    region: Region, code: str
) -> None:
    for year, money in ((2024, 100), (2026, 300)):
        region.budget(year, money)
    told = rows(f"{HOME}table.csv?part=receipts&code={code}")
    payment = [one for one in told if one["code"] == "4.01.1.01"]
    assert [(one["year"], one["code_of_year"], one["executed"]) for one in payment] == [
        ("2024", "1.05.3.16", "100.0"),
        ("2026", "4.01.1.01", "300.0"),
    ]


def test_changes_have_each_step_and_the_measures_of_the_plan(region: Region) -> None:
    region.budget(2026, 100, own=10)
    region.budget(2026, 150, own=30)
    measure = region.measure(region.plan(2026, 2025), 100)
    amounts = Amounts(needed=100, allotted=70)
    actions.enter_amounts(measure, by=region.clerk, year=2026, amounts=amounts, reason="Шешім")
    address = f"{HOME}2026/changes/table"
    told = rows(f"{address}.csv?code=10.5")
    steps = [one for one in told if one["code"] == "10.5" and one["what"] == "executed"]
    assert [(one["amount"], one["difference"]) for one in steps] == [("10.0", ""), ("30.0", "20.0")]
    assert all(one["version"] for one in steps)
    (measured,) = [one for one in told if one["part"] == "measure"]
    assert (measured["what"], measured["amount"], measured["difference"], measured["reason"]) == (
        "allotted", "7.0", "-3.0", "Шешім",
    )  # fmt: skip
    book = browser(None).get(f"{address}.xlsx?code=10.5").content
    sheet = load_workbook(io.BytesIO(book), read_only=True).worksheets[0]
    assert len(list(sheet.rows)) > len(told)
    page = browser(None).get(f"{HOME}2026/changes/?code=10.5").content.decode()
    assert f"{address}.xlsx?code=10.5" in page
