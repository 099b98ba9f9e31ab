"""Many rows at once: `executemany` on SQLite, COPY on PostgreSQL; never `bulk_create`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows`, each a sequence in the order of `columns` (database column names).

    Values must already be what the driver takes (str, int, Decimal, date, bytes, None); the
    caller holds the transaction. Constraints and triggers of the database apply: IntegrityError.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What Django's cursor does for a statement, a copy is not given by itself.
            statement = f"COPY {table} ({names}) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - names come from the model
            # Django has taught SQLite's driver dates and decimals; the rows may come from a cursor.
            list(rows),
        )


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers that nobody else will get, for rows that other rows of the same batch point to.

    The caller holds the writing transaction.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (None,)
        cursor.execute(
            "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)"
            if last is None
            else "UPDATE sqlite_sequence SET seq = %s WHERE name = %s",
            [(last or 0) + count, table],
        )
        return list(range((last or 0) + 1, (last or 0) + 1 + count))
