"""The portal on PostgreSQL: taken out by pg_dump, put in by pg_restore and psql."""

import os
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from maslikhat.cli.stores.undo import Undo
from maslikhat.kit.disk import sync
from maslikhat.kit.refusals import Refused

# A connection that was closed may stay in the server's list for a moment.
PATIENCE_SECONDS = 5
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)
HOMES = Path("/usr/lib/postgresql")
# The settings of Django's database → the variables that PostgreSQL's own programs read.
VARIABLES = {
    "NAME": "PGDATABASE",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "HOST": "PGHOST",
    "PORT": "PGPORT",
}


class PostgreSQL:
    """A database of a server; the schema ``public`` is the portal's."""

    vendor = "postgresql"
    member = "database.dump"

    def __init__(self, database: Mapping[str, object]) -> None:
        self._given = {
            variable: str(database[name])
            for name, variable in VARIABLES.items()
            if database.get(name)
        }
        # Of several hosts the one that takes writes.
        self._given["PGTARGETSESSIONATTRS"] = "read-write"

    def snapshot(self, target: Path) -> dict[str, int]:
        """One moment of the database in pg_dump's custom format; nobody is held up."""
        with self._connected() as connection:
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            moment = _value(connection, "SELECT pg_export_snapshot()")
            self._do(
                "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--schema=public",
                f"--snapshot={moment}", f"--file={target}",
            )  # fmt: skip
            counted = _counts(connection)
            connection.execute("ROLLBACK")
        sync(target)
        return counted

    def migrations(self, snapshot: Path) -> list[str]:
        """The migrations that stand in a snapshot: the rows of one table of the dump."""
        rows = self._do(
            "pg_restore", "--data-only", "--table=django_migrations", "--file=-", str(snapshot)
        )
        lines = rows.partition("FROM stdin;\n")[2].partition("\n\\.")[0].splitlines()
        # id, app, name, applied; in the order of their numbers.
        cells = sorted((line.split("\t") for line in lines), key=lambda row: int(row[0]))
        return [f"{app}.{name}" for _number, app, name, *_ in cells]

    def is_empty(self) -> bool:
        """The schema has no tables."""
        with self._connected() as connection:
            return not _counts(connection)

    def refuse_if_in_use(self) -> None:
        """Whoever else is connected would be writing into what is replaced."""
        with self._connected() as connection:
            end = time.monotonic() + PATIENCE_SECONDS
            while others := _value(connection, OTHERS):
                if time.monotonic() > end:
                    raise Refused(
                        f"The database is in use by {others} other connections. "
                        "Stop the portal first."
                    )
                time.sleep(0.05)

    def replace(self, snapshot: Path, undo: Undo) -> None:
        """Remove what is there and load the snapshot, in one transaction."""
        script = snapshot.with_suffix(".sql")
        # Of the schema what is in it: the schema itself is made anew below.
        self._do(
            "pg_restore", "--no-owner", "--no-privileges", "--schema=public", f"--file={script}",
            str(snapshot),
        )  # fmt: skip
        try:
            self._do(
                "psql", "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1",
                "--output=/dev/null", "--command=DROP SCHEMA IF EXISTS public CASCADE",
                "--command=CREATE SCHEMA public", f"--file={script}",
            )  # fmt: skip
        finally:
            script.unlink()

    def counts(self) -> dict[str, int]:
        """Rows by table, now."""
        with self._connected() as connection:
            return _counts(connection)

    def clear(self) -> None:
        """Remove all tables, when nobody is connected."""
        self.refuse_if_in_use()
        with self._connected() as connection, connection.transaction():
            connection.execute("DROP SCHEMA IF EXISTS public CASCADE")
            connection.execute("CREATE SCHEMA public")

    def _connected(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of our own, outside the pool, without a transaction until one is begun."""
        names = {"PGDATABASE": "dbname", "PGUSER": "user", "PGPASSWORD": "password",
                 "PGHOST": "host", "PGPORT": "port",
                 "PGTARGETSESSIONATTRS": "target_session_attrs"}  # fmt: skip
        given = {names[variable]: value for variable, value in self._given.items()}
        try:
            return psycopg.connect(make_conninfo(**given), autocommit=True)
        except psycopg.OperationalError as error:
            said = " ".join(str(error).split())
            raise Refused(f"The database server does not answer: {said}") from None

    def _do(self, program: str, *arguments: str) -> str:
        """What PostgreSQL's program prints; Refused with its complaint when it fails."""
        done = subprocess.run(  # noqa: S603 - no shell, our own arguments
            [_found(program), *arguments],
            env={**os.environ, **self._given},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            said = " ".join(done.stderr.split())[:500] or "it said nothing"
            raise Refused(f"{program} failed: {said}")
        return done.stdout


def _found(program: str) -> str:
    """The path of PostgreSQL's program, of the newest version that is installed."""
    versions = sorted(HOMES.glob(f"*/bin/{program}"), key=lambda path: float(path.parts[-3]))
    path = str(versions[-1]) if versions else shutil.which(program)
    if path is None:
        raise Refused(
            f"{program} is not installed. It comes with: apt-get install postgresql-client"
        )
    return path


def _value(connection: "psycopg.Connection[tuple[object, ...]]", query: str) -> object:
    row = connection.execute(query).fetchone()
    assert row is not None, query
    return row[0]


def _counts(connection: "psycopg.Connection[tuple[object, ...]]") -> dict[str, int]:
    names = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    ).fetchall()
    counted = {}
    for (name,) in names:
        table = sql.Identifier("public", str(name))
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
        counted[str(name)] = int(str(row[0])) if row else 0
    return counted
