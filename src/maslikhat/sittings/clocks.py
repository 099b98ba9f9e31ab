"""The legal clocks of convening (Law 148, art. 10, 11): last days, and whether they were kept.

No tables here: the numbers of days and the calendar are handed in. Days are calendar days unless
the name says "working". A notice of ten days given on the 1st allows a sitting on the 11th.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maslikhat.norms.clock import add_working_days

IsWorking = Callable[[dt.date], bool]


class Clock(StrEnum):
    """What has to be done by a day."""

    NOTICE = "notice"
    MATERIALS = "materials"
    EXTRAORDINARY = "extraordinary"
    FIRST_SESSION = "first_session"
    RECESS = "recess"


class Standing(StrEnum):
    """Whether a clock is kept: done in time, still to do, to do soon, late, or done late."""

    KEPT = "kept"
    AHEAD = "ahead"
    SOON = "soon"
    LATE = "late"
    BROKEN = "broken"


@dataclass(frozen=True)
class Numbers:
    """The numbers of the law for a kind of session, in days."""

    notice_days: int
    materials_days: int
    extraordinary_working_days: int = 5
    first_session_days: int = 30
    recess_days: int = 15


@dataclass(frozen=True)
class Asked:
    """What the clocks of a sitting are asked of: days in Kazakhstan, None where not yet.

    `decided_on` is the day on which an extraordinary session was decided on, `registered_on` the
    day on which the newly elected deputies were registered, `before_on` the day of the sitting of
    the same session before this one.
    """

    sits_on: dt.date
    noticed_on: dt.date | None = None
    materials_on: dt.date | None = None
    decided_on: dt.date | None = None
    registered_on: dt.date | None = None
    before_on: dt.date | None = None


@dataclass(frozen=True)
class Reading:
    """One clock: the last day in time, the day on which it was done, and how it stands."""

    clock: Clock
    last_day: dt.date
    done_on: dt.date | None
    standing: Standing

    @property
    def is_in_order(self) -> bool:
        """Whether nothing has been missed so far."""
        return self.standing not in {Standing.LATE, Standing.BROKEN}


def read(
    asked: Asked, numbers: Numbers, *, today: dt.date, soon_days: int, is_working: IsWorking
) -> list[Reading]:
    """The clocks of a sitting as they stand today, in the order of their last days.

    A further sitting of a session was announced with the session: it has only the recess.
    """
    found: list[tuple[Clock, dt.date, dt.date | None]] = []
    if asked.before_on is not None:
        last = asked.before_on + dt.timedelta(days=numbers.recess_days)
        found.append((Clock.RECESS, last, asked.sits_on))
    else:
        notice = asked.sits_on - dt.timedelta(days=numbers.notice_days)
        materials = asked.sits_on - dt.timedelta(days=numbers.materials_days)
        found.append((Clock.NOTICE, notice, asked.noticed_on))
        found.append((Clock.MATERIALS, materials, asked.materials_on))
    if asked.decided_on is not None:
        days = numbers.extraordinary_working_days
        last = add_working_days(asked.decided_on, days, is_working)
        found.append((Clock.EXTRAORDINARY, last, asked.sits_on))
    if asked.registered_on is not None:
        last = asked.registered_on + dt.timedelta(days=numbers.first_session_days)
        found.append((Clock.FIRST_SESSION, last, asked.sits_on))
    read_now = [
        Reading(clock, last, done, _standing(last, done, today, soon_days))
        for clock, last, done in found
    ]
    return sorted(read_now, key=lambda one: (one.last_day, one.clock))


def earliest_day(numbers: Numbers, *, today: dt.date) -> dt.date:
    """The earliest day of a sitting whose notice goes out today."""
    return today + dt.timedelta(days=max(numbers.notice_days, numbers.materials_days))


def missed(readings: Sequence[Reading]) -> list[Reading]:
    """The clocks that were not kept."""
    return [one for one in readings if not one.is_in_order]


def _standing(
    last_day: dt.date, done_on: dt.date | None, today: dt.date, soon_days: int
) -> Standing:
    if done_on is not None:
        return Standing.KEPT if done_on <= last_day else Standing.BROKEN
    if today > last_day:
        return Standing.LATE
    is_soon = (last_day - today).days <= soon_days
    return Standing.SOON if is_soon else Standing.AHEAD
