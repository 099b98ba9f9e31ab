"""Counting days: pure arithmetic."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.norms import clock
from maslikhat.norms.holidays import Yearly, is_weekend, off_days

days = st.dates(dt.date(2000, 1, 1), dt.date(2060, 12, 31))
# Any set of days off that still leaves a working day in every two weeks.
rests = st.sets(st.integers(0, 6), max_size=5)


def week(rest: set[int]) -> clock.IsWorking:
    return lambda day: day.weekday() not in rest


def weekday(day: dt.date) -> bool:
    return not is_weekend(day)


@given(start=days, count=st.integers(0, 60), rest=rests)
def test_a_term_holds_exactly_its_working_days_and_ends_on_one(
    start: dt.date, count: int, rest: set[int]
) -> None:
    works = week(rest)
    end = clock.add_working_days(start, count, works)
    days_after = (start + dt.timedelta(days=step) for step in range(1, (end - start).days + 1))
    assert sum(map(works, days_after)) == count
    assert end == start if count == 0 else works(end)


@given(start=days, first=st.integers(0, 30), second=st.integers(0, 30), rest=rests)
def test_terms_add_up_and_never_run_backwards(
    start: dt.date, first: int, second: int, rest: set[int]
) -> None:
    works = week(rest)
    middle = clock.add_working_days(start, first, works)
    assert start <= middle
    assert clock.add_working_days(middle, second, works) == clock.add_working_days(
        start, first + second, works
    )


@given(day=days, rest=rests)
def test_the_next_working_day_is_the_first_one(day: dt.date, rest: set[int]) -> None:
    works = week(rest)
    found = clock.next_working_day(day, works)
    assert works(found)
    assert not any(works(day + dt.timedelta(days=n)) for n in range((found - day).days))


@given(day=days, months=st.integers(0, 36))
def test_months_land_in_their_month_on_the_same_day_or_the_last(day: dt.date, months: int) -> None:
    end = clock.add_months(day, months)
    assert (end.year - day.year) * 12 + end.month - day.month == months
    is_last = (end + dt.timedelta(days=1)).month != end.month
    assert end.day == day.day or (end.day < day.day and is_last)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-05-31", 1, "2026-06-30"),
        ("2026-03-05", 0, "2026-03-05"),
    ],
)
def test_a_month_ends_as_people_count_it(start: str, months: int, end: str) -> None:
    day = dt.date.fromisoformat
    assert clock.add_months(day(start), months) == day(end)


def test_a_term_of_a_month_that_ends_on_a_sunday_ends_on_monday() -> None:
    assert clock.end_of_months(dt.date(2026, 10, 22), 1, weekday) == dt.date(2026, 11, 23)


def test_a_calendar_without_working_days_does_not_count_for_ever() -> None:
    with pytest.raises(ValueError, match="no working day"):
        clock.add_working_days(dt.date(2026, 1, 1), 1, lambda day: False)


@pytest.mark.parametrize("count", [-1, -15])
def test_a_term_is_not_negative(count: int) -> None:
    with pytest.raises(ValueError, match="negative"):
        clock.add_working_days(dt.date(2026, 1, 1), count, weekday)
    with pytest.raises(ValueError, match="negative"):
        clock.add_months(dt.date(2026, 1, 1), count)


ALWAYS = dt.date(1990, 1, 1)
rules = st.lists(
    st.builds(
        Yearly,
        month=st.integers(1, 12),
        day=st.integers(1, 31),
        from_day=st.just(ALWAYS),
        to_day=st.none(),
        moves_from_weekend=st.booleans(),
        name_kk=st.just("к"),
        name_ru=st.just("р"),
        name_en=st.just("e"),
    ),
    max_size=12,
    unique_by=lambda rule: (rule.month, rule.day),
)


@given(year=st.integers(1994, 2060), yearly=rules)
def test_each_holiday_on_a_weekend_is_made_up_by_one_working_day(
    year: int, yearly: list[Yearly]
) -> None:
    off = off_days(year, yearly)
    made_up = [day for day, what in off.items() if what.moved_from]
    on_weekend = [day for day, what in off.items() if what.kind == "holiday" and is_weekend(day)]
    assert sorted(off[day].moved_from or day for day in made_up) == sorted(on_weekend)
    assert not any(is_weekend(day) for day in made_up)
