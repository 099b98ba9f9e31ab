"""The jobs of sittings: clocks of the law that pass, and breaks without an end."""

import datetime as dt

from django.utils import timezone

from maslikhat.kit import jobs
from maslikhat.kit.days import today
from maslikhat.kit.transactions import writing
from maslikhat.norms.calendar import Calendar
from maslikhat.sittings.clocks import Standing
from maslikhat.sittings.convening import clocks_of, clocks_without_sitting
from maslikhat.sittings.followed import (
    tell_clock,
    tell_clock_of_session,
    tell_minutes_due,
    tell_recess,
)
from maslikhat.sittings.models import Minutes, Recess, Session, Sitting

# Once while there is time, once when it has passed; once of what is planned after its last day.
TOLD = frozenset({Standing.BEYOND, Standing.SOON, Standing.LATE})
# So long a break may go on before it is asked until when.
PATIENCE = dt.timedelta(minutes=20)
# So many days before the minutes are due it is said once more.
MINUTES_SOON = dt.timedelta(days=2)


@jobs.job()
def warn(since: str, due: str) -> None:
    """Each morning: clocks that pass within three days, and those that have passed."""
    calendar = Calendar()
    for sitting in Sitting.objects.upcoming().filter(opened_at=None).with_names():
        if sitting.is_brought_over:
            continue
        due_now = [one for one in clocks_of(sitting, calendar) if one.standing in TOLD]
        with writing():
            for reading in due_now:
                tell_clock(sitting, reading)
    for session in Session.objects.without_sitting().select_related("council"):
        readings = clocks_without_sitting(session, calendar)
        due_now = [one for one in readings if one.standing in TOLD]
        with writing():
            for reading in due_now:
                tell_clock_of_session(session, reading)
    _warn_of_minutes()


def _warn_of_minutes() -> None:
    """Once when the day of the minutes is near, once when it has passed."""
    day = today()
    owed = Minutes.objects.filter(approved_at=None, due_on__lte=day + MINUTES_SOON)
    for minutes in owed.select_related("sitting__council", "sitting__presided_by"):
        with writing():
            is_late = minutes.due_on < day
            tell_minutes_due(minutes, "minutes_late" if is_late else "minutes_soon")


@jobs.job()
def warn_of_recesses(since: str, due: str) -> None:
    """Every ten minutes: breaks that go on without a planned end, each once."""
    found = Recess.objects.without_end(timezone.now() - PATIENCE)
    for recess in found.select_related("sitting__council", "sitting__presided_by"):
        with writing():
            tell_recess(recess)
