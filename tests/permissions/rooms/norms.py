"""Norms: the calendar is the operator's."""

import datetime as dt

from maslikhat.norms import actions
from tests.permissions.everyone import PERSONS, Cast, make_cast, users
from tests.permissions.table import Room, Row, persons

ROOM = Room("norms", PERSONS, make_cast, users)
OPERATOR = persons("operator")
DAY = dt.date(2026, 11, 24)


def set_day(cast: Cast) -> None:
    """The day has been moved."""
    actions.set_day(DAY, by=cast.operator, kind="working")


ROWS = [
    Row("norms.set_day", "any day",
        OPERATOR, lambda c, by, _: actions.set_day(DAY, by=by, kind="day_off")),
    Row("norms.clear_day", "a day that was set",
        OPERATOR, lambda c, by, _: actions.clear_day(DAY, by=by), set_day),
]  # fmt: skip
