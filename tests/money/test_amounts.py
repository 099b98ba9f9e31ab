"""Amounts as people write them: exact to the tenth, and nothing guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.money.amounts import MOST, NoAmountError, read, thousands
from maslikhat.money.importing.units import unit_of

TENTHS = st.integers(min_value=-(10**14), max_value=10**14)


@pytest.mark.parametrize(
    ("told", "tenths"),
    [
        ("1234.5", 12345), ("1 234,5", 12345), ("1\u00a0234,5", 12345), ("1\u202f234,5", 12345),
        ("1234", 12340), ("0", 0), ("1,234.5", 12345), ("1.234,5", 12345), ("1,234,567", 12345670),
        ("(1 234,5)", -12345), ("-7,1", -71), ("−7,1", -71), ("– 7,1", -71), ("1234,50", 12345),
        ("", None), ("-", None), ("—", None), ("  ", None), ("х", None),
        (1234.5, 12345), (0.1 + 0.2, 3), (-3.0, -30), (98765432.1, 987654321),
    ],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(told: str | float, tenths: int | None) -> None:
    assert read(told) == tenths


@pytest.mark.parametrize(
    "told",
    ["12,345", "12.345", "1.2.3", "1,2,3", "сто", "12 тенге", "1e5", "٣٤", "1234.55", "--5", "()",
     "(-5)", 1234.55, 0.01, float("nan"), float("inf"), 1e300, True, "9" * 20, "9" * 5000,
     "9" * 5000 + ",50"],
)  # fmt: skip
def test_what_is_no_amount_or_may_be_two_is_refused(told: str | float) -> None:
    with pytest.raises(NoAmountError):
        read(told)


@pytest.mark.parametrize(
    ("told", "places", "least"),
    [
        ("1 500 000 000,0", 2, 150_000_000_000), ("0,01", 2, 1), ("1,234,567.89", 2, 123456789),
        (1_234_567.89, 2, 123456789), ("(5)", 2, -500), ("12,3456", 4, 123456),
        ("1,5000", 4, 15000), (1.5, 4, 15000), ("", 4, None),
    ],
)  # fmt: skip
def test_another_unit_has_other_decimals(told: str | float, places: int, least: int | None) -> None:
    assert read(told, places) == least


@pytest.mark.parametrize(
    ("told", "places"), [("1,234", 2), ("0,001", 2), ("1,23456", 4), (0.001, 2)]
)
def test_what_its_unit_cannot_tell_is_refused(told: str | float, places: int) -> None:
    with pytest.raises(NoAmountError):
        read(told, places)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("тыс. тенге", "thousand"), ("(мың теңге)", "thousand"), ("Сумма, тысяч тенге", "thousand"),
        ("Единица измерения: тенге", "tenge"), ("өлшем бірлігі - теңге", "tenge"),
        ("Сумма (тенге)", "tenge"), ("в тенге", "tenge"), ("Теңге", "tenge"),
        ("млн. тенге", "million"), ("Сомасы, миллион теңге", "million"),
        ("Единица измерения: тыс. тенге", "thousand"), ("Сумма", None), ("млрд. тенге", None),
        ("Курс тенге", None),
    ],
)  # fmt: skip
def test_the_unit_is_known_by_its_words(text: str, unit: str | None) -> None:
    assert unit_of(text) == unit


@given(TENTHS)
def test_every_way_to_write_an_amount_reads_back(tenths: int) -> None:
    sign, whole, tenth = "-" * (tenths < 0), abs(tenths) // 10, abs(tenths) % 10
    grouped = f"{whole:,}"
    for written in (
        f"{sign}{whole}.{tenth}",
        f"{sign}{whole},{tenth}",
        f"{sign}{grouped.replace(',', ' ')},{tenth}",
        f"{sign}{grouped.replace(',', chr(0xA0))},{tenth}",
        f"({whole},{tenth})" if tenths < 0 else f"{whole},{tenth}",
    ):
        assert read(written) == tenths
    assert thousands(tenths) == Decimal(tenths) / 10


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_a_number_of_a_workbook_reads_back(tenths: int) -> None:
    assert read(tenths / 10) == tenths


@given(st.text() | st.floats())
def test_whatever_stands_in_a_cell_is_an_amount_none_or_refused(cell: str | float) -> None:
    try:
        amount = read(cell)
    except NoAmountError:
        return
    assert amount is None or abs(amount) < MOST
