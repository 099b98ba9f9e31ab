"""Processes that write to SQLite's file take turns: who waits is woken, and is the next.

SQLite waits for another process by sleeping, for a tenth of a second in the end, and whoever writes
batch after batch has begun anew by then. Here who comes second waits at the door for the one at
the desk and keeps all who come after him outside, so that nobody passes him: also not the one
who leaves the desk and would come again at once. The kernel keeps both locks and frees those of a
process that is killed. It is manners alone: SQLite's own lock stands behind, and who cannot open
the two files goes without.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple


class _Turns(NamedTuple):
    """Descriptors of the two files beside a database."""

    door: int
    desk: int


# By the database's name; the caller lets one thread in at a time.
_opened: dict[str, _Turns | None] = {}
# A copy of this process would share our turn instead of waiting for it.
os.register_at_fork(after_in_child=_opened.clear)


@contextmanager
def taken(database: str) -> Iterator[None]:
    """Within the block it is this process's turn to write to the database of this path."""
    if database not in _opened:
        _opened[database] = _opened_beside(database)
    turns = _opened[database]
    if turns is None:
        yield
        return
    fcntl.flock(turns.door, fcntl.LOCK_EX)
    try:
        fcntl.flock(turns.desk, fcntl.LOCK_EX)
    finally:
        fcntl.flock(turns.door, fcntl.LOCK_UN)
    try:
        yield
    finally:
        fcntl.flock(turns.desk, fcntl.LOCK_UN)


def _opened_beside(database: str) -> _Turns | None:
    """None where the folder takes no files, or another user keeps them from us."""
    found: list[int] = []
    with suppress(OSError):
        for name in ("door", "desk"):
            # To lock it, it is enough to read it.
            found.append(os.open(f"{database}-{name}", os.O_RDONLY | os.O_CREAT, 0o644))
        return _Turns(*found)
    for descriptor in found:
        os.close(descriptor)
    return None
