"""The national list: of which councils and years there are budgets, and of which none."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from maslikhat.kit.days import today
from maslikhat.money.codes import Part
from maslikhat.money.models import Line, Version, VersionKind
from maslikhat.registry.models import Council

YEARS = 5


class Cell(NamedTuple):
    """What there is of a year: the latest version, how many there are, how far it was executed."""

    version: Version
    versions: int
    percent: Decimal | None
    # The year is over, and nobody has brought a report on its execution.
    lacks_report: bool


class Row(NamedTuple):
    """A council and its years; a year of which nothing is there is None."""

    council: Council
    cells: list[Cell | None]


def years_shown() -> list[int]:
    """The years of the list, the latest first."""
    this = today().year
    return list(range(this, this - YEARS, -1))


def rows_of(councils: Sequence[Council]) -> list[Row]:
    """The rows of these councils; two queries."""
    years = years_shown()
    standing = Version.objects.standing().filter(council__in=councils, year__in=years)
    found: dict[tuple[int, int], list[Version]] = {}
    for version in standing.lately():
        found.setdefault((version.council_id, version.year), []).append(version)
    told = {one.pk for versions in found.values() for one in (versions[0], _report(versions))}
    totals = {
        line.version_id: line
        for line in Line.objects.filter(version__in=told, part=Part.SPENDING.value, code="")
    }
    return [
        Row(council, [_cell(found.get((council.pk, year), []), totals) for year in years])
        for council in councils
    ]


def _cell(versions: Sequence[Version], totals: dict[int, Line]) -> Cell | None:
    if not versions:
        return None
    line, report = totals.get(versions[0].pk), _report(versions)
    done, percent = totals.get(report.pk), None
    if line is not None and done is not None and done.executed is not None and line.planned:
        percent = (Decimal(done.executed) * 100 / line.planned).quantize(Decimal("0.1"))
    is_over = versions[0].year < today().year
    lacks_report = is_over and report.kind != VersionKind.EXECUTED
    return Cell(versions[0], len(versions), percent, lacks_report)


def _report(versions: Sequence[Version]) -> Version:
    """The latest report on the year's execution; without one the latest version."""
    return next((one for one in versions if one.kind == VersionKind.EXECUTED), versions[0])
