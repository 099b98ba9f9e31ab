"""Workbooks from strangers (XLSX, ODS, XLS): read by a child process that may take little.

python-calamine reads them; what a hostile workbook makes it take is taken in the child and ends
there. The portal itself holds one row at a time.
"""

import json
import logging
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import python_calamine
from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import child
from maslikhat.kit.workbooks.packed import is_swollen

# Rows within which a sheet has its header.
HEAD = 20
# At most so many children at once; one more waits so long for its turn.
MOST_AT_ONCE = 2
LONGEST_WAIT = 15
# By the clock, for a whole workbook.
LONGEST = 60
# Bytes that come out of a child, in all and for one row.
MOST_WRITTEN = 256 * 1024 * 1024
LONGEST_ROW = 4 * 1024 * 1024

_turns = threading.BoundedSemaphore(MOST_AT_ONCE)
_log = logging.getLogger(__name__)

# A day is text, 2024-04-01, and so is a time; an empty cell, and one with an error, is "".
Cell = str | float | bool
# A row's number as the person sees it, and its cells: as many as the sheet is wide.
Line = tuple[int, list[Cell]]


class Sheet(NamedTuple):
    """What is told of a sheet before its lines: its place among the tabs, and what is hidden.

    Hidden rows and columns are spans, from and to, counted from 1; of an XLSX alone.
    """

    number: int
    name: str
    is_hidden: bool
    rows: list[tuple[int, int]]
    columns: list[tuple[int, int]]


class Bounds(NamedTuple):
    """What a sheet may have at most: its last row and column, and letters in all its cells."""

    rows: int
    columns: int
    letters: int


def is_workbook(content: bytes) -> bool:
    """Whether the first bytes are those of a workbook, or of another ZIP archive."""
    return content.startswith(b"PK\x03\x04")


def is_old_workbook(content: bytes) -> bool:
    """Whether the first bytes are those of an XLS, or of another file of that time."""
    return content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")


def plain(cell: Cell) -> str:
    """A cell as one would write it: 1975.0 is 1975."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def lines_of_workbook(
    content: bytes, within: Bounds, is_header: Callable[[list[Cell]], object] | None = None
) -> Generator[Line, None, None]:
    """The lines of the first sheet; given `is_header`, of the first that has it, from it on.

    The header stands within the first 20 rows; no lines when no sheet has it. The child lives until
    the last line or until the generator is closed. Refused: 400 a damaged workbook, 413 one that is
    beyond the bounds or takes too much memory or time, 429 when others are being read.
    """
    yield from _read(content, lambda said: _bounded(_of_one_sheet(said, is_header), within))


def lines_of_every_sheet(
    content: bytes, within: Bounds, is_wanted: Callable[[Sheet], object] | None = None
) -> Generator[Line, None, None]:
    """The lines of all sheets, one after the other, each sheet's counted from 1.

    `within` bounds each sheet's rows and columns and the letters of all; refused as above. Given
    `is_wanted`, it is asked of every sheet before its lines, hidden ones too.
    """
    yield from _read(content, lambda said: _bounded(_of_every_sheet(said, is_wanted), within))


def _read(
    content: bytes, lines_of: Callable[[Iterator[Any]], Iterator[Line]]
) -> Generator[Line, None, None]:
    """The lines that are wanted of what a child says; the child ends with the generator."""
    if is_workbook(content) and is_swollen(content):
        raise _too_large()
    if not _turns.acquire(timeout=LONGEST_WAIT):
        raise _busy()
    try:
        reader = _started(content)
        timer = threading.Timer(LONGEST, reader.kill)
        try:
            timer.start()
            yield from lines_of(_messages(reader))
        finally:
            timer.cancel()
            reader.kill()
            # Waits for the child and closes the pipe.
            with reader:
                pass
    finally:
        _turns.release()


def _started(content: bytes) -> subprocess.Popen[bytes]:
    """The child, with the workbook as its input; nothing of our environment or folder matters."""
    library = Path(python_calamine.__file__).parents[1]
    try:
        with tempfile.TemporaryFile() as file:
            file.write(content)
            file.seek(0)
            return subprocess.Popen(  # noqa: S603 - no shell, our own words
                [sys.executable, "-I", "-S", child.__file__, str(library)],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={},
            )
    except OSError:
        _log.exception("no child for a workbook")
        raise _busy() from None


def _messages(reader: subprocess.Popen[bytes]) -> Iterator[Any]:
    """What the child says, until it says that this was all; Refused when it ends before that."""
    assert reader.stdout is not None
    left = MOST_WRITTEN
    while (line := reader.stdout.readline(LONGEST_ROW)).endswith(b"\n"):
        left -= len(line)
        if left < 0:
            raise _too_large()
        # An XLS has whole numbers too: in a cell every number is one with a point.
        message = json.loads(line, parse_int=float if line.startswith(b"[") else None)
        if message == "end":
            return
        yield message
    if len(line) == LONGEST_ROW:
        raise _too_large()
    code = reader.wait()
    if code == child.TOO_LARGE or code < 0:
        raise _too_large()
    if code != child.DAMAGED:
        _log.error("the reader of workbooks ended with %s", code)
    raise Refused(_("The workbook is damaged. Save it anew as XLSX."), status=400)


def _of_one_sheet(
    messages: Iterator[Any], is_header: Callable[[list[Cell]], object] | None
) -> Iterator[Line]:
    """The lines of the sheet that is wanted; those of others are passed over."""
    number, found = 0, False
    for message in messages:
        if isinstance(message, dict):
            if found:
                return
            number, found = 0, is_header is None
            continue
        number += 1
        if is_header and not found and number <= HEAD:
            found = bool(is_header(message))
        if found:
            yield number, message


def _of_every_sheet(
    messages: Iterator[Any], is_wanted: Callable[[Sheet], object] | None
) -> Iterator[Line]:
    """The lines of each sheet that is wanted."""
    number, wanted = 0, True
    for message in messages:
        if isinstance(message, dict):
            number, wanted = 0, is_wanted is None or bool(is_wanted(Sheet(**message)))
            continue
        number += 1
        if wanted:
            yield number, message


def _bounded(lines: Iterator[Line], within: Bounds) -> Iterator[Line]:
    """The lines, as long as they are within the bounds."""
    letters = 0
    for number, cells in lines:
        letters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if number > within.rows or len(cells) > within.columns or letters > within.letters:
            raise _too_large()
        yield number, cells


def _too_large() -> Refused:
    return Refused(
        _("The workbook is too large. Keep only the sheet that is needed, or save it as CSV."),
        status=413,
    )


def _busy() -> Refused:
    return Refused(_("Other workbooks are being read. Try again in a minute."), status=429)
