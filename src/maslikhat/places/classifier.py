"""Reading the State classifier of units (KATO) from a file; a bad one is refused by row and reason.

Two layouts are known by their words, in any case and order of columns:

- CSV, UTF-8, commas: ``kato, kato_version, level, type_code, name_ru, name_kk``;
- the workbook of the Bureau of National Statistics, XLSX: ``te, ab, cd, ef, hij, k, name_kaz (or
  kaz_name), name_rus (or rus_name)``, the header within the first 20 rows of the first sheet that
  has it. `te` is the code; `ab`, `cd`, `ef` and `hij` repeat its parts and are not read; `k` is the
  type. The layout is as published elsewhere: the workbook itself has not been seen.

A code is ab (region), cd (rayon or city), ef (rural district or town), hij (settlement).
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import plain
from maslikhat.places.sheets import Line, fits, lines_of, refuse

MOST_ROWS = 200_000
LONGEST_NAME = 100
LEVELS = ("oblast", "district", "sub_district", "settlement")
# The words of a header → what the column is; the first that a file has counts.
COLUMNS = {
    "kato": ("kato", "te"),
    "level": ("level",),
    "type_code": ("type_code", "k"),
    "name_kk": ("name_kk", "name_kaz", "kaz_name"),
    "name_ru": ("name_ru", "name_rus", "rus_name"),
}
NEEDED = ("kato", "type_code", "name_kk", "name_ru")
_CODE = re.compile(r"[1-9]\d{8}", re.ASCII)
_LETTER = re.compile(r"[^\W_]")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ufffd]")


class Row(NamedTuple):
    """A row of the classifier that has passed every check; `parent` is "" for a region."""

    kato: str
    level: str
    type_code: str
    name_kk: str
    name_ru: str
    parent: str


class Found(NamedTuple):
    """A row as the file has it: its number there, and what it says."""

    number: int
    kato: str
    level: str
    type_code: str
    name_kk: str
    name_ru: str


def read(content: bytes) -> list[Row]:
    """The rows of a classifier in the order of their codes; Refused with row and reason if bad."""
    if not content.strip():
        raise Refused(_("The file is empty. Choose the file of the classifier."), status=422)
    with closing(lines_of(content, _header)) as lines:
        return _checked(lines)


def level_of(kato: str) -> str:
    """The level that the digits of a code say."""
    if kato.endswith("0000000"):
        return "oblast"
    if kato.endswith("00000"):
        return "district"
    return "sub_district" if kato.endswith("000") else "settlement"


def _header(cells: Sequence[Any]) -> dict[str, int]:
    """Where each column stands, by the words of the header; empty when one is missing."""
    words = [str(cell).strip().casefold() for cell in cells]
    found = {}
    for column, names in COLUMNS.items():
        places = [words.index(name) for name in names if name in words]
        if places:
            found[column] = places[0]
    return found if all(column in found for column in NEEDED) else {}


def _unknown_columns() -> str:
    return _(
        "Row 1: the columns are not those of a classifier."
        " They are kato, level, type_code, name_ru and name_kk, or te, k, kaz_name and rus_name."
    )


def _checked(lines: Iterator[Line]) -> list[Row]:
    """Every row checked by itself and against the others."""
    _number, header = next(lines, (1, ()))
    columns = _header(header)
    if not columns:
        raise Refused(_unknown_columns(), status=422)
    seen: dict[str, Found] = {}
    for number, cells in lines:
        if not any(cells):
            continue
        fits(number, len(cells), len(header))
        found = _found(number, cells, columns)
        if found.kato in seen:
            refuse(
                number,
                _("the code %(code)s is in row %(first)s already")
                % {"code": found.kato, "first": seen[found.kato].number},
            )
        seen[found.kato] = found
        if len(seen) > MOST_ROWS:
            raise Refused(_("The file has more rows than a classifier can have."), status=413)
    if not seen:
        raise Refused(_("The file has a header and no rows."), status=422)
    return _under_parents(seen)


def _found(number: int, cells: Sequence[Any], columns: dict[str, int]) -> Found:
    """One line, checked by itself."""
    kato = plain(cells[columns["kato"]])
    if not _CODE.fullmatch(kato):
        refuse(number, _("the code “%(code)s” is not nine digits") % {"code": kato[:20]})
    level = level_of(kato)
    if "level" in columns:
        _is_level(number, kato, level, plain(cells[columns["level"]]))
    return Found(
        number,
        kato,
        level,
        plain(cells[columns["type_code"]])[:4],
        _name(number, cells[columns["name_kk"]]),
        _name(number, cells[columns["name_ru"]]),
    )


def _is_level(number: int, kato: str, level: str, written: str) -> None:
    if written == level:
        return
    if written not in LEVELS:
        refuse(number, _("the level “%(level)s” is unknown") % {"level": written[:20]})
    refuse(number, _("the code %(code)s is not of this level") % {"code": kato})


def _name(number: int, cell: Any) -> str:
    """A name that is there, is text and is not too long."""
    name = " ".join(str(cell).split())
    if not _LETTER.search(name):
        refuse(number, _("a name is missing"))
    if len(name) > LONGEST_NAME:
        refuse(number, _("a name is longer than %(most)s letters") % {"most": LONGEST_NAME})
    if _UNPRINTABLE.search(name):
        refuse(number, _("a name has characters that are not text"))
    return name


def _under_parents(seen: dict[str, Found]) -> list[Row]:
    """The rows with their parents, in the order of codes: parents first."""
    rows = []
    for kato in sorted(seen):
        number, _kato, level, type_code, name_kk, name_ru = seen[kato]
        parent = ""
        if level != "oblast":
            parent = _above(kato, level, seen)
            if not parent:
                refuse(number, _("the unit above %(code)s is not in the file") % {"code": kato})
        rows.append(Row(kato, level, type_code, name_kk, name_ru, parent))
    return rows


def _above(kato: str, level: str, seen: dict[str, Found]) -> str:
    """The code of the nearest unit above that the file has; empty when it is not near enough."""
    if level == "settlement":
        town = f"{kato[:6]}000"
        if town in seen:
            return town
    rayon, region = f"{kato[:4]}00000", f"{kato[:2]}0000000"
    if level != "district" and rayon in seen:
        return rayon
    # Only a city of the first level has lower units without a rayon between.
    if region in seen and (level == "district" or is_city(seen[region])):
        return region
    return ""


def is_city(unit: Found | Row) -> bool:
    """Whether a unit of the first or second level is a city, by its type: 1 and 3 are."""
    return unit.type_code in {"1", "3"}
