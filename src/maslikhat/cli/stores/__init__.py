"""The database as a whole: taken out while others write, and put in its place."""

from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection

from maslikhat.cli.stores.postgresql import PostgreSQL
from maslikhat.cli.stores.sqlite import SQLite
from maslikhat.cli.stores.undo import Undo

__all__ = ["Store", "Undo", "here", "let_go"]


class Store(Protocol):
    """One kind of database."""

    vendor: str
    member: str

    def snapshot(self, target: Path) -> dict[str, int]:
        """Write one moment of the database to `target` while others write; rows by table then."""

    def migrations(self, snapshot: Path) -> list[str]:
        """The migrations that stand in a snapshot, as ``app.name``."""

    def is_empty(self) -> bool:
        """Whether nothing is there that a restore would overwrite."""

    def refuse_if_in_use(self) -> None:
        """Refuse when another process has the database open."""

    def replace(self, snapshot: Path, undo: Undo) -> None:
        """Put the snapshot in the place of what is there, whole or not at all."""

    def counts(self) -> dict[str, int]:
        """Rows by table, now."""

    def clear(self) -> None:
        """Remove everything."""


def let_go() -> None:
    """Close what this process itself has open, so that only others count as using the database."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def here() -> Store:
    """The database that the settings name."""
    database = settings.DATABASES["default"]
    if "sqlite" in str(database["ENGINE"]):
        return SQLite(Path(str(database["NAME"])))
    return PostgreSQL(database)
