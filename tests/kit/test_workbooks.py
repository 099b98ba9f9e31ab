"""Workbooks made to hurt: none makes the portal reserve memory or time by what it claims."""

import datetime as dt
import gc
import io
import os
import resource
import signal
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from maslikhat.kit.refusals import Refused
from maslikhat.kit.workbooks import MOST_AT_ONCE, Bounds, child, lines_of_workbook, plain
from tests.kit.workbooks import LARGE, LIST, children, cost, most_taken, ods, read, saved, workbook

NAMES = "<row r='1'><c r='A1' t='inlineStr'><is><t>surname_kk</t></is></c>"
FAR = workbook(f"{NAMES}</row><row><c r='XFD1048576'><v>1</v></c></row>")
# All that a child may spend by its limits, and what the machine's count of it is late by.
SPENT = child.PROCESSOR_SECONDS + 2


@pytest.fixture(autouse=True)
def nothing_is_left_over() -> Iterator[None]:
    """No reading leaves a child behind, alive or dead; refusals are said in English."""
    with translation.override("en"):
        yield
    assert children() == []


@pytest.mark.parametrize(
    "claim",
    [
        "r='XFD1048576'",
        'r="xfd1048576"',
        'r = "XFD1048576"',
        "r='A1048576'",
        "r='XFD1'",
        "r='&#65;1048576'",
    ],
)
def test_a_cell_far_out_is_refused_however_it_is_written(claim: str) -> None:
    content = workbook(f"{NAMES}</row><row><c {claim}><v>1</v></c></row>")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = cost(partial(read, content))
    assert found.said.startswith(("413", "400"))
    assert found.peak < 2_000_000
    assert found.in_children < SPENT
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize(
    "claim", ["AAAAAAAAAA1", "A", "1", "", "A1:B2", "A0", " A1", "A99999999999"]
)
def test_a_place_that_is_none_is_damage(claim: str) -> None:
    with pytest.raises(Refused, match="damaged") as refusal:
        read(workbook(f"<row><c r='{claim}'><v>1</v></c></row>"))
    assert refusal.value.status == 400


def test_rows_numbered_beyond_reason_are_refused() -> None:
    for number in ("1048576", "9" * 5000, "-1"):
        content = workbook(f"<row r='{number}'><c><v>1</v></c></row>")
        assert cost(partial(read, content)).said


def test_a_text_shared_by_every_cell_is_counted_each_time() -> None:
    cells = "".join("<row>" + "<c t='s'><v>0</v></c>" * 64 + "</row>" for _row in range(400))
    content = workbook(cells, texts=f"<si><t>{'x' * 32_000}</t></si>")
    for within in (LIST, LARGE):
        found = cost(partial(read, content, within))
        assert found.said.startswith("413")
        assert found.peak < 40_000_000


def test_shared_texts_that_no_cell_wants_cost_the_portal_nothing() -> None:
    texts = "<si><t>тегі</t></si>" + "<si><t>filler</t></si>" * 100_000
    content = workbook("<row><c t='s'><v>0</v></c></row><row><c><v>1</v></c></row>", texts=texts)
    found = cost(partial(read, content))
    assert found.said == ""
    assert found.peak < 2_000_000


@pytest.mark.parametrize("part", ["<row/>", "<row><c/></row>", "<x>", "y" * 1000, " " * 1000])
def test_what_unpacks_to_far_more_than_it_is_costs_the_portal_nothing(part: str) -> None:
    """A part that is nothing but emptiness is read as that; it may be refused as well."""
    content = workbook(f"{NAMES}</row>" + part * min(300_000, 34_000_000 // len(part)))
    found = cost(partial(read, content))
    assert found.said[:3] in {"", "400", "413"}
    assert found.peak < 2_000_000
    assert found.in_children < SPENT


def bomb(sheet: str = "xl/worksheets/s.xml") -> bytes:
    """A workbook of a megabyte whose sheet unpacks to a gigabyte."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(FAR)) as known, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in known.namelist():
            if name != sheet:
                archive.writestr(name, known.read(name))
        with archive.open(sheet, "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData><row><c t='inlineStr'><is><t>")
            for _piece in range(1024):
                part.write(b"x" * 2**20)
            part.write(b"</t></is></c></row></sheetData></worksheet>")
    return out.getvalue()


def test_a_bomb_of_a_gigabyte_is_refused_before_anything_is_unpacked() -> None:
    content = bomb()
    found = cost(partial(read, content, LARGE))
    assert found.said.startswith("413")
    assert found.peak < 2_000_000
    assert found.in_children < 0.001


def test_a_bomb_that_lies_about_its_size_ends_within_the_childs_limits() -> None:
    content = bytearray(bomb())
    with ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("xl/worksheets/s.xml").file_size.to_bytes(4, "little")
    # As the list of parts has it.
    at = content.rindex(size)
    content[at : at + 4] = (5000).to_bytes(4, "little")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = cost(partial(read, bytes(content), LARGE))
    assert found.said.startswith("413")
    assert found.peak < 2_000_000
    assert found.in_children < child.PROCESSOR_SECONDS / 4
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize("depth", [100, 500_000])
def test_elements_nested_deep_are_no_harm(depth: int) -> None:
    content = workbook("<row>" + "<a>" * depth + "</a>" * depth + "</row>")
    assert cost(partial(read, content)).said[:3] in {"", "400", "413"}


def test_entities_are_not_expanded() -> None:
    lines = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    head = f'<!DOCTYPE x [<!ENTITY e0 "ha">{lines}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    for word in ("e9", "e0", "f"):
        sheet = f"<row><c t='inlineStr'><is><t>&{word};</t></is></c></row>"
        with pytest.raises(Refused, match="damaged"):
            read(workbook(sheet, head=head))


@pytest.mark.parametrize("packing", [ZIP_LZMA, ZIP_BZIP2])
def test_a_packing_that_reserves_memory_by_claim_is_refused(packing: int) -> None:
    with pytest.raises(Refused, match="damaged"):
        read(workbook("<row/>", packing=packing))


def test_a_sheet_beyond_its_bounds_is_refused_and_at_them_read() -> None:
    content = saved([["ab", "c"]] * 3)
    assert len(read(content, Bounds(rows=3, columns=2, letters=9))) == 3
    for within in (Bounds(2, 2, 9), Bounds(3, 1, 9), Bounds(3, 2, 8)):
        with pytest.raises(Refused, match="too large"):
            read(content, within)


def test_cells_come_as_they_are_written() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    day, moment = dt.date(2024, 4, 1), dt.datetime(2024, 4, 1, 13, 30)
    sheet.append(["a", 1975, 7.5, True, day, moment, dt.time(13, 30)])
    sheet.merge_cells("A2:B2")
    sheet["A2"] = "both"
    sheet["XFD500"].number_format = "0.00"
    out = io.BytesIO()
    book.save(out)
    first, second = read(out.getvalue())
    assert first == (1, ["a", 1975.0, 7.5, True, "2024-04-01", "2024-04-01", "13:30:00"])
    assert second == (2, ["both", *[""] * 6])
    assert list(map(plain, first[1][:4])) == ["a", "1975", "7.5", "True"]


def test_days_counted_from_1904_are_the_same_days() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    assert book.active is not None
    book.active.append([dt.date(2024, 4, 1)])
    out = io.BytesIO()
    book.save(out)
    assert read(out.getvalue()) == [(1, ["2024-04-01"])]


def test_rich_texts_and_numbers_that_are_none_are_read() -> None:
    rich = "<si><r><t>те</t></r><r><t>гі</t></r><rPh><t>no</t></rPh></si><si><t>аты</t></si>"
    cells = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>"
    names = "<c t='inlineStr'><is><t>Ким</t></is></c><c t='str'><v>Анна</v></c>"
    strange = "<row><c><v>1e999</v></c><c><v>NaN</v></c></row>"
    found = read(workbook(f"{cells}<row>{names}</row>{strange}", texts=rich))
    assert [[plain(cell) for cell in row] for _, row in found] == [
        ["тегі", "аты"], ["Ким", "Анна"], ["inf", "nan"],
    ]  # fmt: skip


def test_the_first_sheet_is_read_or_the_first_that_has_the_header() -> None:
    content = saved([["a"]], [["x"]] * 20 + [["b"]], [["x"]] * 19 + [["b", ""], ["c", 1]], [["b"]])
    assert read(content) == [(1, ["a"])]
    assert read(content, is_header=lambda row: "b" in row) == [(20, ["b", ""]), (21, ["c", 1.0])]
    assert read(content, is_header=lambda row: "nowhere" in row) == []
    assert read(saved([], [["a"]])) == []


def test_an_ods_is_read_too() -> None:
    text = "<table:table-cell office:value-type='string'><text:p>тегі</text:p></table:table-cell>"
    year = "<table:table-cell office:value-type='float' office:value='1975'/>"
    content = ods(f"<table:table-row>{text}{year}</table:table-row>")
    assert read(content) == [(1, ["тегі", 1975.0])]


@pytest.mark.parametrize(("rows", "columns"), [(10**6, 1000), (10**9, 1), (1, 10**9), (10**18, 9)])
def test_an_ods_that_repeats_its_cells_without_end_is_refused(rows: int, columns: int) -> None:
    cell = f"office:value-type='float' office:value='1' table:number-columns-repeated='{columns}'"
    row = f"<table:table-row table:number-rows-repeated='{rows}'><table:table-cell {cell}/>"
    found = cost(lambda: read(ods(f"{row}</table:table-row>" * 2)))
    assert found.said.startswith("4")
    assert found.peak < 2_000_000
    assert found.in_children < SPENT


@given(st.binary(max_size=300))
@settings(max_examples=40)
def test_no_bytes_are_more_than_damage(content: bytes) -> None:
    with pytest.raises(Refused, match="damaged"):
        read(b"PK\x03\x04" + content)


def test_a_child_killed_from_outside_is_a_refusal() -> None:
    lines = lines_of_workbook(saved([["x" * 100] * 10] * 2000), LARGE)
    next(lines)
    (number,) = children()
    os.kill(number, signal.SIGKILL)
    with pytest.raises(Refused, match="too large") as refusal:
        list(lines)
    assert refusal.value.status == 413


def test_a_reader_given_up_ends_and_gives_its_turn_back() -> None:
    content = saved([["x" * 100] * 10] * 2000)
    for _time in range(2 * MOST_AT_ONCE):
        lines = lines_of_workbook(content, LARGE)
        next(lines)
        assert len(children()) == 1
        lines.close()
        assert children() == []


def test_a_child_that_does_not_go_on_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maslikhat.kit.workbooks.LONGEST", 1.5)
    lines = lines_of_workbook(saved([["x" * 100] * 10] * 2000), LARGE)
    next(lines)
    (number,) = children()
    os.kill(number, signal.SIGSTOP)
    begun = time.monotonic()
    with pytest.raises(Refused, match="too large"):
        list(lines)
    assert time.monotonic() - begun < 5


def test_who_waits_too_long_for_a_turn_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maslikhat.kit.workbooks.LONGEST_WAIT", 0.1)
    others = [lines_of_workbook(saved([["a"]]), LIST) for _ in range(MOST_AT_ONCE)]
    for other in others:
        next(other)
    with pytest.raises(Refused, match="Try again") as refusal:
        read(saved([["a"]]))
    assert refusal.value.status == 429
    for other in others:
        other.close()
    assert read(saved([["a"]])) == [(1, ["a"])]


def test_eight_hostile_workbooks_at_once_take_two_children_and_no_more_than_theirs() -> None:
    cells = "<c t='s'><v>0</v></c>" * 64
    hungry = workbook(f"<row>{cells}</row>" * 4000, texts=f"<si><t>{'x' * 30_000}</t></si>")
    ends: list[str] = []
    # As in the server, whose objects the collector is told to leave alone.
    gc.freeze()
    threads = [
        threading.Thread(target=lambda c=content: ends.append(cost_of(c)))
        for content in [FAR, hungry] * 4
    ]
    for thread in threads:
        thread.start()
    most, memory = 0, 0
    while any(thread.is_alive() for thread in threads):
        alive = children()
        most = max(most, len(alive))
        memory = max([memory, *map(most_taken, alive)])
        time.sleep(0.005)
    gc.unfreeze()
    assert 1 <= most <= MOST_AT_ONCE
    assert memory <= child.MEMORY
    assert len(ends) == 8
    assert set(ends) <= {"413", "429"}


def cost_of(content: bytes) -> str:
    """The status of the refusal; empty when it is read."""
    try:
        read(content, LARGE)
    except Refused as refusal:
        return str(refusal.status)
    return ""


def test_neither_environment_nor_folder_of_the_server_matters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PYTHONHOME", "/nowhere")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("RUST_BACKTRACE", "full")
    monkeypatch.chdir(tmp_path)
    assert read(saved([["a"]])) == [(1, ["a"])]


def test_a_child_that_cannot_start_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    with pytest.raises(Refused, match="Try again"):
        read(saved([["a"]]))
    # One that starts and is not what it should be.
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(Refused, match="damaged"):
        read(saved([["a"]]))
