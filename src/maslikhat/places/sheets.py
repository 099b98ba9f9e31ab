"""Reading a table out of a file, CSV or workbook as its first bytes say, rows with their numbers.

A CSV is UTF-8 with commas; of a workbook the first sheet counts that has the header within its
first 20 rows. What cannot be read is refused with the row and the reason.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from maslikhat.kit.refusals import Refused

LARGEST = 32 * 1024 * 1024
LARGEST_UNPACKED = 256 * 1024 * 1024

# A line of a file: its number as the person sees it, and its cells.
Line = tuple[int, Sequence[Any]]


def lines_of(content: bytes, is_header: Callable[[Sequence[Any]], object]) -> Iterator[Line]:
    """The lines of a file, the header first; none when no sheet of a workbook has the header."""
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than a classifier can be."), status=413)
    return _sheet(content, is_header) if content.startswith(b"PK\x03\x04") else _text(content)


def fits(number: int, has: int, needs: int) -> None:
    """Refuse a row with more or fewer cells than the header: a last one may have been cut short."""
    if has != needs:
        refuse(
            number,
            _("it has %(has)s columns instead of %(needs)s") % {"has": has, "needs": needs},
        )


def plain(cell: Any) -> str:
    """A cell as text: numbers of a workbook without their decimal point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def refuse(number: int, reason: str) -> NoReturn:
    """Refuse the file for a reason that is in one of its rows."""
    raise Refused(
        _("Row %(row)s: %(reason)s. Nothing was changed.") % {"row": number, "reason": reason},
        status=422,
    )


def _text(content: bytes) -> Iterator[Line]:
    """The lines of a CSV."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content[: error.start].count(b"\n") + 1
        raise Refused(
            _("Row %(row)s: not text in UTF-8. Save the table as CSV UTF-8.") % {"row": number},
            status=422,
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        refuse(reader.line_num, _("the line is not CSV"))


def _sheet(content: bytes, is_header: Callable[[Sequence[Any]], object]) -> Iterator[Line]:
    """The lines of the first sheet of a workbook that has the header."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise Refused(_("The file is larger than a classifier can be."), status=413)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            start = next((n for n, row in enumerate(rows[:20]) if is_header(row)), None)
            if start is not None:
                return iter([(n, row) for n, row in enumerate(rows[start:], start + 1)])
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(
            _("The workbook is damaged and cannot be read. Fetch it anew."), status=422
        ) from None
    return iter(())
