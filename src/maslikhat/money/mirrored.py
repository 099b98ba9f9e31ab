"""The tables of the environment's money as CSV and XLSX: the rank of the country, a region's years.

Amounts are thousands of tenge; what is missing is an empty cell and never a zero.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from maslikhat.kit.languages import said
from maslikhat.kit.workbooks.writing import csv_of, workbook_of
from maslikhat.money.amounts import thousands
from maslikhat.money.duty import Sum
from maslikhat.money.environment import Totals, Year
from maslikhat.money.exports import note
from maslikhat.money.mirror import Region, Row
from maslikhat.registry.models import Council

FORMATS = ("csv", "xlsx")
OF_COUNTRY = (
    "kato", "region", "plan_of_year", "rank", "verdict", "required", "required_is_at_least",
    "allotted", "allotted_percent_of_required", "missing", "missing_tenge_per_head",
    "same_year", "same_year_percent", "note",
)  # fmt: skip
OF_REGION = (
    "kato", "region", "year", "counted_by_the_law", "report_day", "report_version", "received",
    "received_planned", "own_spent_10_5", "own_planned_10_5", "transfers_spent_10_5",
    "not_divided_10_5", "same_year_percent", "plan_allotted", "plan_spent", "note",
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
    test = row.standing.duty
    return [
        row.council.code,
        said(row.council.unit, "name").text if row.council.unit else "",
        year,
        row.rank,
        row.standing.verdict.value,
        _known(test.required) if test else None,
        ("yes" if test.required.missing else "no") if test else None,
        _amount(test.planned.amount) if test else None,
        row.percent,
        _amount(test.gap) if test else None,
        row.gap_per_head,
        row.last.year,
        row.last.same_year,
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
        note(),
    ]


def _amount(tenths: int | None) -> Decimal | None:
    return None if tenths is None else thousands(tenths)


def _known(one: Sum) -> Decimal | None:
    return _amount(one.at_least)
