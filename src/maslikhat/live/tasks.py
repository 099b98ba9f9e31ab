"""The room's own housekeeping."""

import datetime as dt

from maslikhat.kit import jobs
from maslikhat.live import actions

# Who comes back after this long is told to fetch everything anew.
KEPT = dt.timedelta(days=1)


@jobs.job()
def sweep(since: str, due: str) -> None:
    """Forget the events of yesterday: nobody who hears is that far behind."""
    actions.sweep(KEPT)
