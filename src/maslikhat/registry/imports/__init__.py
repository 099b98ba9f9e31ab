"""Reading a list of deputies out of a file: CSV, XLSX or Popolo JSON; nothing is written here.

What is not a name, a year or a day is said by row and column; only `Refused` leaves this package.
"""

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import Bounds, is_workbook, lines_of_workbook, plain
from maslikhat.registry.imports.files import MOST_ROWS, decoded, table_of_csv
from maslikhat.registry.imports.popolo import rows_of_popolo
from maslikhat.registry.imports.rows import (
    COLUMNS,
    MOST_COLUMNS,
    DeputyRow,
    RowError,
    Sheet,
    by_headings,
    checked,
)

__all__ = ["COLUMNS", "LARGEST", "MOST_ROWS", "DeputyRow", "RowError", "Sheet", "read"]

LARGEST = 1024 * 1024
# Of a workbook: the heading and two empty rows more, and as many letters as a CSV.
WITHIN = Bounds(rows=MOST_ROWS + 3, columns=MOST_COLUMNS, letters=LARGEST)


def read(content: bytes) -> Sheet:
    """The deputies in a file of at most 1 MB and 400 rows: CSV, XLSX or Popolo JSON.

    Raises Refused when the file as a whole cannot be read; the faults of single rows are listed.
    """
    if len(content) > LARGEST:
        raise Refused(_("The file is larger than 1 MB. A list of deputies is smaller."), status=413)
    if is_workbook(content):
        lines = lines_of_workbook(content, WITHIN)
        raw = by_headings([[plain(cell) for cell in cells] for _line, cells in lines])
    else:
        text = decoded(content)
        raw = (
            rows_of_popolo(text)
            if text.lstrip()[:1] in {"{", "["}
            else by_headings(table_of_csv(text))
        )
    if not raw:
        raise Refused(_("The file has no rows."), status=400)
    if len(raw) > MOST_ROWS:
        raise Refused(_("The file has more than %(most)s rows.") % {"most": MOST_ROWS}, status=413)
    return checked(raw)
