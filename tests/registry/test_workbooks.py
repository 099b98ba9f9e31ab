"""Workbooks made to hurt: none makes the portal reserve memory or time by what it claims."""

import datetime as dt
import io
import resource
import time
import tracemalloc
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from openpyxl import Workbook

from maslikhat.kit.refusals import Refused
from maslikhat.registry import imports

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = "<row r='1'><c r='A1' t='inlineStr'><is><t>surname_kk</t></is></c>"


def workbook(sheet: str, *, texts: str = "", head: str = "", packing: int = ZIP_DEFLATED) -> bytes:
    """A workbook with these rows and shared texts, written by hand."""
    out = io.BytesIO()
    with ZipFile(out, "w", packing) as archive:
        archive.writestr(
            "xl/workbook.xml",
            f"<workbook xmlns='{MAIN}' xmlns:r='{OFFICE}'><sheets>"
            "<sheet name='a' sheetId='1' r:id='rId1'/></sheets></workbook>",
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            f"<Relationship Id='rId1' Type='{OFFICE}/worksheet' Target='worksheets/s.xml'/>"
            f"<Relationship Id='rId2' Type='{OFFICE}/sharedStrings' Target='/xl/texts.xml'/>"
            "</Relationships>",
        )
        archive.writestr(
            "xl/worksheets/s.xml",
            f"{head}<worksheet xmlns='{MAIN}'><dimension ref='A1:XFD1048576'/>"
            f"<sheetData>{sheet}</sheetData></worksheet>",
        )
        archive.writestr("xl/texts.xml", f"{head}<sst xmlns='{MAIN}' count='1'>{texts}</sst>")
    return out.getvalue()


def cost(read: Callable[[], object]) -> tuple[str, float, int]:
    """What a reading ends with: the refusal, its seconds, the bytes it held at most."""
    tracemalloc.start()
    begun, said = time.process_time(), ""
    try:
        read()
    except Refused as refusal:
        said = str(refusal)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return said, time.process_time() - begun, peak


@pytest.mark.parametrize(
    "claim",
    [
        "r='XFD1048576'",
        'r="xfd1048576"',
        'r = "XFD1048576"',
        'r=" XFD1048576 "',
        "r='A1048576'",
        "r='XFD1'",
        "r='A0'",
        "r='&#65;1048576'",
    ],
)
def test_a_cell_far_out_is_refused_however_it_is_written(claim: str) -> None:
    content = workbook(f"{NAMES}</row><row><c {claim}><v>1</v></c></row>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    said, _seconds, peak = cost(lambda: imports.read(content))
    assert "too large" in said
    assert peak < 8_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


@pytest.mark.parametrize("claim", ["AAAAAAAAAA1", "A", "1", "", "A1:B2", "A99999999999"])
def test_a_place_that_is_none_is_damage(claim: str) -> None:
    with pytest.raises(Refused, match="damaged"):
        imports.read(workbook(f"<row><c r='{claim}'><v>1</v></c></row>"))


def test_rows_numbered_beyond_reason_are_refused() -> None:
    for number in ("1048576", "9" * 5000, "-1"):
        content = workbook(f"<row r='{number}'><c><v>1</v></c></row>")
        assert cost(lambda content=content: imports.read(content))[0]


def test_a_text_shared_by_every_cell_is_counted_each_time() -> None:
    cells = "".join("<row>" + "<c t='s'><v>0</v></c>" * 64 + "</row>" for _row in range(400))
    content = workbook(cells, texts=f"<si><t>{'x' * 32_000}</t></si>")
    said, seconds, peak = cost(lambda: imports.read(content))
    assert "too large" in said
    assert seconds < 10
    assert peak < 60_000_000


def test_shared_texts_that_no_cell_wants_are_passed_over() -> None:
    texts = "<si><t>тегі</t></si>" + "<si><t>filler</t></si>" * 100_000
    content = workbook("<row><c t='s'><v>0</v></c></row><row><c><v>1</v></c></row>", texts=texts)
    said, _seconds, peak = cost(lambda: imports.read(content))
    assert said == ""
    assert peak < 30_000_000


@pytest.mark.parametrize("part", ["<row/>", "<row><c/></row>", "<x>", "y" * 1000, " " * 1000])
def test_what_unpacks_to_more_than_any_list_is_refused(part: str) -> None:
    content = workbook(part * min(300_000, 34_000_000 // len(part)))
    said, _seconds, peak = cost(lambda: imports.read(content))
    assert "too large" in said
    assert peak < 60_000_000


def test_entities_are_not_expanded() -> None:
    lines = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE x [<!ENTITY e0 "ha">{lines}]>'
    sheet = "<row><c t='inlineStr'><is><t>&e9;</t></is></c></row>"
    with pytest.raises(Refused, match="damaged"):
        imports.read(workbook(sheet, head=head))


def test_a_packing_that_reserves_memory_by_claim_is_refused() -> None:
    with pytest.raises(Refused, match="damaged"):
        imports.read(workbook("<row/>", packing=ZIP_LZMA))


def test_numbers_days_and_rich_texts_are_read_as_written() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["тегі", "аты", "Туған жылы", "округ", "from"])
    sheet.append(["Ким", "Виктор", 1981, 7.0, dt.datetime(2024, 4, 1, 13, 30)])
    sheet["XFD500"].number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    (found,) = imports.read(out.getvalue()).rows
    assert (found.birth_year, found.constituency) == (1981, 7)
    assert found.from_day == dt.date(2024, 4, 1)
    rich = "<si><r><t>те</t></r><r><t>гі</t></r><rPh><t>no</t></rPh></si><si><t>аты</t></si>"
    cells = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"
    names = "<c t='inlineStr'><is><t>Ким</t></is></c><c t='str'><v>Анна</v></c>"
    (found,) = imports.read(workbook(f"{cells}<row>{names}</row>", texts=rich)).rows
    assert found.names_in("kk")[:2] == ("Ким", "Анна")
