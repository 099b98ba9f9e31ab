"""Questions asked on every page: their SQL is made once, then only sent with other numbers.

Building and compiling a query with joins costs Django more than the database needs to answer it.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection, models

# Stands for the first number while the SQL is made; the others follow it. No row has it.
_MARK = 9_107_000_000_000_000_001


class _Plan(NamedTuple):
    """The SQL, its parameters (a position among the numbers, or a value), names, converters."""

    sql: str
    parameters: Sequence[tuple[int | None, Any]]
    names: Sequence[str]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]


class Prepared:
    """A `values()` question by whole numbers; nothing else in it may change from day to day."""

    def __init__(self, ask: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.ask = ask
        # A connection belongs to its thread, and a plan to its connection.
        self.local = threading.local()

    def __call__(self, *numbers: int) -> list[dict[str, Any]]:
        """The rows for these numbers, by name."""
        plan = getattr(self.local, "plan", None) or self._make(len(numbers))
        values = [known if at is None else numbers[at] for at, known in plan.parameters]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, values)
            rows = [dict(zip(plan.names, row, strict=True)) for row in cursor.fetchall()]
        for at, converters, expression in plan.converters:
            name = plan.names[at]
            for row in rows:
                for convert in converters:
                    row[name] = convert(row[name], expression, connection)
        return rows

    def _make(self, count: int) -> _Plan:
        marks = [_MARK + at for at in range(count)]
        query = self.ask(*marks).query
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        assert query.selected, "a prepared question names its columns"
        assert set(marks) <= set(parameters), "a number of the question is nowhere in its SQL"
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        found = compiler.get_converters(columns)
        plan = _Plan(
            sql,
            [(marks.index(p) if p in marks else None, p) for p in parameters],
            list(query.selected),
            [(at, converters, expression) for at, (converters, expression) in found.items()],
        )
        self.local.plan = plan
        return plan
