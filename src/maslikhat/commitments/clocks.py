"""By which day a body owes: the clock of each kind, from the norms, on the working-day calendar."""

import datetime as dt
from typing import NamedTuple

from maslikhat.commitments.course import Kind
from maslikhat.norms import lookup
from maslikhat.norms.calendar import Calendar

# Who speaks when a recommendation is made: where the law gives the answer a term, its norm.
MONTHS, WORKING_DAYS = "months", "working_days"
OF_KIND: dict[Kind, tuple[str, str]] = {
    Kind.INQUIRY: ("inquiry_months", MONTHS),
    Kind.APPEAL: ("appeal_working_days", WORKING_DAYS),
}
OF_SOURCE: dict[str, tuple[str, str]] = {
    "public_council": ("public_council_answer_months", MONTHS),
}


LEAST_NORM, LONGEST_NORM = "public_council_programme_working_days", "public_council_answer_months"
# The portal's own clock: who enters a letter whose day is over gives both sides so many working
# days before everyone sees it overdue.
GRACE_WORKING_DAYS = 3


class Due(NamedTuple):
    """The last day, and the norm it follows from; without a norm somebody has set it."""

    day: dt.date
    norm: str = ""


def clock_of(kind: str, source: str) -> tuple[str, str] | None:
    """The norm and measure of the legal clock; None where the law leaves the day to who asks."""
    if kind == Kind.RECOMMENDATION:
        return OF_SOURCE.get(source)
    return OF_KIND.get(Kind(kind))


def legal_due(
    kind: str,
    source: str,
    sent_on: dt.date,
    calendar: Calendar,
    registered_on: dt.date | None = None,
) -> Due | None:
    """The day the law sets, counted from the day after sending, of an appeal from the day after it
    was registered; None where the law sets none."""
    clock = clock_of(kind, source)
    if clock is None:
        return None
    norm, measure = clock
    count = lookup.number(norm, sent_on)
    if kind == Kind.APPEAL:
        sent_on = _registration(sent_on, calendar, registered_on)
    if measure == MONTHS:
        return Due(calendar.end_of_months(sent_on, count), norm)
    return Due(calendar.add_working_days(sent_on, count), norm)


def _registration(came_on: dt.date, calendar: Calendar, registered_on: dt.date | None) -> dt.date:
    """The day from which the time of an appeal counts (АППК, art. 64, 76).

    It is registered on the day it came or on the first working day after. Until it is, the latter
    is assumed; who registers later than the law allows gains no time.
    """
    allowed = lookup.number("appeal_register_working_days", came_on)
    last = calendar.add_working_days(came_on, allowed)
    return min(registered_on or last, last)


def grace_of(due_on: dt.date, day: dt.date, calendar: Calendar) -> dt.date | None:
    """Until when what is owed since before `day`, on which it is entered, is shown to both sides
    alone; None where its day is still ahead."""
    return calendar.add_working_days(day, GRACE_WORKING_DAYS) if due_on < day else None


class Bounds(NamedTuple):
    """The first and the last day that may be chosen."""

    first: dt.date
    last: dt.date


def recommended(sent_on: dt.date, calendar: Calendar) -> Bounds:
    """Between which days a recommendation is due where the law leaves the day to who makes it: the
    terms that the law gives public councils, ten working days and a month."""
    return Bounds(
        calendar.add_working_days(sent_on, lookup.number(LEAST_NORM, sent_on)),
        calendar.end_of_months(sent_on, lookup.number(LONGEST_NORM, sent_on)),
    )


def last_redirection(sent_on: dt.date, calendar: Calendar) -> dt.date:
    """By which day a body passes an appeal on that is not its own (АППК, art. 65)."""
    allowed = lookup.number("appeal_redirect_working_days", sent_on)
    return calendar.add_working_days(sent_on, allowed)


def last_extension(due_on: dt.date, calendar: Calendar) -> dt.date:
    """The farthest day to which the time of an appeal is extended (АППК, art. 76)."""
    return calendar.end_of_months(due_on, lookup.number("appeal_extension_months", due_on))
