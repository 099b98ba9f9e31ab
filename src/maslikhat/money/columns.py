"""Where in a row the portal finds what it reads: places of columns, -1 where there is none."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from maslikhat.money.headings import AMOUNTS, Layout

Cell = str | float | bool
Cells = Sequence[Cell]
DEEPEST = 5


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
