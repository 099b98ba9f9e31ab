"""How far the record is sealed: asked by /healthz, so it costs a few look-ups in an index."""

import datetime as dt
from typing import TypedDict

from django.db.models import Max
from django.utils import timezone

from maslikhat.ledger.models import Entry, Head, Leaf


class State(TypedDict):
    """Entries on the record, how many of them are sealed, and when the last head was signed."""

    size: int
    sealed: int
    sealed_at: dt.datetime | None


def state() -> State:
    """The state of the record now.

    `size` is the number of sealed entries and of numbers given out above the last sealed one; on
    PostgreSQL a number drawn by an act that failed is counted until the next entry is sealed.
    """
    head = Head.objects.order_by("-size").values_list("size", "at").first()
    sealed, sealed_at = head or (0, None)
    last_sealed = Leaf.objects.aggregate(last=Max("entry_id"))["last"] or 0
    last = Entry.objects.aggregate(last=Max("id"))["last"] or 0
    return State(size=sealed + max(0, last - last_sealed), sealed=sealed, sealed_at=sealed_at)


def behind() -> dt.timedelta:
    """How long the oldest entry above the last sealed one has been waiting; zero when none is."""
    last_sealed = Leaf.objects.aggregate(last=Max("entry_id"))["last"] or 0
    oldest = Entry.objects.filter(id__gt=last_sealed).order_by("id").values_list("at", flat=True)
    waiting_since = oldest.first()
    return timezone.now() - waiting_since if waiting_since else dt.timedelta()
