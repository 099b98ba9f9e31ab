"""Forgetting: an inbox and a delivery log are no archive."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from maslikhat.kit.transactions import writing
from maslikhat.notices.models import Delivery, Happening, Notice

AT_ONCE = 2_000
KEEP_READ, KEEP_UNREAD = dt.timedelta(days=90), dt.timedelta(days=365)
KEEP_DELIVERIES = dt.timedelta(days=90)


def sweep(now: dt.datetime | None = None) -> int:
    """Forget notices read 90 days ago or a year old, ended deliveries of 90 days, and what
    happened that is in no inbox any more; how many rows, in short transactions."""
    now = now or timezone.now()
    ended = Delivery.objects.exclude(state__in=["waiting", "sending"])
    in_inbox = Exists(Notice.objects.filter(happening=OuterRef("pk")))
    return (
        _forget(Notice.objects.filter(read_at__lt=now - KEEP_READ))
        + _forget(Notice.objects.filter(at__lt=now - KEEP_UNREAD))
        + _forget(ended.filter(made_at__lt=now - KEEP_DELIVERIES))
        + _forget(Happening.objects.filter(spread_at__lt=now - KEEP_DELIVERIES).exclude(in_inbox))
    )


def _forget(rows: QuerySet[Any]) -> int:
    forgotten = 0
    while numbers := list(rows.order_by().values_list("pk", flat=True)[:AT_ONCE]):
        with writing():
            forgotten += rows.model._default_manager.filter(pk__in=numbers).delete()[0]
    return forgotten
