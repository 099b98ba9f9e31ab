"""Year against year: the same thing under the code it had in each, joined over 2026 by data."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from maslikhat.money.asked import Asked
from maslikhat.money.codes import parent
from maslikhat.money.models import Line, Series, Version, VersionKind
from maslikhat.money.names import Name, named, names_of


class Cell(NamedTuple):
    """A figure of a year: planned and done, tenths of a thousand; where it stands."""

    version: Version
    code: str
    planned: int | None
    executed: int | None


class YearRow(NamedTuple):
    """One thing over the years; a year without it is None."""

    code: str
    name: Name
    cells: list[Cell | None]

    @property
    def codes(self) -> list[str]:
        """The codes it bore, where it bore several."""
        found = list(dict.fromkeys(cell.code for cell in self.cells if cell))
        return found if len(found) > 1 else []


def latest_of_years(versions: Sequence[Version]) -> list[Version]:
    """Of versions with the latest first, the first of each year, from the earliest year."""
    first: dict[int, Version] = {}
    for version in versions:
        first.setdefault(version.year, version)
    return [first[year] for year in sorted(first)]


def reports_of_years(versions: Sequence[Version]) -> list[Version]:
    """Of versions with the latest first, each year's last report that a later plan stands over."""
    latest = {one.year: one for one in latest_of_years(versions)}
    reports = latest_of_years([one for one in versions if one.kind == VersionKind.EXECUTED])
    return [one for one in reports if one != latest[one.year]]


def years_of(
    versions: Sequence[Version], asked: Asked, reports: Sequence[Version] = ()
) -> list[YearRow]:
    """What stands at a code, or directly under it, in each of the versions; five queries at most.

    What stands there in one year alone is told of the others too, by the code that it had in them.
    What was done is that of the version, or, where it tells none, of the year's report.
    """
    series = _series()
    codes = _codes_of_years(asked, versions, series)
    years = {one.pk: one.year for one in (*versions, *reports)}
    reported = {one.pk for one in reports}
    rows: dict[str, dict[int, Line]] = {}
    done: dict[str, dict[int, Line]] = {}
    elsewhere = _elsewhere(asked, codes, series)
    for line in _lines((*versions, *reports), asked, set(codes.values()), elsewhere):
        year = years[line.version_id]
        is_below = not asked.code or _is_below(line.code, codes[year])
        if is_below or (year, line.code) in elsewhere:
            key = series.get((asked.part.value, line.code, year)) or _relative(line, codes[year])
            (done if line.version_id in reported else rows).setdefault(key, {})[year] = line
    year = versions[-1].year
    known = names_of(asked.part, {of[max(of)].code for of in rows.values()}, year)
    told = [
        _row(of, done.get(key, {}), versions, known if max(of) == year else {})
        for key, of in rows.items()
    ]
    return sorted(told, key=lambda row: row.code)


def _row(
    of: dict[int, Line],
    done: dict[int, Line],
    versions: Sequence[Version],
    names: Mapping[str, Name],
) -> YearRow:
    last = of[max(of)]
    cells = [
        Cell(version, line.code, line.planned, _executed(line, done.get(version.year)))
        if (line := of.get(version.year))
        else None
        for version in versions
    ]
    return YearRow(last.code, named(last.code, names, last.wording), cells)


def _executed(line: Line, report: Line | None) -> int | None:
    return report.executed if line.executed is None and report is not None else line.executed


def _series() -> dict[tuple[str, str, int], str]:
    """The key of each code in each year from 2004 to a century on, where it has one; one query."""
    found = {}
    for row in Series.objects.all():
        last = row.to_day.year if row.to_day else 2104
        for year in range(row.from_day.year, last):
            found[row.kind, row.code, year] = row.key
    return found


def _codes_of_years(
    asked: Asked, versions: Sequence[Version], series: dict[tuple[str, str, int], str]
) -> dict[int, str]:
    """The code that the asked one is in each year."""
    part = asked.part.value
    keys = {key for (kind, code, _y), key in series.items() if (kind, code) == (part, asked.code)}
    codes = {}
    for version in versions:
        same = (
            code for (kind, code, year), key in series.items()
            if kind == part and year == version.year and key in keys
        )  # fmt: skip
        codes[version.year] = next(same, asked.code) if asked.code else ""
    return codes


def _elsewhere(
    asked: Asked, codes: dict[int, str], series: dict[tuple[str, str, int], str]
) -> set[tuple[int, str]]:
    """By year the codes of what stands directly under the asked one in another year."""
    part = asked.part.value
    of = [(code, year, key) for (kind, code, year), key in series.items() if kind == part]
    keys = {key for code, year, key in of if asked.code and parent(code) == codes.get(year)}
    return {(year, code) for code, year, key in of if key in keys and year in codes}


def _lines(
    versions: Sequence[Version],
    asked: Asked,
    codes: set[str],
    elsewhere: set[tuple[int, str]],
) -> list[Line]:
    rows = Line.objects.filter(version__in=[one.pk for one in versions])
    found: dict[int, Line] = {}
    if elsewhere:
        joined = rows.filter(part=asked.part.value, code__in={code for _year, code in elsewhere})
        found = {line.pk: line for line in joined.select_related("wording")}
    for code in sorted(codes):
        for line in rows.below(asked.part, code).exclude(level=0).select_related("wording"):
            found[line.pk] = line
    return list(found.values())


def _is_below(code: str, above: str) -> bool:
    return code == above or code.startswith(f"{above}.")


def _relative(line: Line, above: str) -> str:
    """What is the same in another year is the same piece under the same thing."""
    return line.code if not above else line.code.removeprefix(above) or "."
