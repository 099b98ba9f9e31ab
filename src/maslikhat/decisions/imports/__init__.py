"""Reading decisions that exist already: a table of them, and the text of one; nothing is written.

What is not a day, a number or a council is said by row and column; only `Refused` leaves this
package.
"""

import csv
import io

from django.utils.translation import gettext as _

from maslikhat.decisions.imports.councils import Matching, by_council
from maslikhat.decisions.imports.rows import (
    COLUMNS,
    MOST_COLUMNS,
    DecisionRow,
    RowError,
    Sheet,
    by_headings,
    checked,
)
from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import Bounds, is_workbook, lines_of_workbook, plain
from maslikhat.registry.imports.files import decoded

__all__ = ["COLUMNS", "DecisionRow", "Matching", "RowError", "Sheet", "by_council", "read"]

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 10_000
WITHIN = Bounds(rows=MOST_ROWS + 3, columns=MOST_COLUMNS, letters=LARGEST)


def read(content: bytes) -> Sheet:
    """The decisions in a table of at most 5 MB and 10,000 rows: CSV or XLSX.

    Raises Refused when the file as a whole cannot be read; the faults of single rows are listed.
    """
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than 5 MB. Part the table by years."), status=413)
    if is_workbook(content):
        lines = lines_of_workbook(content, WITHIN)
        raw = by_headings((line, [plain(cell) for cell in cells]) for line, cells in lines)
    else:
        raw = by_headings(_lines_of_csv(decoded(content)))
    if not raw:
        raise Refused(_("The file has no rows."), status=400)
    if len(raw) > MOST_ROWS:
        raise Refused(
            _("The file has more than %(most)s rows. Part the table by years.")
            % {"most": MOST_ROWS},
            status=413,
        )
    return checked(raw)


def _lines_of_csv(text: str) -> list[tuple[int, list[str]]]:
    """The lines of a CSV that is parted by commas, semicolons or tabs, with their numbers."""
    first = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for cells in reader:
            lines.append((reader.line_num, cells))
            if len(lines) > MOST_ROWS + 2:
                break
    except csv.Error as error:
        raise Refused(
            _("The file is not a proper CSV: %(reason)s.") % {"reason": error}, status=400
        ) from None
    return lines
