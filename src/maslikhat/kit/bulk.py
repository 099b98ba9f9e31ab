"""Many rows at once: `executemany` on SQLite, COPY on PostgreSQL; never `bulk_create`."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows`, each a sequence in the order of `columns` (database column names).

    Values must already be what the driver takes (str, int, Decimal, date, bytes, None); the
    caller holds the transaction. Constraints and triggers of the database apply.
    """
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(columns))
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})",  # noqa: S608 - names come from the model
            [[str(v) if hasattr(v, "isoformat") else v for v in row] for row in rows],
        )
