"""The working-day calendar: the rule of each year, and over it the days set apart one by one."""

import datetime as dt
from functools import cached_property

from maslikhat.norms import clock
from maslikhat.norms.holidays import Off, Yearly, is_weekend, off_days
from maslikhat.norms.models import CalendarDay, Holiday


class Calendar:
    """The calendar as it stands: read with two queries when it is first asked, then asked about any
    number of days."""

    def __init__(self) -> None:
        self._years: dict[int, dict[dt.date, Off]] = {}

    @cached_property
    def _yearly(self) -> list[Yearly]:
        rows = Holiday.objects.values_list(*Yearly._fields).order_by("pk")
        return [Yearly(*row) for row in rows]

    @cached_property
    def _set(self) -> dict[dt.date, CalendarDay]:
        return {day.day: day for day in CalendarDay.objects.all()}

    def is_working(self, day: dt.date) -> bool:
        """Whether the day is worked."""
        apart = self._set.get(day)
        if apart is not None:
            return apart.kind == CalendarDay.Kind.WORKING
        return not is_weekend(day) and day not in self._year(day.year)

    def off(self, day: dt.date) -> Off | None:
        """What a day off is called; None for a working day and for an ordinary week-end."""
        apart = self._set.get(day)
        if apart is None:
            return self._year(day.year).get(day)
        if apart.kind == CalendarDay.Kind.WORKING:
            return None
        return Off(apart.kind, apart.name_kk, apart.name_ru, apart.name_en)

    def apart(self, day: dt.date) -> CalendarDay | None:
        """The day as it was set one by one, if it was."""
        return self._set.get(day)

    def named_days(self, year: int) -> list[tuple[dt.date, Off | None]]:
        """The days of a year that differ from the ordinary week, in order; None: worked."""
        days = {*self._year(year), *(day for day in self._set if day.year == year)}
        return [(day, self.off(day)) for day in sorted(days)]

    def add_working_days(self, start: dt.date, count: int) -> dt.date:
        """The last day of a term of working days that begins on the day after `start`."""
        return clock.add_working_days(start, count, self.is_working)

    def end_of_months(self, start: dt.date, count: int) -> dt.date:
        """The last day of a term of months, moved on from a day off."""
        return clock.end_of_months(start, count, self.is_working)

    def _year(self, year: int) -> dict[dt.date, Off]:
        if year not in self._years:
            self._years[year] = off_days(year, self._yearly)
        return self._years[year]
