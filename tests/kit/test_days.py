"""What day it is, which day was asked, and what holds on it."""

import datetime as dt
from unittest import mock

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.kit.days import FIRST_DAY, Dated, day_asked, holds_on, midnight, today
from maslikhat.kit.refusals import Refused
from maslikhat.places.models import UnitName


def at(moment: str) -> "mock._patch[mock.MagicMock]":
    """The clock of the machine stands at this moment, in UTC."""
    then = dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
    return mock.patch.object(timezone, "now", lambda: then)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22T18:59:59", "2026-11-22"),
        ("2026-11-22T19:00:00", "2026-11-23"),
        ("2026-11-22T19:01:00", "2026-11-23"),
        ("2026-12-31T18:59:00", "2026-12-31"),
        ("2026-12-31T19:01:00", "2027-01-01"),
        # Until 1 March 2024 the country's greater part was six hours ahead.
        ("2024-02-28T17:59:00", "2024-02-28"),
        ("2024-02-28T18:01:00", "2024-02-29"),
        ("2024-03-01T18:59:00", "2024-03-01"),
        ("2024-03-01T19:01:00", "2024-03-02"),
    ],
)
def test_the_day_turns_at_midnight_in_kazakhstan(moment: str, day: str) -> None:
    with at(moment):
        assert today().isoformat() == day


@pytest.mark.parametrize("text", ["1994-01-01", "2020-02-29", "2023-03-19"])
def test_a_day_is_asked_as_it_is_written(text: str) -> None:
    assert day_asked(text) == dt.date.fromisoformat(text)


@pytest.mark.parametrize("text", ["", None])
def test_no_day_is_today(text: str | None) -> None:
    assert day_asked(text) == today()


def test_today_may_be_asked_and_tomorrow_not() -> None:
    with at("2026-11-22T19:01:00"):
        assert day_asked("2026-11-23") == dt.date(2026, 11, 23)
        with pytest.raises(Refused):
            day_asked("2026-11-24")


@pytest.mark.parametrize(
    "text",
    [
        "1993-12-31", "0000-00-00", "9999-12-31", "2023-02-29", "2023-13-01", "2023-1-1",
        "20230319", "2023-W11-7", "19.03.2023", "2023-03-19T00:00", " 2023-03-19", "2023-03-19\n",
        "２０２３-０３-１９", "٢٠٢٣-٠٣-١٩", "2023−03−19", "+023-03-19", "-2023-03-19",
        "today", "🙂", "2023-03-1\x00", "9" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused, match="2023-03-19") as refused:
        day_asked(text)
    assert refused.value.status == 400


@given(st.text(max_size=12))
def test_whatever_is_asked_is_a_day_or_a_refusal(text: str) -> None:
    try:
        assert FIRST_DAY <= day_asked(text) <= today()
    except Refused as refused:
        assert refused.status == 400


days = st.dates(dt.date(1994, 1, 1), dt.date(2030, 1, 1))


@given(from_day=days, long=st.none() | st.integers(1, 3000), day=days)
def test_a_thing_holds_from_its_first_day_to_before_its_last(
    from_day: dt.date, long: int | None, day: dt.date
) -> None:
    to_day = None if long is None else from_day + dt.timedelta(days=long)
    row = UnitName(from_day=from_day, to_day=to_day)
    assert isinstance(row, Dated)
    assert row.holds_on(day) is (from_day <= day and (to_day is None or day < to_day))
    assert row.holds_on(from_day)
    assert to_day is None or not row.holds_on(to_day)


@pytest.mark.django_db
def test_the_condition_says_what_the_row_says() -> None:
    rows = list(UnitName.objects.all())
    edges = {row.from_day for row in rows} | {row.to_day for row in rows if row.to_day}
    for day in sorted(edges)[-12:]:
        found = set(UnitName.objects.filter(holds_on(day)).values_list("pk", flat=True))
        assert found == {row.pk for row in rows if row.holds_on(day)}


def test_a_day_begins_when_the_one_before_it_has_ended_in_kazakhstan() -> None:
    for day, moment in (
        (dt.date(2026, 11, 23), "2026-11-22T19:00"),
        # Six hours ahead of UTC, until 1 March 2024.
        (dt.date(2024, 2, 29), "2024-02-28T18:00"),
    ):
        assert midnight(day) == dt.datetime.fromisoformat(moment).replace(tzinfo=dt.UTC)
