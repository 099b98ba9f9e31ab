"""Telling pages that something has changed: called by acts inside their own transactions."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from maslikhat.kit.transactions import at_the_end, writing
from maslikhat.live import herald
from maslikhat.live.channels import LIFE
from maslikhat.live.models import Event, Revocation
from maslikhat.live.names import HELD, LONGEST, REVOKED, is_channel, of_user

# Rows swept in one transaction: some 20 ms (law 2); and rows written by one statement.
BATCH = 1_000
_KEPT = Revocation._meta.db_table
# Of two that are taken away at once the later number stays, whichever is committed first.
_REVOKE = (
    f"INSERT INTO {_KEPT} (channel, event, made_at) VALUES (%s, %s, %s)"  # noqa: S608 - our own name
    " ON CONFLICT (channel) DO UPDATE SET made_at = excluded.made_at, event = CASE WHEN"
    f" excluded.event > {_KEPT}.event THEN excluded.event ELSE {_KEPT}.event END"
)


def publish(channel: str, ref: str = "") -> None:
    """Tell the pages that listen to `channel`, once the caller's transaction is committed.

    `ref` is a short word for what has changed, such as ``"reply:12"``: readers get it as it is, so
    it holds a number and never a text. What an act says twice is told once. The events of an act
    are written at its end, all together.
    """
    assert ref != REVOKED, "a channel is closed by revoke()"
    _tell([channel], ref)


def publish_to_users(users: Iterable[int], ref: str) -> None:
    """Tell every page of these users, by their own channels."""
    _tell([of_user(user) for user in users], ref)


def withdraw() -> None:
    """Have every page that is held for visitors made anew: words have been taken out of view."""
    _tell([HELD], "")


def revoke(channel: str) -> None:
    """Make every token made so far for `channel` void, and end the streams that were opened by it.

    Called in the transaction that takes the permission away; pages still allowed sign a new token.
    `of_user(number)` is the channel that closes all pages of one user.
    """
    _tell([channel], REVOKED)


def revoke_users(users: Iterable[int]) -> None:
    """End the streams of every page of these users; their tokens are void."""
    _tell([of_user(user) for user in users], REVOKED)


def sweep(older_than: dt.timedelta) -> int:
    """Remove events older than this, in short transactions; how many have gone.

    The newest stays whatever its age: the numbers of the next ones are compared with it. Readers
    who come back from before the oldest are told to fetch everything anew.
    """
    until, swept = timezone.now() - older_than, 0
    newest = Event.objects.aggregate(last=Max("id"))["last"] or 0
    while batch := _old(until, newest):
        with writing():
            swept += Event.objects.filter(id__in=batch).delete()[0]
    with writing():
        # No token that such a row voids is of use any more.
        Revocation.objects.filter(made_at__lt=timezone.now() - 2 * LIFE).delete()
    return swept


def _old(until: dt.datetime, newest: int) -> list[int]:
    """The first events in a row that are older than `until`."""
    rows = Event.objects.filter(id__lt=newest).order_by("id").values_list("id", "made_at")[:BATCH]
    return [number for number, made_at in rows if made_at < until]


def _tell(channels: Iterable[str], ref: str) -> None:
    """An event on each of these channels, when the act ends."""
    assert connection.in_atomic_block, "an event is published in the transaction of its act"
    assert len(ref) <= LONGEST, f"{ref!r} is too long"
    for channel in channels:
        assert is_channel(channel), channel
        at_the_end(_enter, (channel, ref))


def _enter(told: Sequence[tuple[str, str]]) -> None:
    """The events of an act, each a channel and what is said there; REVOKED voids its tokens."""
    at = connection.ops.adapt_datetimefield_value(timezone.now())
    numbers = [_insert(told[begin : begin + BATCH], at) for begin in range(0, len(told), BATCH)]
    # In one order: who closes the pages of the same two waits, and nobody for ever.
    closed = sorted(channel for channel, ref in told if ref == REVOKED)
    if closed:
        with connection.cursor() as cursor:
            cursor.executemany(_REVOKE, [[channel, numbers[-1], at] for channel in closed])
    herald.announce_after_commit(numbers[-1])


def _insert(told: Sequence[tuple[str, str]], at: Any) -> int:
    """These events; the number of the newest."""
    rows = ", ".join(["(%s, %s, %s)"] * len(told))
    with connection.cursor() as cursor:
        # One INSERT: on PostgreSQL the lock is taken before the first number is drawn (live.tail).
        cursor.execute(
            f"INSERT INTO {Event._meta.db_table} (channel, ref, made_at)"  # noqa: S608 - our own name
            f" VALUES {rows} RETURNING id",
            [value for channel, ref in told for value in (channel, ref, at)],
        )
        return max(int(found) for (found,) in cursor.fetchall())
