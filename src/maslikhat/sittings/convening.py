"""The clocks of a sitting, read with the numbers of the law for its kind and day."""

import datetime as dt
from copy import copy

from maslikhat.kit.days import ALMATY, today
from maslikhat.norms.calendar import Calendar
from maslikhat.norms.lookup import UnknownNormError, all_known, number
from maslikhat.sittings.clocks import Asked, IsWorking, Numbers, Reading, missed, read
from maslikhat.sittings.models import Session, Sitting

# So many days before its last day a clock is said to be due soon.
SOON_DAYS = 3
# Before the day from which the law's present number is known, what it was is not known here:
# the clock of materials is then read by the number that is known first.
_FIRST_MATERIALS = dt.date(2026, 7, 14)


def numbers_for(kind: str, day: dt.date) -> Numbers:
    """The numbers of days for a session of this kind on a day (Law 148, art. 10, 11); one query."""
    is_extraordinary = kind == Session.Kind.EXTRAORDINARY
    word = "_extraordinary" if is_extraordinary else ""
    notice, materials = f"notice{word}_days", f"materials{word}_days"
    others = ("extraordinary_working_days", "first_session_days", "recess_days")
    told = {key: int(value) for key, value in all_known((notice, materials, *others), day).items()}
    if materials not in told:
        told[materials] = number(materials, _FIRST_MATERIALS)
    for key in (notice, *others):
        if key not in told:
            raise UnknownNormError(f"no norm {key!r} on {day}")
    return Numbers(
        notice_days=told[notice],
        materials_days=told[materials],
        **{key: told[key] for key in others},
    )


def clocks_of(sitting: Sitting, calendar: Calendar | None = None) -> list[Reading]:
    """The legal clocks of a council's sitting; a commission has none in the law."""
    session = sitting.session
    if session is None or sitting.cancelled_at is not None:
        return []
    before = (
        # What was only planned spares nothing: the session begins with what was convened.
        session.sittings.filter(
            starts_at__lt=sitting.starts_at, convened_at__isnull=False, cancelled_at=None
        )
        .order_by("-starts_at")
        .values_list("starts_at", flat=True)
        .first()
    )
    asked = Asked(
        sits_on=sitting.day,
        noticed_on=_day(sitting.convened_at),
        materials_on=_day(sitting.materials_at),
        decided_on=session.decided_on if before is None else None,
        registered_on=session.registered_on if before is None else None,
        before_on=_day(before),
    )
    return read(
        asked,
        numbers_for(session.kind, sitting.day),
        today=today(),
        soon_days=SOON_DAYS,
        is_working=_working_days(asked, calendar),
    )


def _working_days(asked: Asked, calendar: Calendar | None) -> IsWorking:
    """Which days are working days; the calendar is read where a clock counts in them alone."""
    if calendar is None and asked.decided_on is None:
        return _never_asked
    return (calendar or Calendar()).is_working


def _never_asked(day: dt.date) -> bool:
    raise AssertionError(f"no clock of this sitting counts working days, yet {day} was asked of")


def broken_if_convened(sitting: Sitting, at: dt.datetime) -> list[Reading]:
    """The clocks that a sitting convened at this moment would not have kept."""
    then = copy(sitting)
    then.convened_at = at
    return [one for one in missed(clocks_of(then)) if one.done_on is not None]


def clocks_without_sitting(session: Session, calendar: Calendar) -> list[Reading]:
    """The clocks of a session that was decided on and of which no sitting is planned yet."""
    day = today()
    return read(
        Asked(decided_on=session.decided_on, registered_on=session.registered_on),
        numbers_for(session.kind, day),
        today=day,
        soon_days=SOON_DAYS,
        is_working=calendar.is_working,
    )


def _day(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else moment.astimezone(ALMATY).date()
