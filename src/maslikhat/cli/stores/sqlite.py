"""The portal on SQLite: one file, copied by SQLite's own backup within one read transaction."""

import sqlite3
from contextlib import closing
from pathlib import Path

from maslikhat.cli.stores.undo import Undo
from maslikhat.kit.disk import sync
from maslikhat.kit.refusals import Refused

# 4 MB a step; the read transaction keeps the moment, and in WAL mode a reader holds up no writer.
PAGES_IN_A_STEP = 1_000


class SQLite:
    """A database in a file."""

    vendor = "sqlite"
    member = "database.sqlite3"

    def __init__(self, path: Path) -> None:
        self.path = path

    def snapshot(self, target: Path) -> dict[str, int]:
        """One moment of the database; Refused when the file is damaged."""
        with closing(_opened(self.path)) as source, closing(_opened(target)) as copy:
            try:
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(copy, pages=PAGES_IN_A_STEP)
                source.execute("ROLLBACK")
                _refuse_if_damaged(copy)
                counted = _counts(copy)
            except sqlite3.DatabaseError as error:
                raise _damaged(str(error)) from None
        sync(target)
        return counted

    def migrations(self, snapshot: Path) -> list[str]:
        """The migrations that stand in a snapshot."""
        with closing(_opened(snapshot)) as database:
            rows = database.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id")
            return [str(name) for (name,) in rows]

    def is_empty(self) -> bool:
        """No file, or one without tables."""
        if not self.path.exists():
            return True
        with closing(_opened(self.path)) as database:
            try:
                return not _counts(database)
            except sqlite3.DatabaseError:
                return False

    def refuse_if_in_use(self) -> None:
        """Only who is alone with the file may take it out of WAL mode: so others are found out."""
        if not self.path.exists():
            return
        with closing(_opened(self.path)) as database:
            try:
                database.execute("PRAGMA journal_mode=DELETE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    sentence = "The portal is running on this database. Stop it first."
                    raise Refused(sentence) from None
            except sqlite3.DatabaseError:
                # A damaged file is a reason to restore, not one to refuse.
                return

    def replace(self, snapshot: Path, undo: Undo) -> None:
        """The old file goes aside with its log, the new one into its place."""
        with closing(_opened(snapshot)) as database:
            _refuse_if_damaged(database)
        for ending in ("-wal", "-shm"):
            undo.set_aside(self.path.with_name(self.path.name + ending))
        undo.put(snapshot, self.path)
        sync(self.path)

    def counts(self) -> dict[str, int]:
        """Rows by table, now."""
        with closing(_opened(self.path)) as database:
            return _counts(database)

    def clear(self) -> None:
        """Remove the file and its log, when nobody has it open."""
        self.refuse_if_in_use()
        for ending in ("-wal", "-shm", ""):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=1, isolation_level=None)


def _counts(database: sqlite3.Connection) -> dict[str, int]:
    names = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
        " ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - its own
        for (name,) in names
    }


def _refuse_if_damaged(database: sqlite3.Connection) -> None:
    try:
        [(answer,), *_] = database.execute("PRAGMA quick_check(1)").fetchall()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    if answer != "ok":
        raise _damaged(answer)


def _damaged(answer: str) -> Refused:
    said = " ".join(answer.split())
    return Refused(f"The database is damaged: {said}. Restore it from an earlier backup.")
