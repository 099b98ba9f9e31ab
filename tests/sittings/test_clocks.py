"""The legal clocks at their edges: the last day in time, days off, the ends of months."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.sittings.clocks import Asked, Clock, Numbers, Standing, missed, read

ORDINARY = Numbers(notice_days=10, materials_days=7)
EXTRAORDINARY = Numbers(notice_days=3, materials_days=3)
# Mondays to Fridays, but for Nauryz of 2027.
NOTICED = dt.date(2027, 3, 1)
OFF = {dt.date(2027, 3, day) for day in (22, 23, 24)}


def is_working(day: dt.date) -> bool:
    return day.weekday() < 5 and day not in OFF


def standing(asked: Asked, today: dt.date, numbers: Numbers = ORDINARY) -> dict[Clock, Standing]:
    found = read(asked, numbers, today=today, soon_days=3, is_working=is_working)
    return {one.clock: one.standing for one in found}


def test_a_notice_on_the_tenth_day_before_is_in_time_and_on_the_ninth_is_late() -> None:
    sits_on = dt.date(2027, 3, 11)
    for day, expected in ((1, Standing.KEPT), (2, Standing.BROKEN)):
        asked = Asked(sits_on, noticed_on=dt.date(2027, 3, day))
        assert standing(asked, dt.date(2027, 3, 3))[Clock.NOTICE] is expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (dt.date(2027, 2, 25), Standing.AHEAD),
        (dt.date(2027, 2, 26), Standing.SOON),
        (dt.date(2027, 3, 1), Standing.SOON),
        (dt.date(2027, 3, 2), Standing.LATE),
    ],
)
def test_a_clock_warns_before_it_passes(today: dt.date, expected: Standing) -> None:
    assert standing(Asked(dt.date(2027, 3, 11)), today)[Clock.NOTICE] is expected


def test_the_clocks_run_over_the_end_of_a_month_and_of_a_leap_february() -> None:
    found = read(
        Asked(dt.date(2028, 3, 5)),
        ORDINARY,
        today=dt.date(2028, 2, 1),
        soon_days=3,
        is_working=is_working,
    )
    assert [(one.clock, one.last_day) for one in found] == [
        (Clock.NOTICE, dt.date(2028, 2, 24)),
        (Clock.MATERIALS, dt.date(2028, 2, 27)),
    ]


def test_an_extraordinary_session_sits_within_five_working_days_over_the_days_off() -> None:
    decided = dt.date(2027, 3, 18)  # a Thursday; Friday, then Nauryz, then Thursday on
    for day, expected in ((30, Standing.KEPT), (31, Standing.BROKEN)):
        asked = Asked(dt.date(2027, 3, day), noticed_on=NOTICED, decided_on=decided)
        found = standing(asked, dt.date(2027, 3, 19), EXTRAORDINARY)
        assert found[Clock.EXTRAORDINARY] is expected


def test_a_further_sitting_of_a_session_has_only_the_break_of_fifteen_days() -> None:
    for day, expected in ((16, Standing.KEPT), (17, Standing.BROKEN)):
        asked = Asked(dt.date(2027, 4, day), noticed_on=NOTICED, before_on=dt.date(2027, 4, 1))
        assert standing(asked, dt.date(2027, 4, 2)) == {Clock.RECESS: expected}


def test_a_first_session_is_within_thirty_days_of_registration() -> None:
    for day, expected in ((14, Standing.KEPT), (15, Standing.BROKEN)):
        asked = Asked(dt.date(2027, 4, day), noticed_on=NOTICED, registered_on=dt.date(2027, 3, 15))
        assert standing(asked, dt.date(2027, 3, 16))[Clock.FIRST_SESSION] is expected


@pytest.mark.parametrize(
    ("told", "clock", "last"),
    [
        ({"decided_on": dt.date(2027, 4, 5)}, Clock.EXTRAORDINARY, dt.date(2027, 4, 12)),
        ({"registered_on": dt.date(2027, 3, 13)}, Clock.FIRST_SESSION, dt.date(2027, 4, 12)),
        ({"before_on": dt.date(2027, 3, 28)}, Clock.RECESS, dt.date(2027, 4, 12)),
    ],
)
def test_what_is_to_be_held_by_a_day_warns_until_it_is_convened(
    told: dict[str, dt.date], clock: Clock, last: dt.date
) -> None:
    def on(today: int, sits_on: dt.date | None, noticed_on: dt.date | None = None) -> Standing:
        asked = Asked(sits_on, noticed_on=noticed_on, **told)
        return standing(asked, dt.date(2027, 4, today), EXTRAORDINARY)[clock]

    assert on(8, last) is Standing.AHEAD
    assert on(8, last + dt.timedelta(days=1)) is Standing.BEYOND
    for sits_on in (last, None):
        assert on(9, sits_on) is Standing.SOON
        assert on(12, sits_on) is Standing.SOON
        assert on(13, sits_on) is Standing.LATE
    assert on(9, last, NOTICED) is Standing.KEPT


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2035, 1, 1))


@given(today=DAYS, extraordinary=st.booleans())
def test_a_sitting_on_the_earliest_day_is_never_late_and_a_day_before_always(
    today: dt.date, extraordinary: bool
) -> None:
    numbers = EXTRAORDINARY if extraordinary else ORDINARY
    sits_on = today + dt.timedelta(days=max(numbers.notice_days, numbers.materials_days))
    for day, is_late in ((sits_on, False), (sits_on - dt.timedelta(days=1), True)):
        asked = Asked(day, noticed_on=today, materials_on=today)
        found = read(asked, numbers, today=today, soon_days=3, is_working=is_working)
        assert bool(missed(found)) is is_late


@given(sits_on=DAYS, done=DAYS, today=DAYS)
def test_what_is_done_is_kept_or_broken_whatever_the_day_on_which_it_is_read(
    sits_on: dt.date, done: dt.date, today: dt.date
) -> None:
    found = standing(Asked(sits_on, noticed_on=done), today)[Clock.NOTICE]
    in_time = done <= sits_on - dt.timedelta(days=10)
    assert found is (Standing.KEPT if in_time else Standing.BROKEN)
