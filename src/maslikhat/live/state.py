"""What this process knows without asking the database: how far it has heard, who listens."""

import datetime as dt
from typing import Final

from django.db import connection
from django.utils import timezone

# Where nobody in this process listens: no act holds its transaction open for longer than this.
OVERLAP: Final = dt.timedelta(seconds=30)


class _Process:
    """Written by the one that listens, read by all threads."""

    settled: int | None = None
    streams: int = 0


_process = _Process()


def settle(number: int | None) -> None:
    """Every event up to this number has been heard here, or never will be; None: no one listens."""
    _process.settled = number


def count_streams(number: int) -> None:
    """How many streams are open now."""
    _process.streams = number


def streams() -> int:
    """How many pages this process has open streams to: for /healthz."""
    return _process.streams


def settled() -> int | None:
    """The number up to which all events were heard before now; None where no one listens."""
    return _process.settled


def long_past() -> int:
    """A number up to which all events were committed before now, by the clock: a query."""
    until = connection.ops.adapt_datetimefield_value(timezone.now() - OVERLAP)
    with connection.cursor() as cursor:
        # From the end: the first that is old enough is near.
        cursor.execute(
            "SELECT id FROM live_event WHERE made_at < %s ORDER BY id DESC LIMIT 1", [until]
        )
        found = cursor.fetchone()
    return int(found[0]) if found else 0
