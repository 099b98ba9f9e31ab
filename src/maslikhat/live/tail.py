"""The end of the table of events, read so that none is missed and none is read twice.

On PostgreSQL numbers are drawn in order but become visible when their transactions commit. A number
that is passed over is a gap: it is asked for again until every transaction that could still bring
it has ended. A stream goes on after a break from the last number below which there is no gap;
whatever lies above is sent again, and the page, which remembers too, passes over what it has had.
"""

from collections import deque
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from django.db import connection

from maslikhat.live.names import REVOKED

# Events read at once, and kept for those who come back.
BATCH: Final = 1_000
RECENT: Final = 2_000
# Who has missed more than this fetches everything anew.
MOST_MISSED: Final = 500
# So many numbers below a new one may still be under way.
MOST_GAPS: Final = 1_000

_WRITERS = (
    "SELECT virtualtransaction FROM pg_locks WHERE mode = 'RowExclusiveLock'"
    " AND relation = 'live_event'::regclass AND pid <> pg_backend_pid()"
    " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)


class Happened(NamedTuple):
    """An event, and the number from which a stream that has had it may go on."""

    number: int
    channel: str
    ref: str
    resume: int


class Tail:
    """Reads what is new; belongs to one thread, whose database connection it uses."""

    def __init__(self) -> None:
        self.highest = 0
        # Channel → the event before which its tokens are void.
        self.revoked: dict[str, int] = {}
        # Gaps that were there when `_awaited` were writing, and gaps seen since.
        self._old: set[int] = set()
        self._young: set[int] = set()
        self._awaited: set[str] = set()
        # Read and not handed out yet: kept when a later query fails.
        self._read: list[Any] = []
        self._recent: deque[Happened] = deque()
        # All later events that were read are among the recent ones.
        self._recent_from = 0

    @property
    def settled(self) -> int:
        """Every event up to this number has been read, or will never be there."""
        return min(chain(self._old, self._young), default=self.highest + 1) - 1

    def begin(self) -> None:
        """Start at the end: nobody here waits for what is there already."""
        ((self.highest,),) = _rows("SELECT COALESCE(MAX(id), 0) FROM live_event")
        self._recent_from = self.highest
        self.revoked = dict(_rows("SELECT channel, event FROM live_revocation"))
        below = max(0, self.highest - MOST_GAPS)
        there = _rows("SELECT id FROM live_event WHERE id > %s AND id < %s", below, self.highest)
        self._pass_over(below, [*sorted(number for (number,) in there), self.highest])
        self._turn(is_decided=True)

    def news(self) -> list[Happened]:
        """What has come since the last time: late ones first, then in the order of numbers."""
        # Decided before reading: what an ended transaction has brought is read now.
        is_decided = not (self._awaited and self._awaited & _writers())
        self._read += self._late()
        is_more = True
        while is_more:
            batch = _rows(
                "SELECT id, channel, ref FROM live_event WHERE id > %s ORDER BY id LIMIT %s",
                self.highest,
                BATCH,
            )
            self._read += batch
            self._pass_over(self.highest, [number for number, _channel, _ref in batch])
            self.highest = batch[-1][0] if batch else self.highest
            # A batch that is not full took all there was: what comes meanwhile is the next look's.
            is_more = len(batch) == BATCH
        self._turn(is_decided=is_decided)
        settled, rows, self._read = self.settled, self._read, []
        found = [_happened(row, settled) for row in rows]
        self._keep(found)
        return found

    def missed(self, since: int, channels: Collection[str]) -> list[Happened] | None:
        """What was read on these channels after `since`; None when it is too much, or not known."""
        if since > self.highest:
            # The database is older than the reader: it has been restored.
            return None
        if since >= self._recent_from:
            found = [one for one in self._recent if one.number > since and one.channel in channels]
        elif (kept := self._out_of_table(since, channels)) is not None:
            found = kept
        else:
            return None
        return found if len(found) <= MOST_MISSED else None

    def _out_of_table(self, since: int, channels: Collection[str]) -> list[Happened] | None:
        ((oldest,),) = _rows("SELECT COALESCE(MIN(id), 0) FROM live_event")
        if since + 1 < oldest:
            return None
        marks = ", ".join(["%s"] * len(channels))
        rows = _rows(
            f"SELECT id, channel, ref FROM live_event WHERE channel IN ({marks})"  # noqa: S608
            " AND id > %s AND id <= %s ORDER BY id LIMIT %s",
            *channels,
            since,
            self.highest,
            MOST_MISSED + 1 + len(self._old) + len(self._young),
        )
        settled = self.settled
        # What fills a gap only now is read, and sent to everyone, the next time.
        unread = self._old | self._young
        return [_happened(row, settled) for row in rows if row[0] not in unread]

    def _late(self) -> list[Any]:
        """Events that now stand where gaps were."""
        gaps = self._old | self._young
        if not gaps:
            return []
        marks = ", ".join(["%s"] * len(gaps))
        rows = _rows(
            f"SELECT id, channel, ref FROM live_event WHERE id IN ({marks}) ORDER BY id",  # noqa: S608
            *gaps,
        )
        come = {number for number, _channel, _ref in rows}
        self._old -= come
        self._young -= come
        return rows

    def _pass_over(self, after: int, numbers: Sequence[int]) -> None:
        """Note the gaps between `after` and the last of these numbers, which are in order.

        On SQLite there are none: one transaction writes at a time, and takes its numbers back when
        it fails.
        """
        if connection.vendor == "postgresql" and numbers:
            first = max(after, numbers[-1] - MOST_GAPS) + 1
            self._young |= set(range(first, numbers[-1])) - set(numbers)

    def _turn(self, *, is_decided: bool) -> None:
        """Give up the old gaps when they are decided, and begin to wait for the younger ones."""
        if is_decided:
            # Asked after reading: who may fill the younger ones is among these, or has ended.
            self._awaited = _writers() if self._young else set()
            self._old, self._young = self._young, set()

    def _keep(self, found: list[Happened]) -> None:
        for one in found:
            if one.ref == REVOKED:
                self.revoked[one.channel] = max(one.number, self.revoked.get(one.channel, 0))
        self._recent += found
        while len(self._recent) > RECENT:
            self._recent_from = max(self._recent_from, self._recent.popleft().number)


def _happened(row: tuple[int, str, str], settled: int) -> Happened:
    number, channel, ref = row
    return Happened(number, channel, ref, min(number, settled))


def _writers() -> set[str]:
    """The transactions that have begun to write an event and have not ended, on PostgreSQL.

    INSERT takes its lock on the table before it draws a number and keeps it to the end.
    """
    if connection.vendor != "postgresql":
        return set()
    return {str(number) for (number,) in _rows(_WRITERS)}


def _rows(sql: str, *values: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
