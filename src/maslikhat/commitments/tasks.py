"""The job of commitments: both sides are reminded before the day, once, and when it has passed."""

import datetime as dt

from maslikhat.commitments.followed import COMMITMENT
from maslikhat.commitments.heard import authors_of, officials_of
from maslikhat.commitments.models import Commitment
from maslikhat.commitments.owing import tell_body
from maslikhat.kit import jobs
from maslikhat.kit.days import today
from maslikhat.kit.transactions import writing
from maslikhat.norms.calendar import Calendar
from maslikhat.notices.actions import tell
from maslikhat.registry.insiders import heads_and_clerks

WORKING_DAYS_BEFORE = 3
# A host that slept through some mornings still reminds; what passed long ago was told of.
LOOKED_BACK = dt.timedelta(days=7)
A_TRANSACTION = 20


@jobs.job()
def remind(since: str, due: str) -> None:
    """Each morning: what is due within three working days, today, and what passed in the last week.

    Each is said once for each day that is owed: an extension, a promise and a new question ring
    anew. Who leads the maslikhat hears on the last day, before the public list shows it overdue.
    """
    day = today()
    last = Calendar().add_working_days(day, WORKING_DAYS_BEFORE)
    rows = Commitment.objects.waiting().soonest().select_related("mandate__person", "council")
    near = rows.filter(owed_on__gte=day - LOOKED_BACK, owed_on__lte=last)
    found = list(near.values_list("pk", flat=True))
    for start in range(0, len(found), A_TRANSACTION):
        with writing():
            # Asked again: what has been answered meanwhile rings no more.
            for commitment in rows.filter(pk__in=found[start : start + A_TRANSACTION]):
                _ring(commitment, day)


def _ring(commitment: Commitment, day: dt.date) -> None:
    act = _act(commitment.due_on, day)
    key = f"{act}:{commitment.pk}:{commitment.due_on}"
    body = tell_body(commitment, act, key, None)
    told = [*officials_of(commitment), *authors_of(commitment)]
    if commitment.due_on <= day:
        told += heads_and_clerks(commitment.council)
    tell(
        COMMITMENT,
        commitment.pk,
        act=act,
        by=None,
        key=key,
        directly=sorted(set(told).difference(body)),
        followers=False,
    )


def _act(due_on: dt.date, day: dt.date) -> str:
    if due_on == day:
        return "commitments.due_today"
    return "commitments.due_passed" if due_on < day else "commitments.due_soon"
