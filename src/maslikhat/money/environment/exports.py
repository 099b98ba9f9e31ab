"""The tables of the environment's money as CSV and XLSX: the rank of the country, a region's years.

Amounts are thousands of tenge; what is missing is an empty cell and never a zero.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse

from maslikhat.kit.languages import said
from maslikhat.kit.workbooks.writing import csv_of, workbook_of
from maslikhat.money.amounts import thousands
from maslikhat.money.environment import verdicts
from maslikhat.money.environment.card import address_of
from maslikhat.money.environment.definitions import defined
from maslikhat.money.environment.duty import Sum
from maslikhat.money.environment.mirror import Region, Row
from maslikhat.money.environment.regions import Totals, Year
from maslikhat.money.environment.verdicts import span
from maslikhat.money.exports import note
from maslikhat.money.models import Version
from maslikhat.registry.models import Council

FORMATS = ("csv", "xlsx")
OF_COUNTRY = (
    "kato", "region", "asked_year", "plan_years", "receipts_years", "rank", "verdict",
    "verdict_words", "required_thousand_tenge", "required_is_at_least",
    "required_missing_years", "allotted_thousand_tenge", "allotted_is_at_least",
    "allotted_missing_years", "allotted_percent_of_required", "missing_thousand_tenge",
    "missing_tenge_per_head", "population", "population_year", "population_source", "same_year",
    "same_year_percent", "source", "definitions", "note",
)  # fmt: skip
OF_REGION = (
    "kato", "region", "year", "counted_by_the_law", "report_day", "report_version",
    "received_thousand_tenge", "received_planned_thousand_tenge", "own_spent_10_5_thousand_tenge",
    "own_planned_10_5_thousand_tenge", "transfers_spent_10_5_thousand_tenge",
    "not_divided_10_5_thousand_tenge", "same_year_percent", "plan_allotted_thousand_tenge",
    "plan_spent_thousand_tenge", "source", "definitions", "note",
)  # fmt: skip
DEFINED_OF_COUNTRY = ("required", "allotted", "verdict", "rank", "missing", "same_year_percent")
DEFINED_OF_REGION = (
    "received", "required", "own_spent_10_5", "same_year_percent", "allotted", "spent_by_plan",
)  # fmt: skip


class Table(NamedTuple):
    """A heading and rows, and the name of the file without its ending."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def written(self, form: str) -> bytes:
        """The table in one of FORMATS."""
        if form == "csv":
            return csv_of(self.head, self.rows)
        return workbook_of(self.name, self.head, self.rows)


def of_country(rows: Sequence[Row], year: int) -> Table:
    """The regions by rank, as on the page."""
    return Table(f"environment-{year}", OF_COUNTRY, [_of_country(row, year) for row in rows])


def _of_country(row: Row, year: int) -> list[Any]:
    test, people = row.standing.duty, row.population
    return [
        row.council.code,
        said(row.council.unit, "name").text if row.council.unit else "",
        year,
        span(row.years),
        span(test.base) if test else "",
        row.rank,
        row.standing.verdict.value,
        verdicts.heading(row.standing.verdict),
        *_sum(test.required if test else None),
        *_sum(test.planned if test else None),
        row.percent,
        _amount(test.gap) if test else None,
        row.gap_per_head,
        people.people if people else None,
        people.year if people else None,
        people.source if people else None,
        row.last.year,
        row.last.same_year,
        address_of(row.council),
        defined(DEFINED_OF_COUNTRY),
        note(),
    ]


def of_region(council: Council, region: Region) -> Table:
    """A region's years, as on the page."""
    test = region.standing.duty
    base = test.base if test else ()
    rows = [_of_year(council, one, base, region.by_year) for one in region.years]
    return Table(f"environment-{council.code}", OF_REGION, rows)


def _of_year(
    council: Council, one: Year, base: Sequence[int], plan: Mapping[int, Totals]
) -> list[Any]:
    sums = plan[one.year].sums if one.year in plan else {}
    return [
        council.code,
        said(council.unit, "name").text if council.unit else "",
        one.year,
        "yes" if one.year in base else "no",
        one.report.day.isoformat() if one.report else None,
        one.report.pk if one.report else None,
        _amount(one.received.amount if one.received else None),
        _amount(one.to_come.amount if one.to_come else None),
        _amount(one.spending.own),
        _amount(one.planned.own),
        _amount(one.spending.transferred),
        _amount(one.spending.undivided),
        one.same_year,
        _amount(sums.get("allotted")),
        _amount(sums.get("spent")),
        _file_of(one.report) if one.report else None,
        defined(DEFINED_OF_REGION),
        note(),
    ]


def _amount(tenths: int | None) -> Decimal | None:
    return None if tenths is None else thousands(tenths)


def _sum(one: Sum | None) -> list[Any]:
    """What is known of a sum, whether it is at least so much, and the years that are missing."""
    if one is None:
        return [None, None, None]
    is_least = one.amount is None and one.at_least is not None
    return [_amount(one.at_least), "yes" if is_least else "no", span(one.missing)]


def _file_of(report: Version) -> str:
    """The whole address of the file of a report."""
    return settings.PUBLIC_URL + reverse("money:source", args=[report.source_id])
