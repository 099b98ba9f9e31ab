"""The numbers about a unit, gathered by indicator for a page."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from maslikhat.kit.languages import Said
from maslikhat.places import words
from maslikhat.places.models import Indicator, Unit


class Series(NamedTuple):
    """One indicator over the years, in one unit of measure, with its sources and its caveat."""

    key: str
    title: Said
    measure: Said
    caveat: str
    rows: Sequence[Indicator]
    sources: Sequence[tuple[str, Said]]

    @property
    def points(self) -> list[tuple[str, int]]:
        """Year and rounded value, oldest first; none where a value below zero has no column."""
        if any(row.value < 0 for row in self.rows):
            return []
        return [(str(row.year), int(row.value.to_integral_value())) for row in self.rows]

    def written(self, value: Decimal) -> int | Decimal:
        """A value as a table shows it: no decimal where every year is whole, as of people."""
        are_whole = all(row.value == row.value.to_integral_value() for row in self.rows)
        return int(value) if are_whole else value


def of(unit: Unit) -> list[Series]:
    """Every indicator of a unit, by key, the years from the oldest; one query."""
    rows = unit.indicators.order_by("key", "unit_of_measure", "year")
    return [
        _series(key, measure, list(group))
        for (key, measure), group in groupby(rows, lambda row: (row.key, row.unit_of_measure))
    ]


def _series(key: str, measure: str, rows: list[Indicator]) -> Series:
    years: dict[str, list[int]] = {}
    for row in rows:
        years.setdefault(row.source, []).append(row.year)
    return Series(
        key,
        words.title(key),
        words.measure(measure),
        words.caveat(key),
        rows,
        [(_span(of_source), words.source(source)) for source, of_source in years.items()],
    )


def _span(years: Sequence[int]) -> str:
    """The first and the last year: 2005–2022."""
    first, last = min(years), max(years)
    return str(first) if first == last else f"{first}–{last}"
