"""What is read of a file: its rows, the lines of its budgets, the headings over them."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from maslikhat.money.codes import Part
from maslikhat.money.importing.columns import Cells
from maslikhat.money.importing.headings import AMOUNTS, Layout
from maslikhat.money.importing.sections import Homes
from maslikhat.money.importing.units import Unit

# Sheet, row, cells.
Row = tuple[int, int, Cells]
Sums = tuple[int | None, ...]
FIRST_YEAR = 2004
EMPTY: Sums = (None,) * len(AMOUNTS)


class Line(NamedTuple):
    """A row of a budget: its code ("" the total of a part), name, place, amounts in tenths."""

    part: Part
    code: str
    name: str
    sheet: int
    row: int
    sums: Sums


class Told(NamedTuple):
    """What is told of the whole file beside its rows."""

    kato: str
    year: int
    # The column that "amount" stands for.
    amount: str
    last_year: int
    # The layout of headings that a person has set, by their signature.
    layouts: Mapping[str, Sequence[str]]
    # First levels of codes that are of a part of their own, in a budget's year.
    homes: Callable[[int], Homes] = lambda _year: {}
    # The unit of amounts that a person has said.
    unit: Unit | None = None

    def year_of(self, text: str, before: int) -> tuple[int, str]:
        """The year that a row tells, "" being that of the row before, and what is wrong with it."""
        if not text:
            return before, ""
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
        if not FIRST_YEAR <= year <= self.last_year:
            return before, "wrong_year"
        if self.year and year != self.year:
            return self.year, "other_year"
        return year, ""


class Heading(NamedTuple):
    """Headings as they stood, and what was made of them."""

    signature: str
    rows: list[list[str]]
    layout: Layout


class Budget(NamedTuple):
    """The lines of one council's budget of one year."""

    kato: str
    year: int
    lines: list[Line]
