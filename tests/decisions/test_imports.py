"""Decisions that exist are read out of tables, and each finds its own council."""

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import maslikhat
from maslikhat.decisions.articles import parsed
from maslikhat.decisions.imports import by_council, read
from maslikhat.decisions.imports.councils import PlaceNames, agrees
from maslikhat.decisions.imports.texts import read_text
from maslikhat.kit.refusals import Refused
from tests.decisions import files
from tests.decisions.texts import BUDGET_RU

HOUSE = Path(maslikhat.__file__).parent
DELIVERED = (HOUSE / "decisions" / "data" / "decisions_2026.csv").read_bytes()
HEAD = "kato,adopted,number,reference_ru,in_force_from,in_force_to,rate,url_ru"
GOOD = "101000000,2025-11-26,51/272-VIII,,2026-01-01,2026-12-31,0.02,https://adilet.zan.kz/rus/1"


def places() -> dict[str, PlaceNames]:
    """The names of every place that elects a maslikhat, from the files of the country."""
    folder = HOUSE / "places" / "data"
    regions, names = {}, {}
    with (folder / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            regions[row["kato"]] = row["name_ru"]
            names[row["kato"]] = PlaceNames(row["name_ru"])
    with (folder / "districts_cities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["has_council"] == "yes":
                names[row["kato"]] = PlaceNames(row["name_ru"], regions[row["parent_kato"]])
    return names


def table(*lines: str, head: str = HEAD) -> bytes:
    return "\n".join([head, *lines]).encode()


def errors(*lines: str) -> list[tuple[int, str]]:
    return [(error.line, error.column) for error in read(table(*lines)).errors]


def test_the_delivered_table_is_read_whole() -> None:
    rows, wrong = read(DELIVERED)
    assert (len(rows), wrong) == (158, [])
    first = rows[0]
    assert (first.line, first.kato, first.number) == (2, "101000000", "51/272-VIII")
    assert (first.adopted, first.rate) == (dt.date(2025, 11, 26), Decimal("0.02"))
    assert (first.in_force_from, first.in_force_to) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    numbers = {row.number for row in rows}
    assert {"33/3- VIII", "30/ 522-VIII", "8С- 44/3", "31/524-VIІІ", "54- 177"} <= numbers


def test_each_of_158_finds_its_own_council_and_its_reference_names_no_other() -> None:
    names = places()
    assert len(names) == 228
    councils = {kato: number for number, kato in enumerate(sorted(names), 1)}
    matched, wrong = by_council(read(DELIVERED).rows, councils, names)
    assert (len(matched), wrong) == (158, [])
    assert all(councils[row.kato] == council for row, council in matched)
    assert len({council for _row, council in matched}) == 158
    for row, _council in matched:
        named = [kato for kato, place in names.items() if agrees(row.reference_ru, place)]
        assert named == [row.kato], row.reference_ru


def test_a_reference_to_another_place_and_a_code_of_no_council_are_told() -> None:
    names = places()
    councils = dict.fromkeys(names, 1)
    rows = read(DELIVERED).rows
    swapped = [
        type(row)(**{**fields(row), "kato": other.kato})
        for row, other in zip(rows, [*rows[1:], rows[0]], strict=True)
    ]
    _matched, wrong = by_council(swapped, councils, names)
    assert [error.column for error in wrong] == ["reference_ru"] * 158
    sheet = read(table(GOOD.replace("101000000", "999999999")))
    assert [error.column for error in by_council(sheet.rows, councils, names).errors] == ["kato"]


def fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__slots__}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("reference", "place", "region"),
    [
        ("Решение Павлодарского областного маслихата", "Павлодарская область", ""),
        ("Решение маслихата области Абай", "область Абай", ""),
        ("Решение маслихата г. Астаны", "город Астана", ""),
        (
            "Решение маслихата района Турара Рыскулова",
            "район Турара Рыскулова",
            "Жамбылская область",
        ),
        (
            "Решение маслихата района им. Г. Мусрепова СКО",
            "район имени Габита Мусрепова",
            "область",
        ),
    ],
)
def test_a_reference_names_its_place_in_other_words_too(
    reference: str, place: str, region: str
) -> None:
    assert agrees(reference, PlaceNames(place, region))


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (GOOD.replace("101000000", "10100000"), "kato"),
        (GOOD.replace("101000000", "10100000A"), "kato"),
        (GOOD.replace("101000000", ""), "kato"),
        (GOOD.replace("2025-11-26", "26 ноября"), "adopted"),
        (GOOD.replace("2025-11-26", "2025-02-30"), "adopted"),
        (GOOD.replace("2025-11-26", "1825-11-26"), "adopted"),
        (GOOD.replace("2025-11-26", ""), "adopted"),
        (GOOD.replace("51/272-VIII", ""), "number"),
        (GOOD.replace("51/272-VIII", "=1+1"), "number"),
        (GOOD.replace("51/272-VIII", "5" * 65), "number"),
        (GOOD.replace("51/272-VIII", "5\u202e1"), "number"),
        (GOOD.replace("2026-12-31", "2025-12-31"), "in_force_to"),
        (GOOD.replace("0.02", "2"), "rate"),
        (GOOD.replace("0.02", "два"), "rate"),
        (GOOD.replace("https://adilet", "javascript:adilet"), "url_ru"),
        (
            GOOD.replace("VIII,,", "VIII,Решение от 27 ноября 2025 года № 51/272-VIII,"),
            "reference_ru",
        ),
        (
            GOOD.replace("VIII,,", "VIII,Решение от 26 ноября 2025 года № 51/273-VIII,"),
            "reference_ru",
        ),
    ],
)
def test_a_fault_is_told_by_row_and_column(line: str, column: str) -> None:
    other = GOOD.replace("51/272", "1/1")
    assert errors(other, line) == [(3, column)]
    assert all(error.sentence.endswith(".") for error in read(table(line)).errors)


def test_the_same_decision_twice_is_told_at_the_second() -> None:
    assert errors(GOOD, GOOD) == [(3, "number")]
    assert errors(GOOD, GOOD.replace("51/272-VIII", "51/272- VIII")) == []


def test_days_and_rates_are_read_as_people_write_them() -> None:
    line = GOOD.replace("2025-11-26", "26.11.2025").replace("0.02", "2 %")
    (row,) = read(table(line)).rows
    assert (row.adopted, row.rate) == (dt.date(2025, 11, 26), Decimal("0.02"))


@pytest.mark.parametrize(
    ("head", "reads"),
    [
        ("КАТО;Дата принятия;Номер", "ru"),
        ("ӘАОЖ;Қабылданған күні;Нөмірі", "kk"),
        ("\ufeffkato;adopted;number;;", "en"),
    ],
)
def test_headings_may_be_in_any_of_the_languages(head: str, reads: str) -> None:
    (row,) = read(table("101000000;24.12.2025;8С-54-1", head=head)).rows
    assert row.number == "8С-54-1", reads


def test_a_workbook_is_read_as_a_table_is() -> None:
    sheet = [
        HEAD.split(","),
        [101000000, dt.date(2025, 11, 26), "51/272-VIII", "", "", "", 0.02, ""],
    ]
    (row,) = read(files.xlsx({"А": sheet})).rows
    assert (row.kato, row.adopted, row.rate) == (
        "101000000", dt.date(2025, 11, 26), Decimal("0.02"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400), (b"kato,adopted,number", 400), (b"kato,adopted\n1,2", 400),
        (b"kato,kato,adopted,number\n1,2,3,4", 400), (b"a,b\n1,2", 400), (b"\x98\x98", 400),
        (b",".join([b"a"] * 70) + b"\n1", 400), (b" " * (5 * 1024 * 1024 + 1), 413),
        (b"kato,adopted,number\n" + b"1,2,3\n" * 10_001, 413), (b"PK\x03\x04", 400),
        (b'kato,adopted,number\n"1"2,3', 400),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused(content: bytes, status: int) -> None:
    with pytest.raises(Refused) as caught:
        read(content)
    assert caught.value.status in {status, 415}


@given(st.lists(st.lists(st.text(max_size=20), max_size=9), max_size=5))
def test_any_cells_are_rows_or_faults(cells: list[list[str]]) -> None:
    lines = [",".join(f'"{cell.replace(chr(34), "")}"' for cell in row) for row in cells]
    try:
        rows, wrong = read(table(*lines))
    except Refused:
        return
    assert len(rows) + len({error.line for error in wrong}) <= 200
    assert all(error.sentence for error in wrong)


def test_the_text_of_a_docx_and_of_a_page_is_the_text_that_was_written() -> None:
    wanted = [unit.anchor for _depth, unit in parsed(BUDGET_RU).walk()]
    plain = BUDGET_RU.split("\n\n| ")[0]
    paragraphs = [line for line in plain.splitlines() if line]
    rows = [line.strip("| ").split(" | ") for line in BUDGET_RU.splitlines() if line[:2] == "| "]
    document = files.docx(*paragraphs, table=rows)
    page = "".join(f"<p>{line}</p>" for line in paragraphs) + "".join(
        ["<table>", *("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)]
    )
    for content, extension in (
        (document, "docx"),
        (page.encode(), "html"),
        (BUDGET_RU.encode(), "txt"),
    ):
        text = parsed(read_text(content, extension))
        found = [unit.anchor for _depth, unit in text.walk()]
        assert [one for one in found if one not in {"x1-n2", "x1-n3"}] == wanted, extension


@pytest.mark.parametrize(
    ("content", "extension", "status"),
    [
        (b"%PDF-1.7", "pdf", 415), (b"", "txt", 415), ("а".encode() * 1_000_001, "txt", 413),
        (b"<p> </p>", "html", 415), (files.docx(), "docx", 415),
    ],
)  # fmt: skip
def test_a_file_without_the_text_of_a_decision_is_refused(
    content: bytes, extension: str, status: int
) -> None:
    with pytest.raises(Refused) as caught:
        read_text(content, extension)
    assert caught.value.status == status
