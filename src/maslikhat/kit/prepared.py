"""Questions asked on every page: their SQL is made once, then only sent with other values.

Building and compiling a query with joins costs Django more than the database needs to answer it.
"""

import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import connection, models
from django.db.models.query import get_related_populators

from maslikhat.kit.links import LARGEST_NUMBER

Value = int | str | dt.date
Thing = TypeVar("Thing", bound=models.Model)
Columns = list[list[Any]]

# Stand for the values while the SQL is made, the first by this, the others by what follows it. They
# fit the smallest column of numbers: for others Django makes no SQL, for no row could have them.
_MARK = 32_101
_MARK_DAY = dt.date(9107, 1, 1)


class _Plan(NamedTuple):
    """The SQL, its parameters (a position among the values, or a value), converters, the making."""

    sql: str
    parameters: Sequence[tuple[int | None, Any]]
    converters: Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]
    make: Callable[[Columns], Any]


class _Question(ABC):
    """A question by whole numbers, words or days; nothing else in it may change."""

    def __init__(self, ask: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.ask = ask
        # Made by the thread that asks first, for all of them: the others need not make it too.
        self.plan: _Plan | None = None

    def _answer(self, values: Sequence[Value]) -> Any:
        # No row has a number larger than its column, and SQLite's driver takes none.
        if any(isinstance(value, int) and value > LARGEST_NUMBER for value in values):
            return []
        plan = self.plan or self._prepare(values)
        sent = [_sent(value) for value in values]
        with connection.cursor() as cursor:
            cursor.execute(plan.sql, [k if at is None else sent[at] for at, k in plan.parameters])
            rows = [list(row) for row in cursor.fetchall()]
        for at, converters, expression in plan.converters:
            for row in rows:
                for convert in converters:
                    row[at] = convert(row[at], expression, connection)
        return plan.make(rows)

    def _prepare(self, values: Sequence[Value]) -> _Plan:
        marks = [_mark(value, at) for at, value in enumerate(values)]
        query = self.ask(*marks).query
        if not query.combinator:
            # Rows are read by place: that each column bears its name is a third of the SQL, and
            # what is longer than 4,096 characters psycopg reads anew each time it is asked.
            query.selected = None
        compiler = query.get_compiler(connection=connection)
        sql, parameters = compiler.as_sql()
        sent = [_sent(mark) for mark in marks]
        assert set(sent) <= set(parameters), "a value of the question is nowhere in its SQL"
        found = compiler.get_converters([column for column, *_ in compiler.select])
        plan = _Plan(
            sql,
            [(sent.index(p) if p in sent else None, p) for p in parameters],
            [(at, converters, expression) for at, (converters, expression) in found.items()],
            self._maker(compiler),
        )
        self.plan = plan
        return plan

    @abstractmethod
    def _maker(self, compiler: Any) -> Callable[[Columns], Any]:
        """What makes the answer of the columns."""


class Prepared(_Question):
    """A question for `values()`."""

    def __call__(self, *values: Value) -> list[dict[str, Any]]:
        """The rows for these values, by name."""
        found: list[dict[str, Any]] = self._answer(values)
        return found

    def _maker(self, compiler: Any) -> Callable[[Columns], Any]:
        query = compiler.query
        names = list(query.selected or (*query.values_select, *query.annotation_select))
        assert names, "a prepared question names its columns"
        # An order by what is not among the names adds columns at the end.
        return lambda rows: [dict(zip(names, row, strict=False)) for row in rows]


class PreparedThings(_Question, Generic[Thing]):
    """A question for things, with those that `select_related` and `annotate` bring."""

    def __init__(self, ask: Callable[..., models.QuerySet[Thing, Any]]) -> None:
        super().__init__(ask)

    def __call__(self, *values: Value) -> list[Thing]:
        """The things for these values."""
        found: list[Thing] = self._answer(values)
        return found

    def _maker(self, compiler: Any) -> Callable[[Columns], Any]:
        # As django.db.models.query.ModelIterable does it.
        told = compiler.klass_info
        first, last = told["select_fields"][0], told["select_fields"][-1] + 1
        names = [column.target.attname for column, *_ in compiler.select[first:last]]
        populators = get_related_populators(  # type: ignore[call-arg]  # the stubs' Django is later
            told, compiler.select, connection.alias
        )
        model: type[Thing] = told["model"]
        annotated = list(compiler.annotation_col_map.items())

        def make(rows: Columns) -> list[Thing]:
            things, alias = [], connection.alias
            for row in rows:
                thing = model.from_db(alias, names, row[first:last])
                for populator in populators:
                    populator.populate(row, thing)
                for name, at in annotated:
                    setattr(thing, name, row[at])
                things.append(thing)
            return things

        return make


def _mark(value: Value, at: int) -> Value:
    """What stands for the value at this place, of its kind."""
    if isinstance(value, dt.date):
        return _MARK_DAY + dt.timedelta(days=at)
    return f"{_MARK + at}" if isinstance(value, str) else _MARK + at


def _sent(value: Value) -> Any:
    """The value as this database wants it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, dt.date) else value
