"""The job of sittings: whoever prepares one is warned before a clock of the law passes."""

from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.norms.calendar import Calendar
from maslikhat.sittings.clocks import Standing
from maslikhat.sittings.convening import clocks_of
from maslikhat.sittings.followed import tell_clock
from maslikhat.sittings.models import Sitting

# Once while there is time, once when it has passed.
TOLD = frozenset({Standing.SOON, Standing.LATE})


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
