"""The record is append-only: the database itself refuses to change or to remove its rows."""

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from maslikhat.kit.transactions import writing

# Table → what says which row it is: a column, or several together.
TABLES: dict[str, tuple[tuple[str, ...], ...]] = {
    "ledger_entry": (("id",),),
    "ledger_leaf": (("index",), ("entry_id",)),
    "ledger_head": (("id",), ("size",)),
    "ledger_node": (("id",), ("height", "index")),
    "ledger_key": (("id",), ("key_id",)),
}
SENTENCE = "The record is append-only."
_BODY = (
    f" BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'integrity_constraint_violation'; END "
)
# pg_trigger.tgtype of BEFORE (2) DELETE (8) UPDATE (16) TRUNCATE (32), for each statement.
_TGTYPE = 58


def create(app_config: AppConfig | None = None, using: str = DEFAULT_DB_ALIAS, **_: object) -> None:
    """Put the triggers in place; called after every migrate, which may have rebuilt a table."""
    connection = connections[using]
    if not set(TABLES) <= set(connection.introspection.table_names()):
        return
    statements = _postgresql() if connection.vendor == "postgresql" else _sqlite(connection)
    with writing(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The names of triggers that should guard the record and do not, in order."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        expected = {f"{table}_append_only" for table in TABLES}
        return sorted(expected - _standing_postgresql(connection))
    return sorted(
        name for name, text in _definitions().items() if _standing(connection).get(name) != text
    )


def _postgresql() -> list[str]:
    statements = [
        "CREATE OR REPLACE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql"
        f" AS $${_BODY}$$"
    ]
    for table in TABLES:
        name = f"{table}_append_only"
        statements += [
            f"CREATE OR REPLACE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()",
            # Also when session_replication_role asks ordinary triggers to look away.
            f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
        ]
    return statements


def _standing_postgresql(connection: BaseDatabaseWrapper) -> set[str]:
    """The triggers that are there, fire always and do what ours do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgenabled = 'A' AND tgtype = %s AND prosrc = %s AND tgqual IS NULL"
            " AND tgname = relname || '_append_only' AND relname = ANY(%s)"
            " AND relnamespace = current_schema()::regnamespace",
            [_TGTYPE, _BODY, list(TABLES)],
        )
        return {str(name) for (name,) in cursor.fetchall()}


def _sqlite(connection: BaseDatabaseWrapper) -> list[str]:
    standing = _standing(connection)
    statements = []
    for name, text in _definitions().items():
        if standing.get(name) != text:
            statements += [f"DROP TRIGGER IF EXISTS {name}", text]
    return statements


def _standing(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _definitions() -> dict[str, str]:
    """SQLite keeps the text of a trigger as it was given: name → that text."""
    refuse = f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
    definitions = {}
    for table, identities in TABLES.items():
        for what in ("update", "delete"):
            name = f"{table}_no_{what}"
            definitions[name] = f"CREATE TRIGGER {name} BEFORE {what.upper()} ON {table} {refuse}"
        # INSERT OR REPLACE removes the old row without firing the trigger of DELETE.
        same = " OR ".join(
            f"EXISTS (SELECT 1 FROM {table} WHERE {_same(columns)})"  # noqa: S608 - our names
            for columns in identities
        )
        name = f"{table}_no_replace"
        definitions[name] = f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {same} {refuse}"
    return definitions


def _same(columns: tuple[str, ...]) -> str:
    return " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
