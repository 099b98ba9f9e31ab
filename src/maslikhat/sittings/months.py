"""A month as a calendar shows it: its weeks from Monday, the one before and the one after."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.kit.days import ALMATY, FIRST_DAY
from maslikhat.kit.refusals import Refused

LAST_YEAR = 2100


class Month(NamedTuple):
    """A month of a year; as text 2026-11."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @classmethod
    def of(cls, day: dt.date) -> "Month":
        """The month in which a day lies."""
        return cls(day.year, day.month)

    @property
    def begins(self) -> dt.datetime:
        """Its first moment in Kazakhstan."""
        return dt.datetime(self.year, self.month, 1, tzinfo=ALMATY)

    @property
    def after(self) -> "Month":
        """The next month."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def is_known(self) -> bool:
        """Whether the portal has a calendar of it."""
        return FIRST_DAY.year <= self.year <= LAST_YEAR

    def weeks(self) -> list[list[dt.date]]:
        """Its weeks from Monday to Sunday, with the days of its neighbours that fill them."""
        return calendar.Calendar().monthdatescalendar(self.year, self.month)


def month_asked(text: str, today: dt.date) -> Month:
    """The month of `?month=2026-11`, that of today when absent; anything else is a 400."""
    if not text:
        return Month.of(today)
    if re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", text, re.ASCII):
        year, month = text.split("-")
        found = Month(int(year), int(month))
        if found.is_known:
            return found
    raise Refused(
        _("Write the month as 2026-11; it lies between January 1994 and December 2100."),
        status=400,
    )
