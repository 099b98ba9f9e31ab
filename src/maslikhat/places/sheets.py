"""Reading a table out of a file, CSV or workbook as its first bytes say, rows with their numbers.

A CSV is UTF-8 with commas; of a workbook the first sheet counts that has the header within its
first 20 rows. What cannot be read is refused with the row and the reason.
"""

import csv
import io
from collections.abc import Callable, Generator, Sequence
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import Bounds, is_workbook, lines_of_workbook

LARGEST = 32 * 1024 * 1024
# Of a workbook: more rows than a classifier may have, and as many letters as a CSV.
WITHIN = Bounds(rows=250_000, columns=256, letters=LARGEST)

# A line of a file: its number as the person sees it, and its cells.
Line = tuple[int, Sequence[Any]]


def lines_of(
    content: bytes, is_header: Callable[[Sequence[Any]], object]
) -> Generator[Line, None, None]:
    """The lines of a file, the header first; none when no sheet of a workbook has the header."""
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than a classifier can be."), status=413)
    if is_workbook(content):
        return lines_of_workbook(content, WITHIN, is_header)
    return _text(content)


def fits(number: int, has: int, needs: int) -> None:
    """Refuse a row with more or fewer cells than the header: a last one may have been cut short."""
    if has != needs:
        refuse(
            number,
            _("it has %(has)s columns instead of %(needs)s") % {"has": has, "needs": needs},
        )


def refuse(number: int, reason: str) -> NoReturn:
    """Refuse the file for a reason that is in one of its rows."""
    raise Refused(
        _("Row %(row)s: %(reason)s. Nothing was changed.") % {"row": number, "reason": reason},
        status=422,
    )


def _text(content: bytes) -> Generator[Line, None, None]:
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
