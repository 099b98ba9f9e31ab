"""Days are found in running text however both languages write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.decisions.parity.written_days import days_in
from maslikhat.kit.formats.months import day_in_full


def values(text: str) -> list[str]:
    return [day.value for day in days_in(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("01.01.2026 ж.", ["2026-01-01"]), ("2026-01-01", ["2026-01-01"]),
        ("1.1.2026 г.", ["2026-01-01"]), ("«25» декабря 2025 г.", ["2025-12-25"]),
        ("1-го мая 2026 года", ["2026-05-01"]), ("12 марта", ["--03-12"]),
        ("29 февраля", ["--02-29"]), ("с марта 2026 года", ["2026-03"]),
        ("с 1 по 15 мая 2026 года", ["2026-05-01", "2026-05-15"]),
        ("1–15 июня 2026 года", ["2026-06-01", "2026-06-15"]),
        ("2026 жылғы 1 қаңтардағы", ["2026-01-01"]), ("2026 жылдың 9 мамырынан", ["2026-05-09"]),
        ("2026 ж. 30 тамыз", ["2026-08-30"]), ("2026 жылғы қазанда", ["2026-10"]),
        ("16 желтоқсанда", ["--12-16"]), ("1 қазан 2026 жыл", ["2026-10-01"]),
        ("2026 жылғы 1-15 сәуір", ["2026-04-01", "2026-04-15"]),
        ("01.01.2026-31.12.2026", ["2026-01-01", "2026-12-31"]),
        ("31.02.2026", []), ("30 февраля 2026 года", ["2026-02"]), ("2026 жылғы 31 сәуір", []),
        ("10.20.2026", []), ("1.2.3.2026", []), ("5 майского", []), ("Наурыз мейрамы", []),
        ("1 марта 2026 года и 2 марта 2026 года", ["2026-03-01", "2026-03-02"]),
    ],
)  # fmt: skip
def test_a_day_as_it_is_written(text: str, found: list[str]) -> None:
    assert values(text) == found


@given(st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
def test_every_day_is_found_in_every_form(day: dt.date) -> None:
    kk, ru = day_in_full(day, "kk"), day_in_full(day, "ru")
    for form in (
        f"{day:%d.%m}.{day.year}", day.isoformat(), kk, ru,
        f"{kk}дағы", f"«{day.day}» {ru.split(maxsplit=1)[1]}",
    ):  # fmt: skip
        assert values(f"шешім, {form}, № 5") == [day.isoformat()], form
