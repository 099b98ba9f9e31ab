"""The rows of a file: XLSX, ODS and XLS by the child that reads workbooks, CSV as it streams."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import (
    Bounds,
    Sheet,
    is_old_workbook,
    is_workbook,
    lines_of_every_sheet,
)
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.lines import Row

# What a page takes in; the command line takes the files of a whole country.
LARGEST_ON_PAGE, MOST_ROWS_ON_PAGE = 20 * 1024 * 1024, 60_000
LARGEST, MOST_ROWS = 1024 * 1024 * 1024, 5_000_000
WITHIN = Bounds(rows=1_048_576, columns=64, letters=256 * 1024 * 1024)
# So many hidden places are told by number.
MOST_SPANS = 20
# Enough of a CSV to tell what parts its columns.
HEAD = 20
# How pages and documents begin that bear the ending of a workbook.
_NO_TABLES = (b"<", b"%pdf", b"{\\rtf", b"mime-version:")
MARKS = 100
# Signs that stand in no text: no database, and no workbook, takes them all.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def rows_of(content: bytes, findings: Findings, most: int = MOST_ROWS) -> Iterator[Row]:
    """Sheet, row and cells of every row; Refused (4xx) where the file cannot be read.

    Rows and columns that are hidden are rows like others, for totals count them; a sheet that is
    hidden is mostly an earlier draft, and is left out. Either is found.
    """
    if is_workbook(content) or is_old_workbook(content):
        rows = _of_workbook(content, findings)
    else:
        rows = _of_csv(content)
    yield from islice(rows, most)
    if next(rows, None) is not None:
        raise Refused(
            _("The file has more than %(most)s rows. Part it by councils or by years.")
            % {"most": most},
            status=413,
        )


def kind_of(content: bytes) -> tuple[str, str]:
    """The media type and the ending of the file, as its first bytes say."""
    if is_old_workbook(content):
        return "application/vnd.ms-excel", "xls"
    if is_workbook(content):
        if b"mimetypeapplication/vnd.oasis" in content[:100]:
            return "application/vnd.oasis.opendocument.spreadsheet", "ods"
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"
    return "text/csv", "csv"


def _of_workbook(content: bytes, findings: Findings) -> Iterator[Row]:
    begun: list[Sheet] = []

    def is_wanted(sheet: Sheet) -> bool:
        begun.append(sheet)
        _tell_hidden(sheet, findings)
        return not sheet.is_hidden

    for number, cells in lines_of_every_sheet(content, WITHIN, is_wanted):
        yield begun[-1].number, number, cells


def _tell_hidden(sheet: Sheet, findings: Findings) -> None:
    if sheet.is_hidden:
        findings.warn(sheet.number, 0, "", "hidden_sheet", name=sheet.name[:60])
        return
    if sheet.rows:
        findings.warn(sheet.number, 0, "", "hidden_rows", places=_spans(sheet.rows, str))
    if sheet.columns:
        places = _spans(sheet.columns, _letters)
        findings.warn(sheet.number, 0, "", "hidden_columns", places=places)


def _spans(spans: Sequence[tuple[int, int]], shown: Callable[[int], str]) -> str:
    """Places as people write them: 14–18, 30; the first of many."""
    told = [
        shown(first) if first == last else f"{shown(first)}–{shown(last)}"
        for first, last in spans[:MOST_SPANS]
    ]
    return ", ".join([*told, "…"] if len(spans) > MOST_SPANS else told)


def _letters(column: int) -> str:
    """A column as a spreadsheet calls it: 28 is AB."""
    letters = ""
    while column:
        column, at = divmod(column - 1, 26)
        letters = f"{chr(ord('A') + at)}{letters}"
    return letters


def _of_csv(content: bytes) -> Iterator[Row]:
    if content[:MARKS].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_NO_TABLES):
        raise Refused(
            _(
                "This is a web page, a PDF or a text document, whatever its name says. Open it in"
                " a program for tables and save it as XLSX."
            ),
            status=415,
        )
    encoding = _encoding(content)
    with io.TextIOWrapper(io.BytesIO(content), encoding, newline="") as text:
        try:
            first = list(islice(text, HEAD))
            delimiter = max(",;\t|", key="".join(first).count)
            text.seek(0)
            reader = csv.reader(text, delimiter=delimiter, strict=True)
            last = 0
            for cells in reader:
                if len(cells) > WITHIN.columns:
                    raise Refused(
                        _("Row %(row)s has more than %(most)s columns. Leave those that are read.")
                        % {"row": last + 1, "most": WITHIN.columns},
                        status=413,
                    )
                # Where a cell has lines of its own, a row is known by its first line.
                yield 1, last + 1, cells
                last = reader.line_num
        except UnicodeDecodeError:
            raise _unreadable() from None
        except csv.Error as error:
            raise Refused(
                _("The file is not a proper CSV: %(reason)s.") % {"reason": error}, status=400
            ) from None


def _encoding(content: bytes) -> str:
    """UTF-8, UTF-16 by its mark, or the Kazakh Windows-1251."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if _CONTROLS.search(content):
        raise _unreadable()
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "kz1048"
    return "utf-8-sig"


def _unreadable() -> Refused:
    return Refused(
        _("The letters of the file cannot be read. Save it as CSV in UTF-8, or as XLSX."),
        status=415,
    )
