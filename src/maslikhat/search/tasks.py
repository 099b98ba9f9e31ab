"""The jobs of this room: telling who keeps and follows a search what is new by it."""

import datetime as dt

from maslikhat.kit import jobs
from maslikhat.notices.models import Mode
from maslikhat.search import saved

HALF_AN_HOUR = dt.timedelta(minutes=30)


@jobs.job(tries=12, longest=HALF_AN_HOUR)
def tell_saved(since: str, due: str) -> None:
    """Before the digests: what has come by every followed search since the day before."""
    saved.tell_new(dt.datetime.fromisoformat(since), Mode.values)


@jobs.job(tries=1)
def tell_saved_at_once(since: str, due: str) -> None:
    """Every five minutes: what has come by the searches of which one wants to hear at once."""
    saved.tell_new(dt.datetime.fromisoformat(since), [Mode.IMMEDIATE])
