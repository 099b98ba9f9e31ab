"""SQLite's journal on disk: commits that come at the same time share one wait for the disk.

With `synchronous=FULL` SQLite waits for the disk inside each commit, while it holds the only lock:
whoever writes next waits for a disk that could have taken both. Acts therefore commit without that
wait, let the next one write, and are answered only when the journal as far as their commit is on
disk: one wait serves all that have committed before it began. What is acknowledged is on disk as
before; a file that is cut off loses whole acts from its end and nothing else (sqlite.org/wal.html).
All other writes keep `synchronous=FULL`.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

# After so many pages of 4 KB SQLite brings its journal into the file by itself; after so many
# commits of an import, of some hundred pages each, we do.
AUTOMATIC, STAGED = 1000, 4


class NotOnDiskError(OSError):
    """The disk did not take the journal: what was committed last may be lost with the power."""


class _Journal:
    """How far the journal was written by this process, and how far it is on disk."""

    def __init__(self) -> None:
        self.changed = threading.Condition()
        self.written = self.on_disk = 0
        self.is_waiting = self.is_lost = False

    def wait(self, path: Path) -> None:
        """Return when everything committed before this call is on disk; else NotOnDiskError."""
        with self.changed:
            self.written += 1
            mine = self.written
            while self.on_disk < mine and self.is_waiting:
                self.changed.wait()
            if self.on_disk >= mine:
                return
            # A disk that has refused once says "done" the next time, and has lost the bytes.
            if self.is_lost:
                raise NotOnDiskError(str(path))
            self.is_waiting, upto = True, self.written
        self._write_out(path, upto)

    def _write_out(self, path: Path, upto: int) -> None:
        """Wait for the disk, for oneself and for those who have committed meanwhile."""
        failed = True
        try:
            _sync(path)
            failed = False
        finally:
            with self.changed:
                self.is_lost |= failed
                self.on_disk = self.on_disk if failed else upto
                self.is_waiting = False
                self.changed.notify_all()


_journals: dict[str, _Journal] = {}
_making = threading.Lock()
_later = threading.local()


@contextlib.contextmanager
def shared(connection: Any) -> Iterator[None]:
    """Commit within the block without waiting for the disk; `wait` does that for many at once."""
    connection.ensure_connection()
    driver = connection.connection
    driver.execute("PRAGMA synchronous=NORMAL")
    try:
        yield
    finally:
        # Whoever closed it within the block has opened another by the next use, which is FULL.
        if connection.connection is driver:
            driver.execute("PRAGMA synchronous=FULL")


@contextlib.contextmanager
def staged(connection: Any) -> Iterator[None]:
    """Like `shared`, and the journal is not brought into the file by the commit: see `bring_in`."""
    with shared(connection):
        driver = connection.connection
        driver.execute("PRAGMA wal_autocheckpoint=0")
        try:
            yield
        finally:
            if connection.connection is driver:
                driver.execute(f"PRAGMA wal_autocheckpoint={AUTOMATIC}")


def bring_in(connection: Any) -> None:
    """Every few times bring the journal into the file, while others write on.

    Left to SQLite, whoever commits next when the journal is long does so, before it is answered.
    """
    _later.staged = (getattr(_later, "staged", 0) + 1) % STAGED
    if not _later.staged:
        # Until its answer is read, it reads in the journal itself, which then begins nowhere anew.
        connection.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()


def wait(connection: Any) -> None:
    """Return when what this thread has committed is on disk."""
    name = str(connection.settings_dict["NAME"])
    with _making:
        journal = _journals.setdefault(name, _Journal())
    journal.wait(Path(f"{name}-wal"))


@contextlib.contextmanager
def once_on_disk() -> Iterator[None]:
    """Within the block what is to be done once on disk is gathered, and done at its end."""
    works: list[Callable[[], object]] = []
    _later.works = works
    try:
        yield
    finally:
        _later.works = None
    for work in works:
        work()


def do_once_on_disk(work: Callable[[], object]) -> None:
    """Do it when the block of `once_on_disk` ends well; at once where there is none."""
    works = getattr(_later, "works", None)
    if works is None:
        work()
    else:
        works.append(work)


def _sync(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        # No journal: SQLite has brought all into the file itself, and waited for that.
        return
    try:
        os.fdatasync(descriptor)
    finally:
        os.close(descriptor)
