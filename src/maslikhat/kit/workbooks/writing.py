"""A table as a file to work with: CSV, or a workbook (XLSX) with one sheet.

No cell is ever a formula. The workbook is the least that ECMA-376 part 1 asks for, with
texts within their cells.
"""

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Iterable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from maslikhat.kit.texts import begins_a_formula

# What a cell of a workbook may hold; a longer text is cut, and says so by its end.
LONGEST_CELL = 32_767
# The file does not depend on the moment it is made in.
_MOMENT = (1980, 1, 1, 0, 0, 0)
Cell = str | int | Decimal | dt.date | None
# The mark by which spreadsheets know UTF-8.
MARK = "\ufeff".encode()

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPEN = "http://schemas.openxmlformats.org"
_TYPES = (
    f'{_HEAD}<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = f"{_OPEN}/officeDocument/2006/relationships"
_RELS = f'{_HEAD}<Relationships xmlns="{_OPEN}/package/2006/relationships">'
_ROOT = (
    f'{_RELS}<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
_BOOK_RELS = (
    f'{_RELS}<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)
_MAIN = f"{_OPEN}/spreadsheetml/2006/main"


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as CSV in UTF-8, with the mark by which spreadsheets know it."""
    told = io.StringIO(newline="")
    lines = csv.writer(told)
    lines.writerow([_inert(cell) for cell in header])
    lines.writerows([_inert(cell) for cell in row] for row in rows)
    return MARK + told.getvalue().encode()


def workbook_of(name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The table as the only sheet of a workbook; days are written 2026-04-01."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in (
            ("[Content_Types].xml", _TYPES),
            ("_rels/.rels", _ROOT),
            ("xl/workbook.xml", _book(name)),
            ("xl/_rels/workbook.xml.rels", _BOOK_RELS),
            ("xl/worksheets/sheet1.xml", _sheet([header, *rows])),
        ):
            archive.writestr(zipfile.ZipInfo(path, _MOMENT), text, zipfile.ZIP_DEFLATED)
    return told.getvalue()


def _book(name: str) -> str:
    # A sheet has at most 31 letters, and none of these.
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\'")[:31] or "1"
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{escape(plain, {chr(34): "&quot;"})}" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>"
    )


def _sheet(rows: Iterable[Sequence[Cell]]) -> str:
    lines = ("".join(("<row>", *map(_cell, row), "</row>")) for row in rows)
    return "".join(
        (_HEAD, f'<worksheet xmlns="{_MAIN}"><sheetData>', *lines, "</sheetData></worksheet>")
    )


def _cell(cell: Cell) -> str:
    if cell is None or cell == "":
        return "<c/>"
    if isinstance(cell, int | Decimal):
        return f"<c><v>{cell}</v></c>"
    text = escape(_printable(str(cell))[:LONGEST_CELL])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _printable(text: str) -> str:
    """Without what XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or " " <= sign not in "\ufffe\uffff")


def _inert(cell: Cell) -> Cell:
    """A text that a spreadsheet would take for a formula is marked as a text."""
    return f"'{cell}" if isinstance(cell, str) and begins_a_formula(cell) else cell
