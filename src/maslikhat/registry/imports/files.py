"""Out of the bytes of a file, the table in it: CSV in any of its encodings, or a workbook."""

import csv
import datetime as dt
import io
import re
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from python_calamine import CalamineError, load_workbook

from maslikhat.kit.refusals import Refused

MOST_ROWS = 400
LARGEST_SHEET = 32 * 1024 * 1024


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the Kazakh Windows-1251 (KZ-1048)."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if content.startswith(mark):
            return _decoded(content, encoding)
    # UTF-16 without its mark: every other byte of a comma, a digit or a line end is zero.
    if b"\x00" in content:
        low_first = content[1::2].count(0) >= content[::2].count(0)
        return _decoded(content, "utf-16-le" if low_first else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "kz1048")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(
            _("The letters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX."),
            status=415,
        ) from None


def table_of_csv(text: str) -> list[list[str]]:
    """The rows of a CSV that is parted by commas, semicolons or tabs."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        return [row for _number, row in zip(range(MOST_ROWS + 3), reader, strict=False)]
    except csv.Error as error:
        raise Refused(
            _("The file is not a proper CSV: %(reason)s.") % {"reason": error}, status=400
        ) from None


def table_of_workbook(content: bytes) -> list[list[str]]:
    """The rows of the first sheet of a workbook."""
    _refuse_monsters(content)
    try:
        workbook = load_workbook(io.BytesIO(content))
        rows = workbook.get_sheet_by_index(0).to_python(nrows=MOST_ROWS + 3)
    except (CalamineError, OSError, ValueError, IndexError, KeyError):
        raise _damaged() from None
    except BaseException as error:
        # The reader is written in Rust: where it gives up, it raises outside of Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged() from None
    return [[_written(cell) for cell in row] for row in rows]


def _refuse_monsters(content: bytes) -> None:
    """Refuse a workbook too large, or with a cell far out: the reader fills all between."""
    left = LARGEST_SHEET
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                with archive.open(member) as part:
                    unpacked = part.read(left + 1)
                left -= len(unpacked)
                if left < 0 or any(
                    len(column) > 2 or int(row) > 10_000
                    for column, row in re.findall(rb'\br="([A-Z]{1,9})(\d{1,9})"', unpacked)
                ):
                    raise Refused(_("The sheet is too large."), status=413)
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError, EOFError):
        raise _damaged() from None
    except Exception as error:
        if type(error).__module__ != "zlib":
            raise
        raise _damaged() from None


def _damaged() -> Refused:
    return Refused(_("The workbook is damaged. Save it anew as XLSX."), status=400)


def _written(cell: Any) -> str:
    """A cell of a workbook as one would write it: 1975.0 is 1975, a moment is its day."""
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    return str(cell)
