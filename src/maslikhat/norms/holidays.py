"""Which days of a year are off by rule: week-ends, yearly holidays, and their moving. No Django."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

SATURDAY = 5


class Yearly(NamedTuple):
    """A day that comes every year while it holds: from `from_day` to before `to_day`."""

    month: int
    day: int
    from_day: dt.date
    to_day: dt.date | None
    moves_from_weekend: bool
    name_kk: str
    name_ru: str
    name_en: str


class Off(NamedTuple):
    """A day off and its name; `moved_from` is the holiday on a week-end that it makes up."""

    kind: str
    name_kk: str
    name_ru: str
    name_en: str
    moved_from: dt.date | None = None


def off_days(year: int, yearly: Iterable[Yearly]) -> dict[dt.date, Off]:
    """The named days off of a year; Saturdays and Sundays without a name are not among them.

    A holiday on a Saturday or Sunday makes the next working day after it a day off (Labour Code,
    art. 85); a day that `moves_from_weekend` denies (7 January) does not.
    """
    off: dict[dt.date, Off] = {}
    moving = []
    for rule in yearly:
        day = _in_year(rule, year)
        if day is None:
            continue
        kind = "holiday" if rule.moves_from_weekend else "day_off"
        off[day] = Off(kind, rule.name_kk, rule.name_ru, rule.name_en)
        if rule.moves_from_weekend and is_weekend(day):
            moving.append(day)
    for day in sorted(moving):
        made_up = day
        while is_weekend(made_up) or made_up in off:
            made_up += dt.timedelta(days=1)
        off[made_up] = off[day]._replace(kind="day_off", moved_from=day)
    return dict(sorted(off.items()))


def is_weekend(day: dt.date) -> bool:
    """Whether the day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def _in_year(rule: Yearly, year: int) -> dt.date | None:
    """The day of the rule in the year, if there is such a day and the rule holds on it."""
    try:
        day = dt.date(year, rule.month, rule.day)
    except ValueError:
        return None
    ended = rule.to_day is not None and day >= rule.to_day
    return None if day < rule.from_day or ended else day
