"""Tables that are only ever added to: the database itself refuses to change or remove a row."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from maslikhat.kit.transactions import writing

# pg_trigger.tgtype of BEFORE (2) DELETE (8) UPDATE (16) TRUNCATE (32), for each statement.
_TGTYPE = 58
# What says which row it is: a column, or several together; of a table each of its unique keys.
Identities = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class AppendOnly:
    """Tables of one room that the database guards by triggers.

    `room` names the function of PostgreSQL, `sentence` is what the database says when it refuses,
    `tables` are its tables with what says which row it is.
    """

    room: str
    sentence: str
    tables: Mapping[str, Identities]

    def create(
        self, app_config: AppConfig | None = None, using: str = DEFAULT_DB_ALIAS, **_: object
    ) -> None:
        """Put the triggers in place; called after every migrate, which may rebuild a table."""
        connection = connections[using]
        if not set(self.tables) <= set(connection.introspection.table_names()):
            return
        is_postgresql = connection.vendor == "postgresql"
        statements = self._postgresql() if is_postgresql else self._sqlite(connection)
        with writing(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def missing(self, using: str = DEFAULT_DB_ALIAS) -> list[str]:
        """The names of triggers that should stand guard and do not, in order."""
        connection = connections[using]
        if connection.vendor == "postgresql":
            expected = {f"{table}_append_only" for table in self.tables}
            return sorted(expected - self._standing_postgresql(connection))
        standing = _standing(connection)
        return sorted(
            name for name, text in self._definitions().items() if standing.get(name) != text
        )

    @property
    def _body(self) -> str:
        return (
            f" BEGIN RAISE EXCEPTION '{self.sentence}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END "
        )

    def _postgresql(self) -> list[str]:
        function = f"{self.room}_append_only"
        statements = [
            f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql"
            f" AS $${self._body}$$"
        ]
        for table in self.tables:
            name = f"{table}_append_only"
            statements += [
                f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
                # Also when session_replication_role asks ordinary triggers to look away.
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
            ]
        return statements

    def _standing_postgresql(self, connection: BaseDatabaseWrapper) -> set[str]:
        """The triggers that are there, fire always and do what ours do."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
                " JOIN pg_class ON pg_class.oid = tgrelid"
                " WHERE tgenabled = 'A' AND tgtype = %s AND prosrc = %s AND tgqual IS NULL"
                " AND tgname = relname || '_append_only' AND relname = ANY(%s)"
                " AND relnamespace = current_schema()::regnamespace",
                [_TGTYPE, self._body, list(self.tables)],
            )
            return {str(name) for (name,) in cursor.fetchall()}

    def _sqlite(self, connection: BaseDatabaseWrapper) -> list[str]:
        standing = _standing(connection)
        statements = []
        for name, text in self._definitions().items():
            if standing.get(name) != text:
                statements += [f"DROP TRIGGER IF EXISTS {name}", text]
        return statements

    def _definitions(self) -> dict[str, str]:
        """SQLite keeps the text of a trigger as it was given: name → that text."""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
        definitions = {}
        for table, identities in self.tables.items():
            for what in ("update", "delete"):
                name = f"{table}_no_{what}"
                definitions[name] = (
                    f"CREATE TRIGGER {name} BEFORE {what.upper()} ON {table} {refuse}"
                )
            # INSERT OR REPLACE removes the old row without firing the trigger of DELETE.
            same = " OR ".join(
                f"EXISTS (SELECT 1 FROM {table} WHERE {_same(columns)})"  # noqa: S608 - our names
                for columns in identities
            )
            name = f"{table}_no_replace"
            definitions[name] = (
                f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {same} {refuse}"
            )
        return definitions


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _same(columns: tuple[str, ...]) -> str:
    return " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
