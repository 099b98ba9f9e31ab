"""The sealer: once a second it puts new entries into the tree and signs the new head.

An act only inserts its entry. On PostgreSQL entries become visible out of the order of their
numbers, so "everything above the last one" would leave some out for ever. The sealer therefore
takes whatever has no leaf above a floor, and raises the floor to a number only when every
transaction that could still bring a smaller one has ended (see `Sealer`).
"""

import logging
import threading

from django.db import DatabaseError, InterfaceError, connection, connections
from django.db.models import Max
from django.utils import timezone

from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.transactions import writing
from maslikhat.ledger import merkle
from maslikhat.ledger.canon import COLUMNS, EntryRow, entry_bytes, head_bytes
from maslikhat.ledger.keys import id_of, signing_key
from maslikhat.ledger.models import Entry, Head, Leaf, Node
from maslikhat.ledger.signing import signer_after

log = logging.getLogger(__name__)

PERIOD_SECONDS = 1.0
# Leaves in one transaction: with their head some 30 ms, well below the 100 ms of law 2.
BATCH = 1_000
# "maslikha" as a number: the advisory lock that one sealer at a time holds on PostgreSQL.
LOCK = 0x6D61736C696B6861


class DamagedError(Exception):
    """The last head does not agree with itself: nothing may be built on it."""


class Sealer:
    """Seals what is not sealed yet, remembering between passes where to look.

    All entries up to `_floor` are sealed or will never be. `_mark` becomes the next floor when
    none of `_awaited`, the transactions that may have held a number up to it, is under way.
    """

    def __init__(self) -> None:
        self._floor = 0
        self._mark = 0
        self._awaited: set[str] = set()

    def seal(self) -> int:
        """Put every committed entry into the tree, in transactions of at most `BATCH`; how many.

        Safe beside other sealers, in this process or another: each entry gets one leaf.
        """
        is_decided = not (self._awaited and self._awaited & _writers())
        sealed, after, is_more = 0, self._floor, True
        while is_more:
            rows = _unsealed(after)
            if rows:
                sealed += _append(rows)
                after = rows[-1][0]
            # A batch that is not full took all there was: what came meanwhile is the next pass's.
            is_more = len(rows) == BATCH
        if is_decided:
            self._floor = self._mark
            self._mark = Entry.objects.aggregate(last=Max("id"))["last"] or 0
            # Asked after the mark: whoever holds a smaller number and is not among these has ended.
            self._awaited = _writers()
        return sealed


def seal() -> int:
    """Put every committed entry into the tree, once; how many there were."""
    return Sealer().seal()


def run(stop: threading.Event) -> None:
    """Seal once a second until `stop` is set and once more then; survives database errors."""
    sealer = Sealer()
    while not stop.wait(PERIOD_SECONDS):
        _attempt(sealer)
    _attempt(sealer)
    connections.close_all()


def _attempt(sealer: Sealer) -> None:
    try:
        sealer.seal()
    except (DatabaseError, InterfaceError, OSError, DamagedError) as error:
        # One line each time: the state of the record on /healthz shows how far behind it is.
        log.error("The sealer could not seal and will try again: %s", error)
        connection.close()


def _unsealed(after: int) -> list[EntryRow]:
    waiting = Entry.objects.filter(id__gt=after, leaf__index__isnull=True)
    return list(waiting.order_by("id").values_list(*COLUMNS)[:BATCH])


def _writers() -> set[str]:
    """The transactions that have begun to insert an entry and have not ended, on PostgreSQL.

    INSERT takes its lock on the table before it draws a number and keeps it to the end. SQLite
    has one writer at a time and draws numbers in the order of commits: none ever lags behind.
    """
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT virtualtransaction FROM pg_locks WHERE mode = 'RowExclusiveLock'"
            " AND relation = 'ledger_entry'::regclass AND pid <> pg_backend_pid()"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return {str(number) for (number,) in cursor.fetchall()}


def _append(rows: list[EntryRow]) -> int:
    """One transaction: leaves for the rows that still have none, and the head over them."""
    hashes = {row[0]: merkle.leaf_hash(entry_bytes(row)) for row in rows}
    with writing():
        alone()
        taken = Leaf.objects.filter(entry__in=list(hashes)).values_list("entry_id", flat=True)
        for number in taken:
            del hashes[number]
        if hashes:
            _grow(hashes)
    return len(hashes)


def alone() -> None:
    """One sealer at a time, until the transaction ends: SQLite's is that already."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _grow(hashes: dict[int, bytes]) -> None:
    size, peaks = _last()
    tree = merkle.Growing(size, peaks)
    for leaf in hashes.values():
        tree.add(leaf)
    leaves = ((index, *of_entry) for index, of_entry in enumerate(hashes.items(), start=size))
    insert_rows(Leaf, ["index", "entry_id", "hash"], leaves)
    if tree.nodes:
        insert_rows(Node, ["height", "index", "hash"], tree.nodes)
    _sign(tree.size, tree.peaks, signer_after(size))


def _last() -> tuple[int, merkle.Peaks]:
    """The size and peaks of the last head, proven to agree with its root."""
    head = Head.objects.order_by("-size").first()
    if head is None:
        return 0, ()
    peaks = merkle.unpacked(bytes(head.peaks))
    if len(peaks) != head.size.bit_count() or merkle.root(peaks) != bytes(head.root):
        raise DamagedError(f"head {head.pk} does not agree with itself; run: maslikhat verify")
    return head.size, peaks


def _sign(size: int, peaks: merkle.Peaks, key_id: str) -> None:
    key, root, at = signing_key(key_id), merkle.root(peaks), timezone.now()
    Head.objects.create(
        size=size,
        root=root,
        at=at,
        signature=key.sign(head_bytes(size, root, at)),
        key_id=id_of(key.public_key()),
        peaks=merkle.packed(peaks),
    )
