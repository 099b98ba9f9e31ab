"""The job of sittings: whoever prepares one is warned before a clock of the law passes."""

from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.norms.calendar import Calendar
from maslikhat.sittings.clocks import Standing
from maslikhat.sittings.convening import clocks_of, clocks_without_sitting
from maslikhat.sittings.followed import tell_clock, tell_clock_of_session
from maslikhat.sittings.models import Session, Sitting

# Once while there is time, once when it has passed; once of what is planned after its last day.
TOLD = frozenset({Standing.BEYOND, Standing.SOON, Standing.LATE})


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
