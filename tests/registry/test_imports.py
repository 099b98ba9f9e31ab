"""Lists of deputies: read in any encoding, said wrong row by row, entered whole or not at all."""

import datetime as dt
import io
import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.registry import actions, imports
from maslikhat.registry.models import Mandate, Person
from maslikhat.registry.plans import plan
from tests.registry.cast import DIGEST, Cast, row

HEAD = ["тегі", "аты", "әкесінің аты", "Туған жылы", "округ", "партия"]
GALYM = ["Ғалымов", "Өмірбек", "Қайратұлы", "1970", "6", "Ауыл"]
IVANOV = ["Ким", "Виктор", "", "1981", "7", ""]
LATER = dt.date(2024, 5, 1)


def csv_of(*rows: list[str], delimiter: str = ";") -> str:
    """A CSV text."""
    return "\r\n".join(delimiter.join(cells) for cells in rows) + "\r\n"


def workbook_of(*rows: list[Any]) -> bytes:
    """An XLSX file."""
    workbook = Workbook()
    assert workbook.active is not None
    for cells in rows:
        workbook.active.append(cells)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048"]
)
def test_a_csv_is_read_in_every_encoding_and_with_every_delimiter(
    encoding: str, delimiter: str
) -> None:
    sheet = imports.read(csv_of(HEAD, GALYM, IVANOV, delimiter=delimiter).encode(encoding))
    assert sheet.errors == []
    first, second = sheet.rows
    assert first.names_in("kk") == ("Ғалымов", "Өмірбек", "Қайратұлы")
    assert (first.birth_year, first.constituency, first.party, first.line) == (1970, 6, "Ауыл", 2)
    assert second.patronymic_kk == ""


def test_a_russian_list_in_windows_1251_is_read() -> None:
    text = csv_of(["фамилия", "имя", "округ"], ["Щёголев", "Пётр", "№ 3"])
    (found,) = imports.read(text.encode("cp1251")).rows
    assert (found.surname_ru, found.given_ru, found.constituency) == ("Щёголев", "Пётр", 3)


def test_a_workbook_is_read_with_its_numbers_and_days() -> None:
    sheet = imports.read(
        workbook_of([*HEAD, "from"], ["Ким", "Виктор", None, 1981, 7.0, None, dt.date(2024, 4, 1)])
    )
    (found,) = sheet.rows
    assert (found.birth_year, found.constituency) == (1981, 7)
    assert found.from_day == dt.date(2024, 4, 1)


def test_popolo_is_read_and_only_the_year_of_a_birthday_is_kept() -> None:
    document = {
        "persons": [
            {
                "id": "a", "family_name": "Ғалымов", "given_name": "Өмірбек",
                "patronymic_name": "Қайратұлы", "birth_date": "1970-05-17",
                "other_names": [{"lang": "ru", "family_name": "Галымов", "given_name": "Омирбек"}],
            }
        ],
        "memberships": [
            {"person_id": "a", "on_behalf_of_id": "auyl", "area_id": "constituency:6",
             "start_date": "2024-04-01"}
        ],
    }  # fmt: skip
    (found,) = imports.read(json.dumps(document).encode()).rows
    assert found.birth_year == 1970
    assert found.names_in("ru")[:2] == ("Галымов", "Омирбек")
    assert (found.constituency, found.party) == (6, "auyl")
    assert "05-17" not in str(found)


@pytest.mark.parametrize(
    ("column", "cell", "why"),
    [
        ("birth_year", "70", "four digits"),
        ("birth_year", "1970-05-17", "not a number"),
        ("constituency", "five", "not a number"),
        ("constituency", "9" * 40, "not a number"),
        ("from_day", "31.02.2024", "Write the day"),
        ("from_day", "yesterday", "Write the day"),
        ("surname_kk", "Я" * 65, "too long"),
        ("surname_kk", '=HYPERLINK("http://x")', "no name has"),
        ("surname_kk", "+7 701", "no name has"),
        ("surname_kk", "<script>", "no name has"),
        ("surname_kk", "--", "no name has"),
        ("about_ru", "=1+1", "does not begin"),
        ("about_ru", "я" * 4001, "too long"),
        ("work_email", "nobody", "not an e-mail"),
        ("given_kk", "Ер\x07жан", "not text"),
        ("given_kk", "Ер\x00жан", "not text"),
    ],
)
def test_a_bad_cell_is_said_with_row_and_column(column: str, cell: str, why: str) -> None:
    columns = {"surname_kk": "Ким", "given_kk": "Виктор", column: cell}
    quoted = ['"' + value.replace('"', '""') + '"' for value in columns.values()]
    sheet = imports.read(csv_of(list(columns), quoted).encode())
    (error,) = sheet.errors
    assert (error.line, error.column) == (2, column)
    assert why in error.sentence
    assert sheet.rows == []


def test_a_row_without_a_name_is_said() -> None:
    (error,) = imports.read(csv_of(HEAD, ["", "Ержан", "", "", "6", ""]).encode()).errors
    assert "surname and given name" in error.sentence


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no rows"),
        (b"\n\n;;;\n", "no rows"),
        (csv_of(HEAD).encode(), "no rows"),
        (csv_of([*HEAD, "ИИН"], [*GALYM, "850101300015"]).encode(), "not known"),
        (csv_of([*HEAD, "аты"], [*GALYM, "x"]).encode(), "twice"),
        (csv_of(HEAD, *[GALYM] * 401).encode(), "more than 400"),
        (b"x" * (1024 * 1024 + 1), "larger than 1 MB"),
        (b'a,b\n"unclosed', "proper CSV"),
        (b"{", "proper JSON"),
        (b"[" * 100_000, "proper JSON"),
        (b'{"persons": 5}', "no list"),
        (b"PK\x03\x04 nothing", "damaged"),
        (b"\xff\xfe\x00", "cannot be read"),
        (b"\x98\x98\x98", "cannot be read"),
    ],
)
def test_a_bad_file_is_refused_as_a_whole(content: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        imports.read(content)


def test_a_workbook_with_a_cell_at_the_end_of_the_world_is_refused() -> None:
    workbook = Workbook()
    assert workbook.active is not None
    workbook.active["XFD1048576"] = "x"
    workbook.active["A1"] = "x"
    out = io.BytesIO()
    workbook.save(out)
    with pytest.raises(Refused, match="too large"):
        imports.read(out.getvalue())


QUICK = settings(max_examples=60)
KEYS = [
    *imports.COLUMNS, "persons", "memberships", "id", "other_names", "lang", "family_name",
    "given_name",
]  # fmt: skip
cells = st.text(max_size=80) | st.sampled_from(["1", "2023-03-19", "=cmd()", "Ким", "amanat", "-"])


@QUICK
@given(st.binary(max_size=400) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_no_bytes_do_more_than_be_refused(content: bytes) -> None:
    try:
        sheet = imports.read(content)
    except Refused as refusal:
        assert 400 <= refusal.status < 500
    else:
        assert sheet.rows or sheet.errors


@QUICK
@given(st.integers(0, 6000), st.integers(0, 255))
def test_no_damage_to_a_workbook_does_more_than_be_refused(place: int, byte: int) -> None:
    content = bytearray(workbook_of(HEAD, GALYM, IVANOV))
    content[place % len(content)] = byte
    try:
        imports.read(bytes(content))
    except Refused as refusal:
        assert 400 <= refusal.status < 500


@QUICK
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | cells,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)
        ),
        max_leaves=12,
    )
)
def test_no_json_does_more_than_be_refused(document: Any) -> None:
    for wrapped in (document, {"persons": [document], "memberships": [document]}):
        try:
            imports.read(json.dumps(wrapped).encode())
        except Refused as refusal:
            assert 400 <= refusal.status < 500


@QUICK
@given(st.lists(st.lists(cells, min_size=6, max_size=6), min_size=1, max_size=4))
def test_no_cells_change_anything_unless_all_are_right(cast: Cast, table: list[list[str]]) -> None:
    before = (Person.objects.count(), Mandate.objects.count(), Entry.objects.count())
    rows = [['"' + cell.replace('"', '""') + '"' for cell in cells_] for cells_ in table]
    try:
        sheet = imports.read(csv_of(HEAD, *rows).encode("utf-8", "surrogatepass"))
        found = plan(cast.convocation, sheet.rows, by=cast.clerk)
        if not sheet.errors and not found.errors:
            return
        actions.import_deputies(cast.convocation, sheet.rows, by=cast.clerk, digest=DIGEST)
    except Refused:
        pass
    else:
        # Rows that were read well enough: the act entered those alone that the plan allows.
        assert not found.errors
        Mandate.objects.filter(convocation=cast.convocation, constituency=None).delete()
        return
    assert before == (Person.objects.count(), Mandate.objects.count(), Entry.objects.count())


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"constituency": 6, "party": "Нет такой"}, "no party"),
        ({"constituency": 77}, "no constituency"),
        ({"constituency": 1}, "has a deputy"),
        ({}, "party of the list"),
        ({"constituency": 6, "person_id": 10**9}, "no person"),
    ],
)
def test_one_wrong_row_enters_none(cast: Cast, wrong: dict[str, Any], why: str) -> None:
    rows = [row(2 + 10, constituency=7), row(3 + 10, **wrong)]
    with pytest.raises(Refused, match=why):
        actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest=DIGEST)
    assert Mandate.objects.of(cast.council).count() == 5


def test_a_person_twice_in_a_file_is_refused_and_namesakes_of_other_years_are_not(
    cast: Cast,
) -> None:
    twins = [
        row(12, surname_ru="Ким", given_ru="Анна", constituency=6, birth_year=1970),
        row(13, surname_ru="КИМ", given_ru="Анна", constituency=7, birth_year=1970),
    ]
    with pytest.raises(Refused, match="twice"):
        actions.import_deputies(cast.convocation, twins, by=cast.clerk, digest=DIGEST)
    twins[1] = row(13, surname_ru="Ким", given_ru="Анна", constituency=7, birth_year=1991)
    made = actions.import_deputies(cast.convocation, twins, by=cast.clerk, digest=DIGEST)
    assert made == (2, 2, 0)


def test_a_constituency_twice_in_a_file_is_refused(cast: Cast) -> None:
    rows = [row(12, constituency=6), row(13, constituency=6)]
    with pytest.raises(Refused, match="stands in the file twice"):
        actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest=DIGEST)


def test_more_deputies_than_seats_are_refused_at_the_first_too_many(cast: Cast) -> None:
    rows = [row(number, party="auyl") for number in (12, 13, 14)]
    with pytest.raises(Refused, match=r"Row 14: .* 7 seats"):
        actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest=DIGEST)


def test_the_same_list_twice_changes_nothing_and_is_recorded_once(cast: Cast) -> None:
    rows = [row(12, constituency=6, birth_year=1970), row(13, constituency=7, party="AMANAT")]
    made = [
        actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest="a" * 64)
        for _ in range(2)
    ]
    assert made == [(2, 2, 0), (0, 0, 2)]
    entry = Entry.objects.get(digest="a" * 64)
    assert (entry.act, entry.count) == ("registry.import_deputies", 2)
    actions.end_mandate(cast.mandate(6), by=cast.clerk, reason="resigned", to_day=LATER)
    again = actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest="a" * 64)
    assert again == (0, 0, 2)


def test_a_deputy_of_another_council_is_not_entered(cast: Cast) -> None:
    person = cast.person(5)
    rows = [row(2, person_id=person.pk, party="auyl", surname_ru=person.surname_ru, given_ru=person.given_ru)]  # fmt: skip  # noqa: E501
    with pytest.raises(Refused, match="sat elsewhere"):
        actions.import_deputies(
            cast.other.convocations.get(), rows, by=cast.other_clerk, digest=DIGEST
        )


def test_a_number_of_somebody_else_is_not_taken_for_the_person(cast: Cast) -> None:
    rows = [row(12, person_id=cast.person(5).pk, constituency=6)]
    with pytest.raises(Refused, match="number and name"):
        actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest=DIGEST)


def test_a_person_keeps_one_row_over_two_convocations(cast: Cast) -> None:
    person = cast.person(5)
    ninth = actions.open_convocation(
        cast.council, by=cast.clerk, number="IX", first_session=dt.date(2026, 3, 1)
    )
    rows = [row(2, constituency=5, surname_ru=person.surname_ru, given_ru=person.given_ru)]
    assert actions.import_deputies(ninth, rows, by=cast.clerk, digest=DIGEST) == (0, 1, 0)
    assert person.mandates.count() == 2


def test_a_persons_keys_follow_the_kazakh_alphabet(cast: Cast) -> None:
    rows = [
        row(12, surname_kk="Ғани", given_kk="А", surname_ru="", given_ru="", constituency=6),
        row(13, surname_kk="Гүл", given_kk="А", surname_ru="", given_ru="", constituency=7),
    ]
    actions.import_deputies(cast.convocation, rows, by=cast.clerk, digest=DIGEST)
    order = Person.objects.exclude(surname_kk="").order_by("sort_kk")
    assert list(order.values_list("surname_kk", flat=True)) == ["Гүл", "Ғани"]


def test_only_the_operator_takes_in_who_sat_elsewhere(cast: Cast) -> None:
    person = cast.person(5)
    actions.end_mandate(cast.mandate(5), by=cast.clerk, reason="moved", to_day=LATER)
    rows = [row(2, person_id=person.pk, constituency=1, from_day=dt.date(2025, 1, 1), surname_ru=person.surname_ru, given_ru=person.given_ru)]  # fmt: skip  # noqa: E501
    there = cast.other.convocations.get()
    with pytest.raises(Refused, match="sat elsewhere"):
        actions.import_deputies(there, rows, by=cast.other_clerk, digest=DIGEST)
    assert actions.import_deputies(there, rows, by=cast.operator, digest=DIGEST) == (0, 1, 0)


def test_a_list_holds_whom_another_council_may_elect_meanwhile(cast: Cast) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time")
    with CaptureQueriesContext(connection) as asked:
        actions.import_deputies(
            cast.convocation, [row(9, party="auyl")], by=cast.clerk, digest=DIGEST
        )
    said = [query["sql"] for query in asked]
    held = [place for place, sql in enumerate(said) if "FOR UPDATE" in sql and "_person" in sql]
    planned = [place for place, sql in enumerate(said) if 'FROM "registry_mandate"' in sql]
    assert held
    assert held[0] <= planned[0]
