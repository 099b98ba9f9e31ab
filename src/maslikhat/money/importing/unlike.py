"""A budget beside that of the year before: one twenty times as large was read in a wrong unit."""

import datetime as dt
from collections.abc import Iterable, Mapping

from maslikhat.money.amounts import thousands
from maslikhat.money.codes import Part
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.headings import AMOUNTS
from maslikhat.money.importing.lines import Budget, Sums
from maslikhat.money.models import Line, Version

# How many times as much, or as little, nobody's budget becomes in a year.
TIMES = 20
# By part, the amounts in the order of form 7-ОИБ.
Totals = Mapping[str, Sums]
_COMPARED = (Part.RECEIPTS.value, Part.SPENDING.value)
# Looked at in this order: the year's budget as it stood last, and what was done of it.
_LATEST = tuple(AMOUNTS.index(name) for name in ("corrected", "refined", "approved"))
_DONE = AMOUNTS.index("executed")
MOST_COUNCILS = 500


def totals_of(budget: Budget) -> Totals:
    """The totals of receipts and of expenditure."""
    return {
        one.part.value: one.sums
        for one in budget.lines
        if not one.code and one.part.value in _COMPARED
    }


def warn(told: Mapping[tuple[int, int], Totals], day: dt.date, findings: Findings) -> None:
    """Tell of totals that are out of all proportion to those of the year before; two queries.

    `told` are the totals by council and year, of a file of this day.
    """
    before = _before({(council, year - 1) for council, year in told}, day)
    for (council, year), of in told.items():
        last = before.get((council, year - 1), {})
        for part, sums in of.items():
            pair = _pair(sums, last.get(part))
            if pair is not None and not pair[1] <= pair[0] * TIMES <= pair[1] * TIMES**2:
                findings.warn(
                    0, 0, "", "unlike_last_year", part=part, year=str(year), last=str(year - 1),
                    told=str(thousands(pair[0])), before=str(thousands(pair[1])),
                )  # fmt: skip


def _before(places: set[tuple[int, int]], day: dt.date) -> Mapping[tuple[int, int], Totals]:
    """The totals of the latest standing version of each council and year."""
    councils, years = {council for council, _y in places}, {year for _c, year in places}
    if len(councils) > MOST_COUNCILS:
        return {}
    standing = Version.objects.standing(day).filter(council__in=councils, year__in=years)
    latest: dict[tuple[int, int], int] = {}
    for version in standing.lately():
        latest.setdefault((version.council_id, version.year), version.pk)
    lines: dict[int, dict[str, Sums]] = {}
    rows = Line.objects.filter(version__in=latest.values(), code="", part__in=_COMPARED)
    for line in rows:
        lines.setdefault(line.version_id, {})[line.part] = line.sums
    return {place: lines.get(number, {}) for place, number in latest.items()}


def _pair(sums: Sums, before: Sums | None) -> tuple[int, int] | None:
    """An amount of each that means the same; None where they have none, or nothing, in common."""
    if before is None:
        return None
    for one, other in (
        (_first(sums, _LATEST), _first(before, _LATEST)),
        (sums[_DONE], before[_DONE]),
    ):
        if one and other and one > 0 and other > 0:
            return one, other
    return None


def _first(sums: Sums, places: Iterable[int]) -> int | None:
    return next((sums[at] for at in places if sums[at] is not None), None)
