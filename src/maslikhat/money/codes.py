"""Codes of the budget classification: strings of a fixed width at each level, joined by dots."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

Widths = Sequence[int]
REMEMBERED = 100_000
_SEPARATORS = re.compile(r"[.\-/\s]+")


class Side(StrEnum):
    """The two classifications: of what comes in, of what goes out."""

    RECEIPTS = "receipts"
    SPENDING = "spending"


class Part(StrEnum):
    """The parts of a budget, in the order of a decision (Budget Code, lines of a decision)."""

    RECEIPTS = "receipts"
    SPENDING = "spending"
    NET_LENDING = "net_lending"
    LENDING = "lending"
    REPAYMENT = "repayment"
    ASSETS_BALANCE = "assets_balance"
    ASSETS = "assets"
    SALE = "sale"
    DEFICIT = "deficit"
    NON_OIL = "non_oil"
    FINANCING = "financing"
    LOANS = "loans"
    LOANS_REPAID = "loans_repaid"
    LEFTOVERS = "leftovers"


# By which classification the lines of a part are coded; the others are totals alone.
SIDES: Mapping[Part, Side] = {
    Part.RECEIPTS: Side.RECEIPTS,
    Part.SPENDING: Side.SPENDING,
    Part.LENDING: Side.SPENDING,
    Part.REPAYMENT: Side.RECEIPTS,
    Part.ASSETS: Side.SPENDING,
    Part.SALE: Side.RECEIPTS,
    Part.LOANS: Side.RECEIPTS,
    Part.LOANS_REPAID: Side.SPENDING,
    Part.LEFTOVERS: Side.RECEIPTS,
}


class Balance(NamedTuple):
    """A line that others make: each with its sign; of `any_of` those that are not there are 0."""

    part: Part
    terms: Sequence[tuple[Part, int]]
    any_of: bool = False


BALANCES: Sequence[Balance] = (
    Balance(Part.NET_LENDING, ((Part.LENDING, 1), (Part.REPAYMENT, -1)), any_of=True),
    Balance(Part.ASSETS_BALANCE, ((Part.ASSETS, 1), (Part.SALE, -1)), any_of=True),
    Balance(
        Part.DEFICIT,
        (
            (Part.RECEIPTS, 1),
            (Part.SPENDING, -1),
            (Part.NET_LENDING, -1),
            (Part.ASSETS_BALANCE, -1),
        ),
    ),
    Balance(Part.FINANCING, ((Part.DEFICIT, -1),)),
    Balance(
        Part.FINANCING,
        ((Part.LOANS, 1), (Part.LOANS_REPAID, -1), (Part.LEFTOVERS, 1)),
        any_of=True,
    ),
)


class NoCodeError(ValueError):
    """The text is no code of this classification."""


def whole(text: str, widths: Widths, above: str = "") -> str:
    """A code written in one piece, as its levels joined by dots: 401101 → 4.01.1.01.

    Separators (dot, hyphen, space) are read too. `above` is the code of the row above: under one of
    group 01 the number 11 is 01.1, whose zero a workbook has dropped. NoCodeError when the digits
    do not fit.
    """
    pieces = [piece for piece in _SEPARATORS.split(text.strip()) if piece]
    if len(pieces) == 1:
        (digits,) = pieces
        # No subgroup is 0: 10 is a group wherever it stands.
        is_short = len(digits) == widths[0] > 1 and not digits.endswith("0")
        is_below = is_short and above.startswith(f"0{digits[0]}")
        return _divided(f"0{digits}" if is_below else digits, widths)
    return joined(pieces, widths)


def joined(pieces: Sequence[str], widths: Widths) -> str:
    """The levels of a code, each filled up with the zeros that a workbook has dropped."""
    if not 0 < len(pieces) <= len(widths):
        raise NoCodeError
    filled = [piece.zfill(width) for piece, width in zip(pieces, widths, strict=False)]
    for piece, width in zip(filled, widths, strict=False):
        if len(piece) != width or not (piece.isascii() and piece.isdigit()):
            raise NoCodeError
    return ".".join(filled)


def _divided(digits: str, widths: Widths) -> str:
    ends = list(accumulate(widths))
    if not (digits.isascii() and digits.isdigit()):
        raise NoCodeError
    if len(digits) not in ends and len(digits) + 1 in ends and widths[0] > 1:
        digits = f"0{digits}"
    if len(digits) not in ends:
        raise NoCodeError
    depth = ends.index(len(digits)) + 1
    starts = [0, *ends]
    return ".".join(digits[starts[at] : ends[at]] for at in range(depth))


# The same codes stand in thousands of budgets.
@lru_cache(maxsize=REMEMBERED)
def parent(code: str) -> str:
    """The code one level higher; "" above the first level."""
    return code.rpartition(".")[0]


@lru_cache(maxsize=REMEMBERED)
def level(code: str) -> int:
    """How deep a code is: 0 for the total of a part."""
    return code.count(".") + 1 if code else 0


def ancestors(code: str) -> list[str]:
    """The codes above it, the highest first, the total of the part left out."""
    pieces = code.split(".")
    return [".".join(pieces[:depth]) for depth in range(1, len(pieces))]
