"""When an act of a vote was done: now, or the past moment of a vote that is brought over."""

import datetime as dt

from django.utils import timezone

from maslikhat.kit.days import ALMATY


def moment_of(at: dt.datetime | None, *, after: dt.datetime | None = None) -> dt.datetime:
    """`at`, now when absent; never in the future, and never before what had to come first."""
    now = timezone.now()
    told = min(at or now, now)
    return max(told, after) if after else told


def day_of(at: dt.datetime | None) -> dt.date | None:
    """The day of a moment in Kazakhstan; None, which is today, for now."""
    return at.astimezone(ALMATY).date() if at else None
