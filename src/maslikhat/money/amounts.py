"""Amounts as people write them, read exactly: thousands of tenge with at most one decimal.

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
_PLAIN = re.compile(r"\d+(?:[.,]\d)?", re.ASCII)
_GROUPED = re.compile(r"(\d{1,3}(?:,\d{3})+)(?:\.(\d))?|(\d{1,3}(?:\.\d{3})+)(?:,(\d))?", re.ASCII)
# More than all the money there is; a cell beyond it is a slip or an attack.
LONGEST = 40
MOST = 10**15
# So many letters with their dot are always less.
LONGEST_PLAIN = 17


class NoAmountError(ValueError):
    """The cell holds no amount in thousands of tenge with at most one decimal."""


def read(cell: Cell) -> int | None:
    """Tenths of a thousand tenge; None for an empty cell or a dash. NoAmountError for all else."""
    if isinstance(cell, str):
        # The shape that most files have: 1234.5, of which there are millions.
        if cell[-2:-1] == "." and len(cell) < LONGEST_PLAIN:
            tenths = cell[:-2] + cell[-1]
            if tenths.isdigit() and tenths.isascii():
                return int(tenths)
        return _text(cell)
    if isinstance(cell, bool):
        raise NoAmountError
    return _number(cell)


def _number(cell: float) -> int:
    """A number of a workbook: binary, so that a tenth is as near as it can be."""
    tenths = cell * 10
    if not abs(tenths) < MOST:
        raise NoAmountError
    whole = round(tenths)
    if abs(tenths - whole) > 1e-9 * max(abs(tenths), 1e3):
        raise NoAmountError
    return whole


def _text(cell: str) -> int | None:
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
    tenths = _bounded(_unsigned(text))
    return -tenths if is_negative else tenths


def _unsigned(text: str) -> int:
    if _PLAIN.fullmatch(text):
        whole, _, tenth = text.replace(",", ".").partition(".")
        return int(whole + (tenth or "0"))
    found = _GROUPED.fullmatch(text)
    # 12,345 may be twelve thousand or twelve and a bit: who wrote it must say.
    if found is None or (not found[2] and not found[4] and len(re.findall(r"[.,]", text)) < 2):
        return _with_zeros(text)
    whole, tenth = (found[1], found[2]) if found[1] else (found[3], found[4])
    return int(re.sub(r"[.,]", "", whole) + (tenth or "0"))


def _with_zeros(text: str) -> int:
    """1234,50 is as good as 1234,5."""
    found = re.fullmatch(r"(\d+)[.,](\d)0", text, re.ASCII)
    if found is None:
        raise NoAmountError
    return int(found[1] + found[2])


def _bounded(tenths: int) -> int:
    if tenths >= MOST:
        raise NoAmountError
    return tenths


def thousands(tenths: int) -> Decimal:
    """The amount in thousands of tenge, with one decimal."""
    return Decimal(tenths) / 10 if tenths % 10 else Decimal(tenths // 10).quantize(Decimal("0.1"))
