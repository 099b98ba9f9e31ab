"""The process that reads one workbook for `kit.workbooks`, under limits of the operating system.

It is started by its path, isolated, with python-calamine's folder as its argument, and imports
nothing of the portal. The workbook is its standard input; out come lines of JSON: an object before
each sheet, a list for each row, "end" when all is written. The library takes as much memory as a
workbook claims (a few hundred bytes may claim 500 GB), so that only a limit from outside helps.
What the library does not tell, which rows and columns are hidden, is read from XLSX and XLS
themselves, of the first in the same pass as whether its parts are as large as the archive says.
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
    for names in ("cp437", "utf-8", "utf-16-le", "latin-1"):
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
    """By the name of a sheet its hidden rows and columns; nothing of other files than XLSX and XLS.

    MemoryError where the parts are more than any workbook, whatever the archive says of them.
    """
    if source.read(2) != b"PK":
        return dict(_hidden_in_old(source))
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


# Records of an XLS (MS-XLS 2.4.28, 2.4.53, 2.4.221): the sheets, spans of columns, rows.
_SHEET, _COLUMNS, _ROW = 0x85, 0x7D, 0x208


def _hidden_in_old(source: IO[bytes]) -> Iterator[tuple[str, dict[str, list[Span]]]]:
    """The same of an XLS, whose sheets are records one after the other."""
    stream = _stream(source)
    for kind, body in _records(stream, 0):
        if kind != _SHEET or len(body) < 8:
            continue
        start, wide = int.from_bytes(body[:4], "little"), body[7] & 1
        spans: dict[str, list[Span]] = {"row": [], "col": []}
        columns: list[Span] = []
        for of, told in _records(stream, start):
            if of == _ROW and len(told) >= 14 and told[12] & 0x20:
                row = int.from_bytes(told[:2], "little") + 1
                _add(spans["row"], row, row)
            elif of == _COLUMNS and len(told) >= 10 and told[8] & 1:
                first, last = (int.from_bytes(told[at : at + 2], "little") for at in (0, 2))
                columns.append((first + 1, last + 1))
        # Columns stand in any order.
        for first, last in sorted(columns):
            _add(spans["col"], first, last)
        yield body[8:].decode("utf-16-le" if wide else "latin-1", "replace"), spans


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from a place on to the end of what begins there."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = (int.from_bytes(stream[at + n : at + n + 2], "little") for n in (0, 2))
        at += 4 + length
        yield kind, stream[at - length : at]
        # A chart within a sheet begins and ends too.
        depth += (kind == 0x809) - (kind == 0x0A)
        if depth <= 0:
            return


def _stream(source: IO[bytes]) -> bytes:
    """The stream of the workbook in a compound file (MS-CFB); nothing where it has none."""
    source.seek(0)
    file = source.read()
    size = 1 << int.from_bytes(file[30:32], "little")

    def sector(number: int) -> bytes:
        return file[(number + 1) * size : (number + 2) * size]

    def numbers(data: bytes) -> list[int]:
        return [int.from_bytes(data[at : at + 4], "little") for at in range(0, len(data), 4)]

    lists, further = numbers(file[76:512]), int.from_bytes(file[68:72], "little")
    while further < _NONE and len(lists) * size <= len(file):
        *more, further = numbers(sector(further))
        lists += more
    following = [n for one in lists if one < _NONE for n in numbers(sector(one))]

    def chain(number: int) -> bytes:
        found: list[bytes] = []
        while number < len(following) and len(found) * size <= len(file):
            found.append(sector(number))
            number = following[number]
        return b"".join(found)

    folder = chain(int.from_bytes(file[48:52], "little"))
    for at in range(0, len(folder), 128):
        name = folder[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
        if name in ("Workbook", "Book"):
            return chain(int.from_bytes(folder[at + 116 : at + 120], "little"))
    return b""


# From here on the number of a sector is no sector (MS-CFB 2.1).
_NONE = 0xFFFFFFFA


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
