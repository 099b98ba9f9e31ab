"""Counting days as the law does: working days, months, the next working day. No Django here."""

import datetime as dt
from calendar import monthrange
from collections.abc import Callable

ONE_DAY = dt.timedelta(days=1)
# A calendar without a working day in so long is broken, and counting in it would not end.
LONGEST_REST = 60

IsWorking = Callable[[dt.date], bool]


def next_working_day(day: dt.date, is_working: IsWorking) -> dt.date:
    """`day` itself when it is worked, otherwise the first working day after it."""
    for step in range(LONGEST_REST):
        candidate = day + dt.timedelta(days=step)
        if is_working(candidate):
            return candidate
    raise ValueError(f"no working day within {LONGEST_REST} days of {day}")


def add_working_days(start: dt.date, count: int, is_working: IsWorking) -> dt.date:
    """The last day of a term of `count` working days that begins on the day after `start`.

    The day of registration does not count (АППК, art. 76); a term of 0 days ends on `start`.
    """
    if count < 0:
        raise ValueError("a term is not negative")
    day = start
    for _ in range(count):
        day = next_working_day(day + ONE_DAY, is_working)
    return day


def add_months(start: dt.date, count: int) -> dt.date:
    """The same day of the month `count` months later, or that month's last day when it has none.

    31 January and one month make 28 or 29 February.
    """
    if count < 0:
        raise ValueError("a term is not negative")
    years, month = divmod(start.month - 1 + count, 12)
    year, month = start.year + years, month + 1
    return dt.date(year, month, min(start.day, monthrange(year, month)[1]))


def end_of_months(start: dt.date, count: int, is_working: IsWorking) -> dt.date:
    """The last day of a term of months; one that ends on a day off ends on the next working day."""
    return next_working_day(add_months(start, count), is_working)
