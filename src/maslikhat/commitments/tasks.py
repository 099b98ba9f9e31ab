"""The job of commitments: both sides are reminded before the day, once, and when it has passed."""

import datetime as dt
from collections.abc import Mapping

from maslikhat.commitments.followed import COMMITMENT
from maslikhat.commitments.forwarding.telling import FORWARDING, hearers_of
from maslikhat.commitments.hearers import Hearers, hearers_of_each
from maslikhat.commitments.joint.telling import JOINT
from maslikhat.commitments.models import Commitment, Forwarding
from maslikhat.commitments.owing import OWED
from maslikhat.kit import jobs
from maslikhat.kit.days import today
from maslikhat.kit.transactions import writing
from maslikhat.norms.calendar import Calendar
from maslikhat.notices.actions import Telling, tell_many

WORKING_DAYS_BEFORE = 3
# A host that slept through some mornings still reminds; what passed long ago was told of.
LOOKED_BACK = dt.timedelta(days=7)
A_TRANSACTION = 100


@jobs.job()
def remind(since: str, due: str) -> None:
    """Each morning: what is due within three working days, today, and what passed in the last week.

    Each is said once for each day that is owed: an extension, a promise and a new question ring
    anew. Who leads the maslikhat hears on the last day, before the public list shows it overdue.
    """
    day = today()
    last = Calendar().add_working_days(day, WORKING_DAYS_BEFORE)
    rows = Commitment.objects.waiting().soonest().select_related("mandate__person")
    near = rows.filter(owed_on__gte=day - LOOKED_BACK, owed_on__lte=last)
    found = list(near.values_list("pk", flat=True))
    _words_due(day, last)
    for start in range(0, len(found), A_TRANSACTION):
        with writing():
            # Asked again: what has been answered meanwhile rings no more.
            ringing = list(rows.filter(pk__in=found[start : start + A_TRANSACTION]).defer("text"))
            hearers = hearers_of_each(ringing)
            rung = [one for row in ringing for one in _rung(row, day, hearers[row.pk])]
            tell_many(rung + _jointly(ringing, day, hearers))


def _words_due(day: dt.date, last: dt.date) -> None:
    """Of referrals whose word is due: both councils hear, once for each day that is owed."""
    near = Forwarding.objects.waiting().filter(owed_on__gte=day - LOOKED_BACK, owed_on__lte=last)
    found = list(near.order_by("owed_on", "pk").values_list("pk", flat=True))
    for start in range(0, len(found), A_TRANSACTION):
        with writing():
            ringing = list(near.filter(pk__in=found[start : start + A_TRANSACTION]).defer("text"))
            hearers = hearers_of(ringing)
            tell_many([_word_due(row, day, hearers[row.pk]) for row in ringing])


def _word_due(row: Forwarding, day: dt.date, told: set[int]) -> Telling:
    act = f"commitments.word_{_word(row.due_on, day)}"
    return Telling(FORWARDING, row.pk, act, f"{act}:{row.pk}:{row.due_on}", told)


def _rung(commitment: Commitment, day: dt.date, hearers: Hearers) -> list[Telling]:
    """What each side hears: those of the body by a line that leads to the answer."""
    owed = commitment.owed_day
    assert owed is not None
    act = f"commitments.{_word(owed, day)}"
    key = f"{act}:{commitment.pk}:{owed}"
    told = hearers.executors | hearers.askers
    # Of a joint inquiry who asked hears once for all its letters.
    if owed <= day and commitment.joint_id is None:
        told |= hearers.heads
    line = (OWED, commitment.pk)
    return [
        Telling(COMMITMENT, commitment.pk, act, f"{key}:body", hearers.body, line),
        Telling(COMMITMENT, commitment.pk, act, key, told - hearers.body),
    ]


def _jointly(
    ringing: list[Commitment], day: dt.date, hearers: Mapping[int, Hearers]
) -> list[Telling]:
    """One word for all letters of a joint inquiry that are due on a day."""
    found = {}
    for one in ringing:
        owed = one.owed_day
        if one.joint_id is None or owed is None:
            continue
        act = f"commitments.joint_{_word(owed, day)}"
        key = f"{act}:{one.joint_id}:{owed}"
        if key not in found:
            who = hearers[one.pk]
            told = who.jointly | who.heads if owed <= day else who.jointly
            found[key] = Telling(JOINT, one.joint_id, act, key, told)
    return list(found.values())


def _word(due_on: dt.date, day: dt.date) -> str:
    if due_on == day:
        return "due_today"
    return "due_passed" if due_on < day else "due_soon"
