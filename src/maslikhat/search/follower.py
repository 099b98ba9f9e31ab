"""The indexer: it follows the table of entries within a second, and makes the index anew.

On PostgreSQL changes become visible out of the order of their numbers, so "everything above the
last one" would leave some out for ever. As the ledger's sealer does, the follower raises its floor
to a number only when every transaction that could still bring a smaller one has ended; what lies
above the floor is read again at each pass and taken in once.
"""

import logging
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import cast

from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.models import Max

from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import writing
from maslikhat.search import actions, shelf
from maslikhat.search.models import Entry
from maslikhat.search.registers import kinds
from maslikhat.search.volume import COLUMNS, Row, UnreadableError, Volume

log = logging.getLogger(__name__)

PERIOD_SECONDS = 0.2
# Rows in one commit of a running index, and of one that is being made.
BATCH, BIG_BATCH = 1_000, 10_000
BIG_HEAP = 64_000_000
# Entries told in one transaction while the table is made anew (law 2).
FILLED_AT_ONCE = 200
Progress = Callable[[int], None]


class Follower:
    """Brings one volume up to the table, remembering between passes what it has taken in."""

    def __init__(self, volume: Volume, batch: int = BATCH) -> None:
        self.volume, self._batch = volume, batch
        self._settled = self._mark = volume.floor
        self._awaited: set[str] = set()
        # Above the floor: number of the entry → the change that has been taken in.
        self._taken: dict[int, int] = {}

    def follow(self, progress: Progress = lambda rows: None) -> int:
        """Take in every committed change; how many there were."""
        self._settle()
        taken, after, is_more = 0, self.volume.floor, True
        while is_more:
            rows = _changed_after(after, self._batch)
            is_more = len(rows) == self._batch
            after = rows[-1].changed if rows else after
            new = [row for row in rows if self._taken.get(row.pk) != row.changed]
            floor = min(after, self._settled) if is_more else self._settled
            if new or floor > self.volume.floor:
                self.volume.put(new, max(floor, self.volume.floor))
            self._taken |= {row.pk: row.changed for row in new}
            taken += len(new)
            progress(len(rows))
        floor = self.volume.floor
        self._taken = {pk: changed for pk, changed in self._taken.items() if changed > floor}
        return taken

    def _settle(self) -> None:
        """Find the number up to which no change can come any more; asked before the rows are."""
        if self._awaited & _writers():
            return
        self._settled = self._mark
        self._mark = Entry.objects.aggregate(last=Max("changed"))["last"] or 0
        # Asked after the mark: whoever holds a smaller number and is not among these has ended.
        self._awaited = _writers()
        if not self._awaited:
            self._settled = self._mark


def _changed_after(after: int, most: int) -> list[Row]:
    rows = Entry.objects.changed_after(after).values_list(*COLUMNS)[:most]
    return [Row._make(row) for row in rows]


def _writers() -> set[str]:
    """The transactions that have begun to write entries and have not ended, on PostgreSQL.

    A statement takes its lock on the table before it draws a number and keeps it to the end. SQLite
    has one writer at a time and draws numbers in the order of commits: none ever lags behind.
    """
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks"
            " WHERE mode IN ('RowExclusiveLock', 'ShareRowExclusiveLock')"
            " AND relation = 'search_entry'::regclass AND pid <> pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return {str(number) for (number,) in cursor.fetchall()}


class Indexer:
    """The one indexer of a host: opens the volume in use, follows, and heals what it cannot."""

    def __init__(self) -> None:
        self._follower: Follower | None = None

    def follow(self) -> int:
        """One pass; a volume that is missing, of another format, damaged or ahead is made anew."""
        try:
            return self._on_current().follow()
        except UnreadableError as error:
            if "LockBusy" in str(error):
                # Somebody is still writing it: that is no damage.
                raise
            log.warning("The index cannot be used and is made anew: %s", error)
            self.close()
            if (path := shelf.current()) is not None:
                shelf.distrust(path)
            rebuild()
            return self._on_current().follow()

    def _on_current(self) -> Follower:
        path = shelf.current()
        if self._follower is not None and self._follower.volume.path == path:
            return self._follower
        self.close()
        if path is None:
            raise UnreadableError("there is none of this version")
        volume = Volume(path)
        if volume.floor > (Entry.objects.aggregate(last=Max("changed"))["last"] or 0):
            volume.close()
            raise UnreadableError("it is of a later state of the database")
        self._follower = Follower(volume)
        with shelf.alone("rebuild") as is_alone:
            if is_alone:
                shelf.sweep()
        return self._follower

    def close(self) -> None:
        """Let go of the volume."""
        if self._follower is not None:
            with suppress(UnreadableError):
                self._follower.volume.close()
        self._follower = None


def catch_up() -> int:
    """Bring the index of this host up to the table, once; how many changes were taken in.

    0 while another process of the host follows: that one does it.
    """
    with shelf.alone("indexer") as is_alone:
        if not is_alone:
            return 0
        indexer = Indexer()
        try:
            return indexer.follow()
        finally:
            indexer.close()


def run(stop: threading.Event) -> None:
    """Follow the table until `stop` is set; while another process of this host does, wait."""
    while not stop.wait(PERIOD_SECONDS):
        with shelf.alone("indexer") as is_alone:
            if is_alone:
                _run_alone(stop)
    connections.close_all()


def _run_alone(stop: threading.Event) -> None:
    indexer = Indexer()
    while not stop.wait(PERIOD_SECONDS):
        try:
            indexer.follow()
        except (DatabaseError, InterfaceError, OSError, Refused, UnreadableError) as error:
            # One line each time; the table keeps all there is to catch up with.
            log.error("The index could not follow and will try again: %s", error)
            indexer.close()
            connection.close()
    indexer.close()


def rebuild(progress: Progress = lambda rows: None) -> int:
    """Make the index anew beside the one in use, then switch; how many rows were taken in.

    Searches are answered from the old one until the switch; interrupted, it stays. Refused while
    another rebuild of this host is under way.
    """
    with shelf.alone("rebuild") as is_alone:
        if not is_alone:
            raise Refused("The index of this host is being made anew already.")
        if shelf.folder().exists():
            shelf.sweep()
        path = shelf.fresh()
        try:
            volume = Volume(path, is_new=True, heap=BIG_HEAP)
            follower = Follower(volume, BIG_BATCH)
            rows = follower.follow(progress)
            volume.close()
        except BaseException:
            shutil.rmtree(path, ignore_errors=True)
            raise
        shelf.switch(path)
        shelf.sweep()
    return rows


def fill(progress: Progress = lambda rows: None, *, only_empty: bool = False) -> int:
    """Tell the table anew of everything the rooms have; how many things they have.

    With `only_empty` those kinds alone of which the table has nothing: a portal from before
    search, or a room that has come since.
    """
    told = 0
    for name in sorted(kinds):
        if not (only_empty and Entry.objects.filter(kind=name).exists()):
            told += _fill_kind(name, progress)
    return told


def _fill_kind(name: str, progress: Progress) -> int:
    after, told, is_more = 0, 0, True
    while is_more:
        with writing():
            _hold_writers()
            drafts = kinds[name].entries(after, FILLED_AT_ONCE)
            actions.index_many(drafts)
            last = max((draft.number for draft in drafts), default=None)
            _forget_others(name, after, last, {draft.number for draft in drafts})
        is_more = last is not None
        after = cast("int", last) if is_more else after
        told += len(drafts)
        progress(len(drafts))
    return told


def _hold_writers() -> None:
    """What is read now is not written over an act's newer words: acts wait for this batch."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE search_entry IN SHARE ROW EXCLUSIVE MODE")


def _forget_others(name: str, after: int, last: int | None, there: set[int]) -> None:
    """Entries in this stretch of numbers whose things are no more."""
    stretch = Entry.objects.standing().filter(kind=name, number__gt=after)
    if last is not None:
        stretch = stretch.filter(number__lte=last)
    for number in stretch.values_list("number", flat=True):
        if number not in there:
            actions.forget(name, number)
