"""Amounts as people write them, read exactly: thousands of tenge with at most one decimal.

A file in another unit has more decimals (`money.units`): `places` says how many are read.

An amount is an integer of tenths of a thousand tenge (of hundreds of tenge): sums are exact on both
databases, and no amount of a budget comes near the 2⁶³ that a column takes.
"""

import re
from decimal import Decimal

Cell = str | float | bool

# What stands between thousands, and the signs that stand for minus.
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'\u2019\t")
_MINUS = re.compile("^[-\u2212\u2013\u2014]")
_EMPTY = frozenset(("", "-", "\u2212", "\u2013", "\u2014", "x", "X", "х", "Х"))
_PLAIN = re.compile(r"(\d+)(?:[.,](\d+))?", re.ASCII)
_GROUPED = re.compile(
    r"(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?|(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?", re.ASCII
)
# More than all the money there is; a cell beyond it is a slip or an attack.
LONGEST = 40
MOST = 10**15
# So many letters with their dot are always less.
LONGEST_PLAIN = 17


class NoAmountError(ValueError):
    """The cell holds no amount in thousands of tenge with at most one decimal."""


def read(cell: Cell, places: int = 1) -> int | None:
    """Tenths of a thousand tenge; None for an empty cell or a dash. NoAmountError for all else.

    With other `places`: of the unit the least that so many decimals tell.
    """
    if isinstance(cell, str):
        # The shape that most files have: 1234.5, of which there are millions.
        if places == 1 and cell[-2:-1] == "." and len(cell) < LONGEST_PLAIN:
            tenths = cell[:-2] + cell[-1]
            if tenths.isdigit() and tenths.isascii():
                return int(tenths)
        return _text(cell, places)
    if isinstance(cell, bool):
        raise NoAmountError
    return _number(cell, places)


def can_be_read(cell: Cell, places: int) -> bool:
    """Whether `read` takes it."""
    try:
        read(cell, places)
    except NoAmountError:
        return False
    return True


def _number(cell: float, places: int) -> int:
    """A number of a workbook: binary, so that a tenth is as near as it can be."""
    least: float = cell * 10**places
    if not abs(least) < _most(places):
        raise NoAmountError
    whole = round(least)
    if abs(least - whole) > 1e-9 * max(abs(least), 1e3):
        raise NoAmountError
    return whole


def _text(cell: str, places: int) -> int | None:
    text = cell.translate(_SPACES).strip()
    if text in _EMPTY:
        return None
    if len(text) > LONGEST:
        raise NoAmountError
    is_negative = text.startswith("(") and text.endswith(")")
    if is_negative:
        text = text[1:-1]
    elif _MINUS.match(text):
        is_negative, text = True, text[1:]
    least = _unsigned(text, places)
    if least >= _most(places):
        raise NoAmountError
    return -least if is_negative else least


def _unsigned(text: str, places: int) -> int:
    if plain := _PLAIN.fullmatch(text):
        told = plain[2] or ""
        # 1234,50 is as good as 1234,5.
        decimals = told[:places] + told[places:].rstrip("0")
        if len(decimals) <= places and len(told) <= places + 1:
            return int(plain[1] + decimals.ljust(places, "0"))
    found = _GROUPED.fullmatch(text)
    # 12,345 may be twelve thousand or twelve and a bit: who wrote it must say.
    if found is None or (not found[2] and not found[4] and len(re.findall(r"[.,]", text)) < 2):
        raise NoAmountError
    whole, decimals = (found[1], found[2]) if found[1] else (found[3], found[4])
    if len(decimals or "") > places:
        raise NoAmountError
    return int(re.sub(r"[.,]", "", whole) + (decimals or "").ljust(places, "0"))


def _most(places: int) -> int:
    most: int = MOST * 10 ** max(places - 1, 0)
    return most


def thousands(tenths: int) -> Decimal:
    """The amount in thousands of tenge, with one decimal."""
    return Decimal(tenths) / 10 if tenths % 10 else Decimal(tenths // 10).quantize(Decimal("0.1"))
