"""How the jobs stand: waiting, failed, and for how long the oldest waits."""

import datetime as dt
from typing import TypedDict

from django.db.models import Case, F, Min, When
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max


class Jobs(TypedDict):
    """Jobs that wait, jobs that failed for good in the last day, and how late the latest is."""

    waiting: int
    failed: int
    behind: dt.timedelta


def state() -> Jobs:
    """The state of the queue now; a job planned for later is not late."""
    now = timezone.now()
    due = DBTaskResult.objects.ready()
    # One that is tried again is late from the moment of the next try, not of the first.
    since = Case(When(run_after=get_date_max(), then=F("enqueued_at")), default=F("run_after"))
    oldest = due.aggregate(oldest=Min(since))["oldest"]
    failed = DBTaskResult.objects.failed().filter(finished_at__gte=now - dt.timedelta(days=1))
    return Jobs(
        waiting=due.count(),
        failed=failed.count(),
        behind=now - oldest if oldest else dt.timedelta(),
    )
