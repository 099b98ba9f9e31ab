"""Where in a row the portal finds what it reads: places of columns, -1 where there is none."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from maslikhat.money.importing.headings import AMOUNTS, Layout

Cell = str | float | bool
Cells = Sequence[Cell]
DEEPEST = 5
# The longest first level of a code that is divided by columns or stands alone.
LONGEST_FIRST = 2


class Columns(NamedTuple):
    """The places of all columns of a table."""

    sums: list[int]
    # Depth and place of each column that holds one level of the code.
    levels: list[tuple[int, int]]
    code: int
    names: list[int]
    beyond: list[int]
    kato: int
    year: int
    part: int
    width: int
    # What a row says of whose budget it is, of which year and part: nothing turns while it stays.
    whose: Callable[[Cells], object]


def columns_of(layout: Layout, amount: str) -> Columns:
    """The places of the columns; `amount` is what an amount without more words is."""
    places = {role: layout.at(role) for role in (*AMOUNTS, "amount")}
    places[amount] = places[amount] or places["amount"]
    code, kato, year, part = (
        (layout.at(role) or [-1])[0] for role in ("code", "kato", "year", "part")
    )
    return Columns(
        [(places[role] or [-1])[0] for role in AMOUNTS],
        [(d, place) for d in range(1, DEEPEST + 1) for place in layout.at(f"level{d}")],
        code,
        layout.at("name"),
        layout.at("beyond"),
        kato,
        year,
        part,
        len(layout.roles),
        _whose([place for place in (kato, year, part) if place >= 0]),
    )


def _whose(places: Sequence[int]) -> Callable[[Cells], object]:
    return itemgetter(*places) if places else _nobody


def _nobody(_cells: Cells) -> None:
    """No column says it."""


def at(cells: Cells, place: int) -> str | float | bool:
    """The cell of a column; "" where there is no such column."""
    return cells[place] if place >= 0 else ""


def digits(cell: str | float | bool) -> str:
    """A code as it is written: 254.0 is 254."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def is_code(text: str) -> bool:
    """Whether a cell of a code's column holds digits, and not words or a numeral of a part."""
    return text.isdigit() or (
        any(map(str.isdigit, text)) and not (" " in text.strip() and any(map(str.isalpha, text)))
    )


def first_level(columns: Columns, cells: Cells, depth: int) -> str:
    """The digits of a row that is of the first level of the codes; "" of all others.

    `depth` is in which of several columns of names the row has one.
    """
    if columns.code < 0:
        place = columns.levels[0][1] if columns.levels and columns.levels[0][0] == 1 else -1
        cell = at(cells, place)
    else:
        cell = cells[columns.code] if depth == 1 or len(columns.names) < 2 else ""
        if cell.__class__ is str and len(cell) > LONGEST_FIRST:
            return ""
    text = digits(cell)
    return text if text.isascii() and text.isdigit() and len(text) <= LONGEST_FIRST else ""


def name_of(columns: Columns, cells: Cells) -> tuple[int, Cell]:
    """In which of the columns of names a row has one, counted from 1, and the name."""
    for depth, place in enumerate(columns.names, 1):
        if (name := cells[place]) != "":
            return depth, name
    return 0, ""


def wording(columns: Columns, cells: Cells) -> str:
    """The words that stand in the columns of the code, of a line whose cells are merged."""
    places = [columns.code] if columns.code >= 0 else [place for _depth, place in columns.levels]
    words = [text for place in places if (text := str(cells[place]).strip()) and not is_code(text)]
    return " ".join(words)


def may_begin(cells: Cells, columns: Columns | None) -> bool:
    """Whether a row can be headings at all: asked of every row, so it must cost little."""
    if columns is None:
        return True
    width = len(cells)
    for place in columns.sums:
        # A row with an amount where amounts stand is no heading.
        if 0 <= place < width and (cell := cells[place]) != "":
            return not isinstance(cell, float) and not cell[:1].isdigit()  # type: ignore[index]
    # A title stands alone; headings are two words at least.
    words = sum(1 for cell in cells if cell.__class__ is str and cell[:1].isalpha())
    return words > 1 or sum(1 for cell in cells if cell != "") == 1
