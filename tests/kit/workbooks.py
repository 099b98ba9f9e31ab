"""Workbooks written by hand, well and ill, and what it costs to read them."""

import io
import resource
import time
import tracemalloc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import Bounds, Line, child, lines_of_workbook

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = f"<Relationships xmlns='{PACKAGE}/relationships'>"
LIST = Bounds(rows=403, columns=64, letters=1024 * 1024)
LARGE = Bounds(rows=250_000, columns=256, letters=32 * 1024 * 1024)


def workbook(sheet: str, *, texts: str = "", head: str = "", packing: int = ZIP_DEFLATED) -> bytes:
    """A workbook with these rows and shared texts."""
    parts = {
        "[Content_Types].xml": f"<Types xmlns='{PACKAGE}/content-types'/>",
        "_rels/.rels": f"{RELATIONS}<Relationship Id='rId1' Type='{OFFICE}/officeDocument'"
        " Target='xl/workbook.xml'/></Relationships>",
        "xl/workbook.xml": f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>"
        "<sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{RELATIONS}"
        f"<Relationship Id='rId1' Type='{OFFICE}/worksheet' Target='worksheets/s.xml'/>"
        f"<Relationship Id='rId2' Type='{OFFICE}/sharedStrings' Target='sharedStrings.xml'/>"
        "</Relationships>",
        "xl/worksheets/s.xml": f"{head}<worksheet xmlns='{MAIN}'>"
        f"<dimension ref='A1:XFD1048576'/><sheetData>{sheet}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"{head}<sst xmlns='{MAIN}' count='1'>{texts}</sst>",
    }
    out = io.BytesIO()
    with ZipFile(out, "w", packing) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def ods(rows: str) -> bytes:
    """A workbook of the other family of offices, with these rows."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content xmlns:office='{names}:office:1.0'"
            f" xmlns:table='{names}:table:1.0' xmlns:text='{names}:text:1.0'><office:body>"
            f"<office:spreadsheet><table:table table:name='a'>{rows}</table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


def saved(*sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these sheets of rows, as an office writes it."""
    book = Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(f"s{number}")
        for row in rows:
            sheet.append(list(row))
    book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(
    content: bytes, within: Bounds = LIST, is_header: Callable[[Any], object] | None = None
) -> list[Line]:
    """All the lines."""
    return list(lines_of_workbook(content, within, is_header))


class Cost(NamedTuple):
    """What a reading ended with: the refusal, its seconds here and in children, bytes held here."""

    said: str
    seconds: float
    in_children: float
    peak: int


def cost(reading: Callable[[], object]) -> Cost:
    """The cost of a reading, refused or not."""
    tracemalloc.start()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun, said = time.process_time(), ""
    try:
        reading()
    except Refused as refusal:
        said = f"{refusal.status} {refusal}"
    seconds, peak = time.process_time() - begun, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(said, seconds, spent, peak)


def children() -> list[int]:
    """The readers that live now, or have ended and are still waited for."""
    listed = [
        int(number)
        for path in Path("/proc/self/task").glob("*/children")
        for number in _read(path).split()
    ]
    return [number for number in listed if _is_reader(number)]


def _read(path: Path) -> str:
    """What a file of a thread says; nothing once the thread has ended."""
    try:
        return path.read_text()
    except OSError:
        return ""


def _is_reader(number: int) -> bool:
    try:
        words = Path(f"/proc/{number}/cmdline").read_bytes()
        # What has ended has no words any more.
        return not words or child.__file__.encode() in words
    except OSError:
        return False


def most_taken(number: int) -> int:
    """Bytes of memory that a living child has taken at most; 0 when it is gone."""
    try:
        status = Path(f"/proc/{number}/status").read_text()
    except OSError:
        return 0
    return next((int(x.split()[1]) * 1024 for x in status.splitlines() if "VmHWM" in x), 0)
