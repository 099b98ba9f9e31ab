"""The process that reads one workbook for `kit.workbooks`, under limits of the operating system.

It is started by its path, isolated, with python-calamine's folder as its argument, and imports
nothing of the portal. The workbook is its standard input; out come lines of JSON: an object before
each sheet, a list for each row, "end" when all is written. The library takes as much memory as a
workbook claims (a few hundred bytes may claim 500 GB), so that only a limit from outside helps.
What the library does not tell, which rows and columns of an XLSX are hidden, is read in the same
pass as whether its parts are as large as the archive says.
"""

import codecs
import datetime as dt
import json
import os
import re
import resource
import sys
import zlib
from collections.abc import Iterator
from typing import IO, Any
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

if __name__ == "__main__":
    sys.path.append(sys.argv[1])

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

MEMORY = 512 * 1024 * 1024
PROCESSOR_SECONDS = 20
# How it ends when it can still say why; a signal says the rest.
DAMAGED, TOO_LARGE = 3, 4
# What all parts of a workbook may come to, unpacked.
UNPACKED = 512 * 1024 * 1024
PIECE, LONGEST_TAG = 1024 * 1024, 1000
# So many hidden places of a sheet are told.
MOST_SPANS = 100
# The last cell that the format has (ECMA-376 part 1, 18.3.1.73 and 18.3.1.13), counted from 0.
LAST_CELL = (1_048_575, 16_383)
LIMITS = {
    resource.RLIMIT_AS: MEMORY,
    resource.RLIMIT_DATA: MEMORY,
    resource.RLIMIT_CPU: PROCESSOR_SECONDS,
    resource.RLIMIT_FSIZE: 0,
    resource.RLIMIT_CORE: 0,
    # The three it was given and no more: it opens neither a file nor a connection.
    resource.RLIMIT_NOFILE: 3,
    resource.RLIMIT_NPROC: 0,
}


def main() -> int:
    """Write the sheets of the workbook; the number to end with."""
    _take_no_more()
    try:
        with open(1, "wb", 65_536, closefd=False) as out:
            _write(sys.stdin.buffer, out)
    except MemoryError:
        return TOO_LARGE
    # Damage makes the library raise anything; a panic of Rust is no Exception.
    except BaseException:
        return DAMAGED
    return 0


def _take_no_more() -> None:
    # Of the names of parts and sheets: each is a file of Python's, and none can be opened later.
    for names in ("cp437", "utf-8"):
        codecs.lookup(names)
    for kind, most in LIMITS.items():
        hard = resource.getrlimit(kind)[1]
        given = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (given, given))
    # Whoever waits for a page goes first.
    os.nice(5)


def _write(source: IO[bytes], out: IO[bytes]) -> None:
    """Every sheet of cells, row by row; charts have none."""
    written = json.JSONEncoder(ensure_ascii=False, default=_text, separators=(",", ":")).encode
    hidden = _hidden_in(source)
    source.seek(0)
    workbook = CalamineWorkbook.from_filelike(source)
    for place, told in enumerate(workbook.sheets_metadata):
        if told.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_index(place)
        row, column = sheet.end or (0, 0)
        begins = {
            "number": place + 1,
            "name": told.name,
            "is_hidden": told.visible != SheetVisibleEnum.Visible,
            "rows": _within(hidden.get(told.name, {}).get("row", []), row + 1),
            "columns": _within(hidden.get(told.name, {}).get("col", []), column + 1),
        }
        out.write(written(begins).encode() + b"\n")
        if row > LAST_CELL[0] or column > LAST_CELL[1]:
            raise ValueError("a cell beyond the last")
        for cells in sheet.iter_rows():
            out.write(written(cells).encode() + b"\n")
    out.write(b'"end"\n')


# From and to, both counted from 1 and both within.
Span = tuple[int, int]
_HIDES = re.compile(rb"""<(?:\w+:)?(row|col)\b([^>]*\bhidden\s*=\s*["'](?:1|true)["'][^>]*)>""")
_PLACES = re.compile(rb"""\b(r|min|max)\s*=\s*["'](\d{1,7})["']""")


def _hidden_in(source: IO[bytes]) -> dict[str, dict[str, list[Span]]]:
    """By the name of a sheet its hidden rows and columns; nothing of other files than XLSX.

    MemoryError where the parts are more than any workbook, whatever the archive says of them.
    """
    if source.read(2) != b"PK":
        return {}
    with ZipFile(source) as archive:
        left, found = UNPACKED, {}
        for part in archive.infolist():
            spans: dict[str, list[Span]] = {"row": [], "col": []}
            rest = b""
            for piece in _unpacked(source, part):
                left -= len(piece)
                if left < 0:
                    raise MemoryError
                text = rest + piece
                if b"hidden" in text:
                    _note(text, spans)
                # A tag that the piece ends in is looked at with the next.
                rest = text[-LONGEST_TAG:].rpartition(b">")[2]
            found[part.filename] = spans
        return {name: found.get(path, {}) for name, path in _paths_of_sheets(archive)}


def _unpacked(source: IO[bytes], part: ZipInfo) -> Iterator[bytes]:
    """A part of the archive in pieces, to where its packing ends and not to where it says so."""
    source.seek(part.header_offset + 26)
    lengths = source.read(4)
    source.seek(int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little"), 1)
    left = part.compress_size
    unpack = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type == ZIP_DEFLATED else None
    if unpack is None and part.compress_type != ZIP_STORED:
        raise BadZipFile
    while left > 0 and (packed := source.read(min(left, PIECE))):
        left -= len(packed)
        if unpack is None:
            yield packed
            continue
        while packed and not unpack.eof:
            yield unpack.decompress(packed, PIECE)
            packed = unpack.unconsumed_tail


def _note(piece: bytes, spans: dict[str, list[Span]]) -> None:
    """Add the hidden rows and columns that a piece of a sheet tells of; those in a row are one."""
    for tag, attributes in _HIDES.findall(piece):
        told = {name: int(number) for name, number in _PLACES.findall(attributes)}
        first, last = told.get(b"r") or told.get(b"min"), told.get(b"r") or told.get(b"max")
        if first is not None and last is not None:
            _add(spans[tag.decode()], first, last)


def _add(spans: list[Span], first: int, last: int) -> None:
    if spans and spans[-1][1] == first - 1:
        spans[-1] = (spans[-1][0], last)
    else:
        spans.append((first, last))


def _within(spans: list[Span], last: int) -> list[Span]:
    """Those within what the sheet holds: whoever hides all that is empty hides nothing."""
    found = [(one, min(other, last)) for one, other in spans if one <= last]
    return found[:MOST_SPANS]


def _paths_of_sheets(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet and of the part that it is (ECMA-376 part 1, 18.2.19)."""
    known = set(archive.namelist())
    if not {_BOOK, _RELATIONS} <= known:
        return
    relations = {one.get("Id"): one.get("Target", "") for one in _elements(archive, _RELATIONS)}
    for one in _elements(archive, _BOOK):
        target = next((relations.get(v, "") for k, v in one.items() if k.endswith("}id")), "")
        if one.tag.endswith("}sheet") and target:
            path = target[1:] if target.startswith("/") else f"xl/{target}"
            yield one.get("name", ""), path


_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def _elements(archive: ZipFile, name: str) -> Iterator[Any]:
    return ElementTree.fromstring(archive.read(name)).iter()  # noqa: S314 - under our limits


def _text(cell: object) -> str:
    """A moment as its day, a time or a length of time as it is written."""
    return cell.isoformat()[:10] if isinstance(cell, dt.date) else str(cell)


if __name__ == "__main__":
    # Without the freeing of what it read: all of it goes at once.
    os._exit(main())
