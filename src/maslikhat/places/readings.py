"""Reading indicators from a file: every row that is wrong is named, and then nothing is taken in.

The columns, in any order: ``kato, key, year, value, unit_of_measure, source``. A value has at most
14 digits and one after the point or comma; what only looks like a number (``1e3``, ``nan``) and
what a binary fraction cannot say exactly is refused. `key` is Latin: ``environment_spending``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import plain
from maslikhat.places.sheets import Line, lines_of

COLUMNS = ("kato", "key", "year", "value", "unit_of_measure", "source")
FIRST_YEAR = 1900
# One file is taken in by one short act: a longer one is to be split.
MOST_ROWS = 5000
# So many faults are named; more of them say nothing new.
MOST_FAULTS = 20
# Above it a workbook's numbers are no longer exact.
LARGEST_EXACT = 2**53
LONGEST_MEASURE, LONGEST_SOURCE = 40, 300
_CODE = re.compile(r"\d{9}", re.ASCII)
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_VALUE = re.compile(r"-?\d{1,14}([.,]\d)?", re.ASCII)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ufffd]")


class Reading(NamedTuple):
    """A number about a unit in a year, as a file gives it."""

    kato: str
    key: str
    year: int
    value: Decimal
    unit_of_measure: str
    source: str


class _Wrong(Exception):  # noqa: N818 - a fault of one row, gathered with the others
    """What is wrong with a row."""


def read(content: bytes, units: Mapping[str, int]) -> list[Reading]:
    """The rows of a file about `units` (by code); Refused with every fault if there is any."""
    if not content.strip():
        raise Refused(_("The file is empty."), status=422)
    with closing(lines_of(content, _header)) as lines:
        _number, header = next(lines, (1, ()))
        columns = _header(header)
        if not columns:
            raise Refused(
                _("Row 1: the columns must be %(columns)s.") % {"columns": ", ".join(COLUMNS)},
                status=422,
            )
        rows, faults = _sorted_out(lines, columns, len(header), units)
    if faults:
        raise Refused(_told(faults), status=422)
    if not rows:
        raise Refused(_("The file has a header and no rows."), status=422)
    return rows


def _told(faults: Sequence[tuple[int, str]]) -> str:
    told = [
        _("Row %(row)s: %(reason)s.") % {"row": number, "reason": reason}
        for number, reason in faults[:MOST_FAULTS]
    ]
    if len(faults) > MOST_FAULTS:
        told.append(_("More rows are wrong: %(count)s.") % {"count": len(faults) - MOST_FAULTS})
    return "\n".join([*told, _("Nothing was changed.")])


def _header(cells: Sequence[Any]) -> dict[str, int]:
    """Where each column stands; empty when one is missing."""
    words = [str(cell).strip().casefold() for cell in cells]
    return {c: words.index(c) for c in COLUMNS} if set(COLUMNS) <= set(words) else {}


def _sorted_out(
    lines: Iterator[Line], columns: Mapping[str, int], width: int, units: Mapping[str, int]
) -> tuple[list[Reading], list[tuple[int, str]]]:
    """The good rows, and what is wrong with the others."""
    rows: dict[tuple[str, str, int], Reading] = {}
    faults: list[tuple[int, str]] = []
    for number, cells in lines:
        if not any(str(cell).strip() for cell in cells):
            continue
        try:
            row = _reading(cells, columns, width, units)
            if (row.kato, row.key, row.year) in rows:
                raise _Wrong(_("this unit, indicator and year are in the file already"))
        except _Wrong as wrong:
            faults.append((number, str(wrong)))
            continue
        rows[row.kato, row.key, row.year] = row
        if len(rows) > MOST_ROWS:
            raise Refused(
                _("The file has more than %(most)s rows. Split it.") % {"most": MOST_ROWS},
                status=413,
            )
    return list(rows.values()), faults


def _reading(
    cells: Sequence[Any], columns: Mapping[str, int], width: int, units: Mapping[str, int]
) -> Reading:
    if len(cells) != width:
        raise _Wrong(
            _("it has %(has)s columns instead of %(needs)s") % {"has": len(cells), "needs": width}
        )
    of = {column: cells[place] for column, place in columns.items()}
    return Reading(
        _kato(of["kato"], units),
        _key(of["key"]),
        _year(of["year"]),
        _value(of["value"]),
        _words(of["unit_of_measure"], LONGEST_MEASURE, _("the unit of measure is missing")),
        _words(of["source"], LONGEST_SOURCE, _("the source is missing")),
    )


def _kato(cell: Any, units: Mapping[str, int]) -> str:
    # A workbook's number has lost the zeros of the country's code.
    kato = plain(cell).zfill(9) if isinstance(cell, float) else plain(cell)
    if not _CODE.fullmatch(kato):
        raise _Wrong(_("the code “%(code)s” is not nine digits") % {"code": kato[:20]})
    if kato not in units:
        raise _Wrong(_("the portal knows no unit %(code)s") % {"code": kato})
    return kato


def _key(cell: Any) -> str:
    key = plain(cell)
    if not _KEY.fullmatch(key):
        raise _Wrong(
            _("the key “%(key)s” is not a word in small Latin letters") % {"key": key[:20]}
        )
    return key


def _year(cell: Any) -> int:
    year = plain(cell)
    if not _YEAR.fullmatch(year) or not FIRST_YEAR <= int(year) <= today().year:
        raise _Wrong(
            _("the year “%(year)s” is not between %(first)s and this one")
            % {"year": year[:20], "first": FIRST_YEAR}
        )
    return int(year)


def _value(cell: Any) -> Decimal:
    text = plain(cell)
    inexact = isinstance(cell, float) and abs(cell) >= LARGEST_EXACT
    if inexact or not _VALUE.fullmatch(text):
        raise _Wrong(
            _("the value “%(value)s” is not a number with at most one digit after the point")
            % {"value": text[:20]}
        )
    return Decimal(text.replace(",", "."))


def _words(cell: Any, longest: int, missing: str) -> str:
    words = " ".join(plain(cell).split())
    if not words:
        raise _Wrong(missing)
    if len(words) > longest or _UNPRINTABLE.search(words):
        raise _Wrong(
            _("“%(words)s…” is longer than %(most)s letters or is not text")
            % {"words": _UNPRINTABLE.sub("", words)[:20], "most": longest}
        )
    return words
