"""Planning digests: who gets one today, and which notices go into it. Each notice is in one."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from maslikhat.accounts import addresses
from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import ALMATY
from maslikhat.kit.transactions import writing
from maslikhat.notices import messengers
from maslikhat.notices.models import Channel, Delivery, Notice, Rhythm
from maslikhat.notices.spreading import stored

PEOPLE_AT_ONCE = 50
# What is older has been seen here, or is looked for here.
OLDEST = dt.timedelta(days=31)
A_WEEK = 7


def plan(since: dt.datetime, due: dt.datetime) -> int:
    """Plan the digests that are due, 50 people a transaction; how many.

    `since` is the round before: weekly digests whose day lies between the two come now, be the
    host late. Done twice, nothing is planned twice: one digest a person and day.
    """
    planned, last = 0, 0
    while people := _those_due(since, due, last):
        planned += _plan(people, due)
        last = people[-1]
    return planned


def _those_due(since: dt.datetime, due: dt.datetime, after: int) -> list[int]:
    """The next people, by number, for whom something waits and whose day it is."""
    waits = _waiting(due).filter(user=OuterRef("pk"))
    # Without an arrangement the joined columns are empty: the digest every day, by mail.
    daily = Q(arrangement__isnull=True) | Q(arrangement__rhythm=Rhythm.DAILY)
    weekly = Q(arrangement__rhythm=Rhythm.WEEKLY, arrangement__weekday__in=_weekdays(since, due))
    reachable = Q(addresses.has_confirmed())
    if messengers.chosen():
        reachable |= Q(arrangement__channel=Channel.MESSENGER)
    due_now = User.objects.filter(daily | weekly, reachable, Exists(waits), is_active=True)
    return list(
        due_now.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:PEOPLE_AT_ONCE]
    )


def _weekdays(since: dt.datetime, due: dt.datetime) -> set[int]:
    """The days of the week, from Monday 0, whose 8:00 lies after `since` and not after `due`."""
    last = due.astimezone(ALMATY).date()
    days = min(A_WEEK, (last - since.astimezone(ALMATY).date()).days)
    return {(last - dt.timedelta(days=back)).weekday() for back in range(max(days, 1))}


def _waiting(due: dt.datetime) -> QuerySet[Notice]:
    return Notice.objects.awaiting_digest().filter(at__lt=due, at__gte=due - OLDEST)


def _plan(people: list[int], due: dt.datetime) -> int:
    """One transaction: a delivery for each, and its notices marked with it."""
    period, now = due.astimezone(ALMATY).date(), stored(timezone.now())
    with writing():
        planned = Delivery.objects.filter(user__in=people, period=period)
        there = set(planned.values_list("user", flat=True))
        new = [user for user in people if user not in there]
        insert_rows(
            Delivery,
            ["user", "kind", "period", "state", "tries", "refusals", "next_at", "error", "made_at"],
            [
                (user, Delivery.Kind.DIGEST.value, period, "waiting", 0, 0, now, "", now)
                for user in new
            ],
        )
        mine = Delivery.objects.filter(user=OuterRef("user_id"), period=period).values("pk")[:1]
        _waiting(due).filter(user__in=new).update(delivery=Subquery(mine))
    return len(new)
