"""The timetable: what is done at its hour, once, however many hosts there are.

Each round of each entry is a row (`TimetableRun`); whichever host writes it puts the job in the
queue in the same transaction. A host that slept through several rounds does the last of them, once,
and is told since when nothing was done.
"""

import datetime as dt
import logging
import threading
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.models import Max
from django.utils import timezone

from maslikhat.kit import jobs
from maslikhat.kit.bulk import insert_new
from maslikhat.kit.days import ALMATY
from maslikhat.kit.models import TimetableRun
from maslikhat.kit.transactions import writing

log = logging.getLogger(__name__)

PERIOD_SECONDS = 5.0
KEEP = dt.timedelta(days=30)


class When(Protocol):
    """The rounds of an entry."""

    def last(self, now: dt.datetime) -> dt.datetime:
        """The latest round that is due at `now`, in UTC."""


@dataclass(frozen=True)
class Daily:
    """Each day at this time of Kazakhstan (Asia/Almaty)."""

    hour: int
    minute: int = 0

    def last(self, now: dt.datetime) -> dt.datetime:
        """Today's round, or yesterday's when today's is still to come."""
        here = now.astimezone(ALMATY)
        due = here.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        if due > here:
            due -= dt.timedelta(days=1)
        return due.astimezone(dt.UTC)


@dataclass(frozen=True)
class Every:
    """Every so many minutes, counted from midnight UTC."""

    minutes: int

    def last(self, now: dt.datetime) -> dt.datetime:
        """The round that began last."""
        seconds = self.minutes * 60
        return dt.datetime.fromtimestamp(now.timestamp() // seconds * seconds, dt.UTC)


@dataclass(frozen=True)
class Entry:
    """A job and its rounds; it takes two moments in ISO 8601: the round before, and the due one."""

    when: When
    job: Any


entries: dict[str, Entry] = {}


def add(name: str, when: When, job: Any) -> None:
    """Put a job on the timetable, from a room's `apps.py`.

    It is called with `(since, due)`, moments in ISO 8601: the round before this one, and this.
    """
    assert name not in entries or entries[name].job is job, f"{name} is on the timetable already"
    entries[name] = Entry(when, job)


def tick(now: dt.datetime | None = None) -> list[str]:
    """Begin what is due and not begun; the names of it.

    An entry seen for the first time waits for its next round.
    """
    now = now or timezone.now()
    last = dict(
        TimetableRun.objects.values("name").annotate(last=Max("due_at")).values_list("name", "last")
    )
    return [
        name
        for name, entry in entries.items()
        if (due := entry.when.last(now)) > last.get(name, dt.datetime.min.replace(tzinfo=dt.UTC))
        and _begin(name, entry, last.get(name), due)
    ]


def _begin(name: str, entry: Entry, since: dt.datetime | None, due: dt.datetime) -> bool:
    """Whether this host is the one that begins the round."""
    with writing():
        is_new = insert_new(TimetableRun(name=name, due_at=due))
        if not is_new or since is None:
            return False
        jobs.enqueue(entry.job, since.isoformat(), due.isoformat(), key=f"{name} {due:%Y%m%dT%H%M}")
    return True


def run(stop: threading.Event) -> None:
    """Look at the timetable every few seconds until `stop` is set; survives database errors."""
    while not stop.is_set():
        try:
            tick()
            jobs.recover()
        except (DatabaseError, InterfaceError, OSError) as error:
            log.error("The timetable could not be read and will be again: %s", type(error).__name__)
            connection.close()
        stop.wait(PERIOD_SECONDS)
    connections.close_all()


def sweep(now: dt.datetime | None = None) -> int:
    """Forget rounds of more than thirty days ago, but the last of each name; how many."""
    now = now or timezone.now()
    newest = TimetableRun.objects.values("name").annotate(last=Max("pk")).values("last")
    with writing():
        old = TimetableRun.objects.filter(due_at__lt=now - KEEP).exclude(
            pk__in=list(newest.values_list("last", flat=True))
        )
        return old.delete()[0]
