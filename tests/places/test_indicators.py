"""Taking in numbers about places: exact, all or nothing, and every wrong row named."""

import hashlib
import io
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.places import actions, readings
from maslikhat.places.models import Indicator, Unit
from maslikhat.places.readings import COLUMNS
from tests.places.samples import as_csv

pytestmark = pytest.mark.django_db
SEMEY, COUNTRY = "101000000", "000000000"
GOOD = [
    [SEMEY, "population", "2024", "323000", "people", "made up"],
    [SEMEY, "population", "2025", "325000.5", "people", "made up"],
    [COUNTRY, "balance", "2025", "-1,5", "thousand_tenge", "made up, twice"],
]
Rows = list[list[str]]


def take(content: bytes) -> actions.IndicatorsResult:
    with translation.override("en"):
        return actions.import_indicators(io.BytesIO(content), by=None)


def file(rows: Rows) -> bytes:
    return as_csv(rows, COLUMNS)


def own() -> list[tuple[object, ...]]:
    """The numbers of the test, without those the portal is delivered with."""
    mine = Indicator.objects.exclude(key="environment_spending")
    return list(
        mine.order_by("unit__kato", "key", "year").values_list("unit__kato", "year", "value")
    )


def test_numbers_come_exactly_as_they_are_written() -> None:
    content = file(GOOD)
    assert take(content) == actions.IndicatorsResult(
        3, 3, 0, 0, hashlib.sha256(content).hexdigest()
    )
    assert own() == [
        (COUNTRY, 2025, Decimal("-1.5")),
        (SEMEY, 2024, Decimal(323000)),
        (SEMEY, 2025, Decimal("325000.5")),
    ]


def test_the_same_file_again_changes_nothing_and_a_correction_replaces() -> None:
    take(file(GOOD))
    before = list(Indicator.objects.order_by("pk").values())
    assert take(file(GOOD))[:4] == (3, 0, 0, 3)
    assert list(Indicator.objects.order_by("pk").values()) == before
    corrected = [*GOOD[:1], [*GOOD[1][:3], "7", *GOOD[1][4:]]]
    assert take(file(corrected))[:4] == (2, 0, 1, 1)
    assert (SEMEY, 2025, Decimal(7)) in own()
    assert len(own()) == 3


def test_an_import_of_indicators_is_one_entry_with_count_and_digest() -> None:
    before = Entry.objects.count()
    take(file(GOOD))
    entry = Entry.objects.order_by("-pk")[0]
    assert Entry.objects.count() == before + 1
    digest = hashlib.sha256(file(GOOD)).hexdigest()
    assert (entry.act, entry.count, entry.digest) == ("places.enter_indicators", 3, digest)


def test_a_workbook_brings_the_same_and_its_last_line_need_not_end() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Numbers of a year"])
    sheet.append(list(COLUMNS))
    sheet.append([101000000, "population", 2024, 323000, "people", "made up"])
    sheet.append([101000000, "population", 2025, 325000.5, "people", "made up"])
    sheet.append([0, "balance", 2025, -1.5, "thousand_tenge", "made up, twice"])
    out = io.BytesIO()
    book.save(out)
    units = dict(Unit.objects.values_list("kato", "pk"))
    assert readings.read(out.getvalue(), units) == readings.read(file(GOOD)[:-1], units)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("kato", "10100000", "is not nine digits"),
        ("kato", "999999999", "knows no unit 999999999"),
        ("key", "Население", "small Latin letters"),
        ("year", "24", "is not between 1900"),
        ("year", "2999", "is not between 1900"),
        ("year", "٢٠٢٤", "is not between 1900"),
        *(("value", text, "is not a number") for text in (
            "1e3", "nan", "inf", "0x10", "", "1.25", "1 000", "1_000", "--1", "9" * 15, "٣",
        )),
        ("unit_of_measure", " ", "the unit of measure is missing"),
        ("source", "", "the source is missing"),
        ("source", "я" * 301, "longer than 300"),
        ("source", "a\x00b", "is not text"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_refused_by_row_and_reason(column: str, value: str, reason: str) -> None:
    rows = [list(row) for row in GOOD]
    rows[1][COLUMNS.index(column)] = value
    entries = Entry.objects.count()
    with pytest.raises(Refused) as refusal:
        take(file(rows))
    assert str(refusal.value).startswith("Row 3: ")
    assert reason in str(refusal.value)
    assert (own(), Entry.objects.count()) == ([], entries)


def test_every_wrong_row_is_named_up_to_a_number() -> None:
    rows = [[SEMEY, "population", str(1900 + n), "1.55", "people", "x"] for n in range(30)]
    with pytest.raises(Refused) as refusal:
        take(file(rows))
    told = str(refusal.value).splitlines()
    assert [line.split(":")[0] for line in told[:20]] == [f"Row {n}" for n in range(2, 22)]
    assert told[20:] == ["More rows are wrong: 10.", "Nothing was changed."]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (file([]), "no rows"),
        (as_csv(GOOD, ["code", *COLUMNS[1:]]), "the columns must be"),
        (file(GOOD[:2]).rsplit(b",", 1)[0], "Row 3: it has 5 columns instead of 6"),
        (file([*GOOD, GOOD[0]]), "Row 5: this unit, indicator and year are in the file already"),
        (b"PK\x03\x04 broken", "damaged"),
    ],
)
def test_a_bad_file_of_indicators_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        take(content)
    assert own() == []


def test_a_file_too_long_for_one_act_is_to_be_split(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readings, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="Split it"):
        take(file(GOOD))


def test_import_indicators_is_for_the_operator() -> None:
    someone = User.objects.create(username="someone")
    with pytest.raises(Refused) as refusal:
        actions.import_indicators(io.BytesIO(file(GOOD)), by=someone)
    assert refusal.value.status == 403
    with pytest.raises(Refused):
        actions.enter_indicators([], by=someone)


@given(content=st.binary(max_size=300))
@settings(max_examples=150)
def test_no_bytes_raise_anything_but_a_refusal_here(content: bytes) -> None:
    for start in (b"", ",".join(COLUMNS).encode() + b"\n"):
        with pytest.raises(Refused):
            readings.read(start + content, {})


@given(
    value=st.decimals(
        min_value=-(10**14) + 1, max_value=10**14 - 1, places=1, allow_nan=False
    ),
    year=st.integers(1900, 2025),
)  # fmt: skip
@settings(max_examples=40)
def test_every_number_that_fits_is_read_back_the_same(value: Decimal, year: int) -> None:
    take(file([[SEMEY, "made_up", str(year), f"{value:f}", "people", "made up"]]))
    kept = Indicator.objects.get(unit__kato=SEMEY, key="made_up", year=year)
    assert kept.value == value


@given(text=st.text(max_size=20))
@settings(max_examples=200)
def test_any_text_is_a_number_to_the_last_digit_or_refused(text: str) -> None:
    content = file([[SEMEY, "made_up", "2020", text, "people", "made up"]])
    try:
        (row,) = readings.read(content, {SEMEY: 1})
    except Refused:
        return
    assert row.value == Decimal(text.strip().replace(",", "."))
