"""How the jobs stand: waiting, failed, and for how long the oldest waits."""

import datetime as dt
from typing import TypedDict

from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult


class Jobs(TypedDict):
    """Jobs that wait, jobs that failed in the last day, and how long the oldest is late."""

    waiting: int
    failed: int
    behind: dt.timedelta


def state() -> Jobs:
    """The state of the queue now; a job planned for later is not late."""
    now = timezone.now()
    due = DBTaskResult.objects.ready()
    oldest = due.aggregate(oldest=Min("enqueued_at"))["oldest"]
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - dt.timedelta(days=1))
    return Jobs(
        waiting=due.count(),
        failed=failed.count(),
        behind=now - oldest if oldest else dt.timedelta(),
    )
