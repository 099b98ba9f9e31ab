"""The jobs of this room: filling inboxes, planning digests, sending letters, forgetting."""

import datetime as dt

from django.utils import timezone

from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.notices import spreading, sweeping
from maslikhat.notices.letters import digests, sending

# One try sends for at most this long, so that a portal that is told to end ends soon.
SENDS_FOR = dt.timedelta(seconds=15)


@jobs.job(tries=12)
def spread(*numbers: int) -> None:
    """Put what happened into the inboxes, then send what goes at once."""
    if spreading.spread(numbers):
        _post(f"happenings {numbers[0]}-{numbers[-1]}")


@jobs.job(tries=12)
def plan_digests(since: str, due: str) -> None:
    """Plan the digests of a day, then send them."""
    if digests.plan(dt.datetime.fromisoformat(since), dt.datetime.fromisoformat(due)):
        _post(f"digests {due}")


@jobs.job(queue=jobs.MAIL, longest=dt.timedelta(minutes=10))
def post(why: str) -> None:
    """Send the letters that are due; what is left over is another job."""
    if sending.send_due(SENDS_FOR):
        _post(f"more {timezone.now().isoformat()}")


@jobs.job(queue=jobs.MAIL, longest=dt.timedelta(minutes=10))
def post_again(since: str, due: str) -> None:
    """Each minute: the letters whose next try has come."""
    if sending.send_due(SENDS_FOR):
        _post(f"more {timezone.now().isoformat()}")


@jobs.job()
def sweep(since: str, due: str) -> None:
    """Forget what was read or sent long ago."""
    sweeping.sweep()


def _post(key: str) -> None:
    with writing():
        jobs.enqueue(post, key, key=key)
