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
    """Whether a clock is kept: done in time, still to do, to do soon, late, or done late.

    Beyond: what is still to be convened is planned for a day after the last one in time.
    """

    KEPT = "kept"
    AHEAD = "ahead"
    BEYOND = "beyond"
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
    the same session before this one. `sits_on` is None of a session without a sitting.
    """

    sits_on: dt.date | None = None
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
        return self.standing not in {Standing.LATE, Standing.BROKEN, Standing.BEYOND}


def read(
    asked: Asked, numbers: Numbers, *, today: dt.date, soon_days: int, is_working: IsWorking
) -> list[Reading]:
    """The clocks of a sitting as they stand today, in the order of their last days.

    A further sitting of a session was announced with the session: it has only the recess. Until
    what the law wants within a time is convened it is not done, though it be planned.
    """
    found = _preparing(asked, numbers)
    # On which day it is held is settled once it is convened.
    settled = asked.sits_on if asked.noticed_on is not None else None
    found += [(clock, last, settled) for clock, last in _holding(asked, numbers, is_working)]
    read_now = []
    for clock, last, done in found:
        stands = _standing(last, done, today, soon_days)
        is_held = clock not in {Clock.NOTICE, Clock.MATERIALS}
        is_beyond = is_held and asked.sits_on is not None and asked.sits_on > last
        if stands is Standing.AHEAD and is_beyond:
            stands = Standing.BEYOND
        read_now.append(Reading(clock, last, done, stands))
    return sorted(read_now, key=lambda one: (one.last_day, one.clock))


def _preparing(asked: Asked, numbers: Numbers) -> list[tuple[Clock, dt.date, dt.date | None]]:
    """What has to be sent before the first sitting of a session, and when it was."""
    if asked.sits_on is None or asked.before_on is not None:
        return []
    notice = asked.sits_on - dt.timedelta(days=numbers.notice_days)
    materials = asked.sits_on - dt.timedelta(days=numbers.materials_days)
    return [
        (Clock.NOTICE, notice, asked.noticed_on),
        (Clock.MATERIALS, materials, asked.materials_on),
    ]


def _holding(asked: Asked, numbers: Numbers, is_working: IsWorking) -> list[tuple[Clock, dt.date]]:
    """The last days on which the law lets the sitting be held."""
    found = []
    if asked.before_on is not None:
        found.append((Clock.RECESS, asked.before_on + dt.timedelta(days=numbers.recess_days)))
    if asked.decided_on is not None:
        days = numbers.extraordinary_working_days
        last = add_working_days(asked.decided_on, days, is_working)
        found.append((Clock.EXTRAORDINARY, last))
    if asked.registered_on is not None:
        last = asked.registered_on + dt.timedelta(days=numbers.first_session_days)
        found.append((Clock.FIRST_SESSION, last))
    return found


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
