"""Rows without Django's compiler: many at once, or one unless it is there."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from typing import Any, TypeVar

from django.db import connection, models

Row = TypeVar("Row")

# So many rows are sent in one statement sooner than a copy is begun and ended.
FEW = 8


def insert_rows(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert `rows`, each a sequence in the order of `columns` (database column names).

    Values must already be what the driver takes (str, int, Decimal, date, bytes, None); the
    caller holds the transaction. Constraints and triggers of the database apply: IntegrityError.
    """
    into, marks = _into(model._meta.db_table, tuple(columns))
    insert = f"INSERT INTO {into} VALUES "  # noqa: S608 - names come from the model
    rows = iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            # Django has taught SQLite's driver dates and decimals; the rows may come from a cursor.
            if sent := list(rows):
                cursor.executemany(insert + marks, sent)
            return
        first = list(islice(rows, FEW + 1))
        if len(first) > FEW:
            # What Django's cursor does for a statement, a copy is not given by itself.
            statement = f"COPY {into} FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for row in chain(first, rows):
                    copy.write_row(row)
        elif first:
            cursor.execute(insert + ", ".join([marks] * len(first)), list(chain(*first)))


@cache
def _into(table: str, columns: tuple[str, ...]) -> tuple[str, str]:
    """The table with these columns, as both databases write it, and the marks of one row.

    Kept by the name: by the model, all models of a migration would be kept with it.
    """
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    into = f"{connection.ops.quote_name(table)} ({names})"
    return into, f"({', '.join(['%s'] * len(columns))})"


def insert_models(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model together, all with a number or all without.

    Those without one are given it by the database, and not told. Otherwise as `insert_rows`.
    """
    if rows:
        model, fields = type(rows[0]), _fields(type(rows[0]), rows[0].pk is not None)
        insert_rows(model, [one.column for one in fields], (_values(row, fields) for row in rows))


def batches(rows: Iterable[Row], size: int) -> Iterator[Iterable[Row]]:
    """`rows` in portions for one transaction each; each is gone through before the next is asked.

    On SQLite a portion is made before its transaction begins, for nobody else writes meanwhile. On
    PostgreSQL it is made while it is sent: the server works on its beginning by then.
    """
    rows = iter(rows)
    for first in rows:
        portion = chain((first,), islice(rows, size - 1))
        yield portion if connection.vendor == "postgresql" else list(portion)


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Numbers that nobody else will get, for rows that other rows of the same batch point to.

    The caller holds the writing transaction.
    """
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                # The sequence is looked up once, not for each number.
                "SELECT nextval((SELECT pg_get_serial_sequence(%s, 'id')::regclass))"
                " FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = seq + %s WHERE name = %s RETURNING seq",
            [count, table],
        )
        # SQLite counts a table from its first row on.
        (last,) = cursor.fetchone() or (0,)
        if not last:
            cursor.execute(
                "INSERT INTO sqlite_sequence (seq, name) VALUES (%s, %s)", [last := count, table]
            )
        return list(range(last - count + 1, last + 1))


def learn_sizes(*tables: type[models.Model]) -> None:
    """Have PostgreSQL plan by how many rows these tables have now, the plans it keeps included.

    It learns that by itself within minutes, and until then walks through tables it takes for small.
    """
    if connection.vendor == "postgresql":
        names = ", ".join(connection.ops.quote_name(one._meta.db_table) for one in tables)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {names}")


def insert_new(row: models.Model) -> bool:
    """Insert the row unless one of its keys is there already; whether it is new.

    One statement, in the caller's transaction. A new row gets its number; of one that was there
    nothing is read. Other constraints apply: IntegrityError.
    """
    fields, statement = _insertion(type(row), row.pk is not None)
    with connection.cursor() as cursor:
        cursor.execute(statement, _values(row, fields))
        there = cursor.fetchone()
    if there is None:
        return False
    if row.pk is None:
        (row.pk,) = there
    row._state.adding, row._state.db = False, connection.alias
    return True


@cache
def _insertion(model: type[models.Model], has_key: bool) -> tuple[list[Any], str]:
    """The fields that a new row of the model gives values to, and the statement for them."""
    told = model._meta
    fields = _fields(model, has_key)
    names = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = (
        f"INSERT INTO {told.db_table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
        f" ON CONFLICT DO NOTHING RETURNING {told.pk.column}"
    )
    return fields, statement


def _fields(model: type[models.Model], has_key: bool) -> list[Any]:
    """The fields that a new row of the model gives values to."""
    return [one for one in model._meta.local_concrete_fields if has_key or not one.primary_key]


def _values(row: models.Model, fields: list[Any]) -> list[Any]:
    """What the driver takes for these fields of a new row."""
    return [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in fields]
