"""The table of a budget's page: a code and what is directly under it, figure by figure."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from maslikhat.kit.languages import Said
from maslikhat.money import words
from maslikhat.money.amounts import thousands
from maslikhat.money.asked import ADMINISTRATOR, Asked
from maslikhat.money.codes import ancestors, level
from maslikhat.money.importing.headings import AMOUNTS
from maslikhat.money.models import Line, Version, VersionKind
from maslikhat.money.names import Name, level_names, named, names_of
from maslikhat.places.models import Indicator

# Columns of a page, where the file has them: the years' budget as it changed, and what was done.
SHOWN = ("approved", "refined", "corrected", "plan", "executed")
DEPTH_OF_ADMINISTRATORS = 3


class Population(NamedTuple):
    """How many people live there, as of which year, by whose word."""

    people: int
    year: int
    source: str


class Figure(NamedTuple):
    """A row of the table; amounts are tenths of a thousand tenge, None where none is told."""

    code: str
    name: Name
    sums: dict[str, int | None]
    planned: int | None
    sheet: int
    row: int
    has_more: bool

    @property
    def executed(self) -> int | None:
        """What was received or spent by the day of the version."""
        return self.sums["executed"]

    @property
    def weight(self) -> int:
        """What the pictures show: the plan, or what was done where there is no plan."""
        return max(self.planned or self.executed or 0, 0)

    @property
    def percent(self) -> Decimal | None:
        """What was done out of the year's plan, in per cent."""
        if self.executed is None or not self.planned:
            return None
        return (Decimal(self.executed) * 100 / self.planned).quantize(Decimal("0.1"))

    def per_head(self, population: Population | None) -> int | None:
        """What was done, or planned, in whole tenge for each inhabitant."""
        amount = self.planned if self.executed is None else self.executed
        if population is None or amount is None:
            return None
        return round(Decimal(amount) * 100 / population.people)

    def shown(self, name: str) -> Decimal | None:
        """An amount in thousands of tenge."""
        amount = self.planned if name == "planned" else self.sums[name]
        return None if amount is None else thousands(amount)


class Sheet(NamedTuple):
    """What a page shows of a version."""

    version: Version
    asked: Asked
    total: Figure | None
    rows: list[Figure]
    columns: list[str]
    trail: list[tuple[str, Name]]
    level: Said | None
    population: Population | None

    @property
    def names(self) -> list[Name]:
        """All names of codes that the page shows."""
        figures = [*self.rows, self.total] if self.total else self.rows
        return [*(one.name for one in figures), *(name for _code, name in self.trail)]


def sheet_of(version: Version, asked: Asked) -> Sheet:
    """The table of a version at a code; five queries."""
    lines = Line.objects.filter(version=version).select_related("wording")
    if asked.by == ADMINISTRATOR:
        found = list(
            lines.filter(part=asked.part, level__in=(0, DEPTH_OF_ADMINISTRATORS)).order_by("code")
        )
    else:
        found = list(lines.below(asked.part, asked.code).order_by("code"))
    above = ancestors(asked.code) if asked.code else []
    known = names_of(asked.part, {*(one.code for one in found), *above}, version.year)
    total = next((one for one in found if one.code == asked.code), None)
    below = [one for one in found if one.code != asked.code]
    deeper = _with_children(version, asked)
    figures = [_figure(one, named(one.code, known, one.wording), deeper) for one in below]
    if asked.by == ADMINISTRATOR:
        figures = _by_administrator(figures)
    levels = level_names(asked.part, version.year)
    depth = DEPTH_OF_ADMINISTRATORS - 1 if asked.by else level(asked.code)
    words_of_total = Name(str(words.PARTS[asked.part.value]), "")
    if asked.code and total is not None:
        words_of_total = named(asked.code, known, total.wording)
    return Sheet(
        version,
        asked,
        _figure(total, words_of_total, set()) if total else None,
        figures,
        [name for name in SHOWN if any(one.sums[name] is not None for one in figures)],
        [(code, known.get(code, Name(code, ""))) for code in above],
        levels[depth] if depth < len(levels) else None,
        population_of(version),
    )


def _figure(line: Line, name: Name, deeper: set[str]) -> Figure:
    return Figure(
        line.code,
        name,
        dict(zip(AMOUNTS, line.sums, strict=True)),
        line.planned,
        line.sheet,
        line.row,
        line.code in deeper,
    )


def _with_children(version: Version, asked: Asked) -> set[str]:
    """The codes below the asked one that have others below them; one query."""
    if asked.by:
        return set()
    rows = Line.objects.filter(version=version).within(asked.part, asked.code)
    grandchildren = rows.filter(level=level(asked.code) + 2).values_list("code", flat=True)
    return {code.rpartition(".")[0] for code in grandchildren}


def _by_administrator(figures: Sequence[Figure]) -> list[Figure]:
    """Each administrator once, whatever functions it serves; the sum stands in no one row."""
    merged: dict[str, Figure] = {}
    for one in figures:
        code = one.code.rpartition(".")[2]
        before = merged.get(code)
        if before is None:
            merged[code] = one._replace(code=code, has_more=False)
            continue
        merged[code] = before._replace(
            sums={name: add(before.sums[name], one.sums[name]) for name in AMOUNTS},
            planned=add(before.planned, one.planned),
            sheet=0,
            row=0,
        )
    return [merged[code] for code in sorted(merged)]


def add(one: int | None, other: int | None) -> int | None:
    """The sum of two amounts of which either may not be told."""
    return other if one is None else one + (other or 0)


class Done(NamedTuple):
    """What the latest report tells of the total at a code, beside a version that tells nothing."""

    report: Version
    line: Line | None

    @property
    def executed(self) -> Decimal | None:
        """In thousands of tenge; None where the report does not tell it."""
        told = self.line.executed if self.line else None
        return None if told is None else thousands(told)

    def percent(self, sheet: Sheet) -> Decimal | None:
        """Out of the year's plan by the version that is shown, in per cent."""
        planned = sheet.total.planned if sheet.total else None
        if self.line is None or self.line.executed is None or not planned:
            return None
        share = Decimal(self.line.executed) * 100 / planned
        return share.quantize(Decimal("0.1"))


def done_beside(sheet: Sheet, on: dt.date | None = None) -> Done | None:
    """The latest report by a day, where the version shown tells of no execution; two queries."""
    version = sheet.version
    if "executed" in sheet.columns or (sheet.total and sheet.total.executed is not None):
        return None
    standing = Version.objects.standing(on).of(version.council, version.year)
    report = standing.filter(kind=VersionKind.EXECUTED).exclude(pk=version.pk).lately().first()
    if report is None:
        return None
    at = Line.objects.filter(version=report, part=sheet.asked.part, code=sheet.asked.code)
    return Done(report, at.first())


def population_of(version: Version) -> Population | None:
    """The inhabitants of the council's place, of the budget's year or the nearest before."""
    row = (
        Indicator.objects.filter(
            unit=version.council.unit_id, key="population", year__lte=version.year, value__gt=0
        )
        .order_by("-year")
        .first()
    )
    return Population(int(row.value), row.year, row.source) if row else None
