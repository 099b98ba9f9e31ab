"""How far the record is sealed: asked by /healthz, so it costs a few look-ups in an index."""

import datetime as dt
from typing import TypedDict

from django.db.models import Max
from django.utils import timezone

from maslikhat.kit.prepared import Prepared
from maslikhat.ledger.models import Entry, Head, Leaf

MOST_WAITING = 100_000
_newest = Prepared(lambda: Entry.objects.order_by("-id").values("id")[:1])


class State(TypedDict):
    """Entries on the record, how many of them are sealed, and when the last head was signed."""

    size: int
    sealed: int
    sealed_at: dt.datetime | None


def state() -> State:
    """The state of the record now; of entries waiting to be sealed at most `MOST_WAITING` count."""
    head = Head.objects.order_by("-size").values_list("size", "at").first()
    sealed, sealed_at = head or (0, None)
    waiting = Entry.objects.filter(id__gt=_last_sealed())[:MOST_WAITING].count()
    return State(size=sealed + waiting, sealed=sealed, sealed_at=sealed_at)


def behind() -> dt.timedelta:
    """How long the oldest entry above the last sealed one has been waiting; zero when none is."""
    oldest = Entry.objects.filter(id__gt=_last_sealed()).order_by("id")
    waiting_since = oldest.values_list("at", flat=True).first()
    return timezone.now() - waiting_since if waiting_since else dt.timedelta()


def newest() -> int:
    """The number of the last entry, 0 when there is none: while it stands, no act has been done."""
    found = _newest()
    return found[0]["id"] if found else 0


def _last_sealed() -> int:
    return Leaf.objects.aggregate(last=Max("entry_id"))["last"] or 0
