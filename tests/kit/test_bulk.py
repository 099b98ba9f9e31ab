"""Many rows at once, on both databases alike."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.test.utils import CaptureQueriesContext

from maslikhat.kit.bulk import (
    FEW,
    batches,
    insert_models,
    insert_new,
    insert_rows,
    learn_sizes,
    reserve_ids,
)
from maslikhat.kit.keys import KeyField

pytestmark = pytest.mark.django_db


class Row(models.Model):
    """A table of the tests alone: a column of each kind that a driver is handed."""

    name = models.CharField(max_length=40, unique=True)
    day = models.DateField(null=True)
    money = models.DecimalField(max_digits=18, decimal_places=1, null=True)
    content = models.BinaryField(null=True)
    is_set = models.BooleanField(default=False)
    count = models.IntegerField(null=True)
    key = KeyField(max_length=255, default="")

    class Meta:
        app_label = "kit_tests"
        constraints = [
            models.CheckConstraint(name="count_is_no_debt", condition=models.Q(count__gte=0))
        ]


COLUMNS = ("name", "day", "money", "content", "is_set", "count", "key")


# Few rows go another way than many.
among = pytest.mark.parametrize("others", [0, FEW], ids=["few", "many"])


@pytest.fixture(autouse=True)
def table(db: None) -> Iterator[None]:
    """Made inside the test's transaction, and gone with it."""
    with connection.cursor() as cursor:
        editor = connection.schema_editor()
        editor.deferred_sql = []
        cursor.execute(editor.table_sql(Row)[0])
    yield


def row(name: str, **given: Any) -> tuple[Any, ...]:
    plain = {"day": None, "money": None, "content": None, "is_set": False, "count": 1, "key": ""}
    return (name, *{**plain, **given}.values())


@pytest.mark.parametrize(
    "given",
    [
        {"day": dt.date(2023, 3, 19)},
        {"day": dt.date(1, 1, 1)},
        # SQLite keeps 15 digits of a decimal.
        {"money": Decimal("99999999999999.9")},
        {"money": Decimal("-0.1")},
        {"content": b"\x00\xff\\x\n\t"},
        {"content": b""},
        {"is_set": True},
        {"count": 2**31 - 1},
        {"key": "Ә\t\\N\n\"',;\\."},
        {},
    ],
    ids=str,
)
@among
def test_a_value_comes_back_as_it_went(given: dict[str, Any], others: int) -> None:
    beside = (row(f"n{n}") for n in range(others))
    insert_rows(Row, COLUMNS, [row("Әлия", **given), *beside])
    found = Row.objects.values(*COLUMNS).get(name="Әлия")
    if found["content"] is not None:
        found["content"] = bytes(found["content"])
    if found["money"] is not None:
        assert isinstance(found["money"], Decimal)
    assert tuple(found.values()) == row("Әлия", **given)
    assert isinstance(found["is_set"], bool)


def test_rows_may_come_one_by_one_and_may_be_none() -> None:
    insert_rows(Row, COLUMNS, (row(f"n{n}") for n in range(2500)))
    with CaptureQueriesContext(connection) as sent:
        insert_rows(Row, COLUMNS, [])
    assert not list(sent)
    assert Row.objects.count() == 2500


@among
@pytest.mark.parametrize("number", [None, 7], ids=["without numbers", "with numbers"])
def test_models_go_together_as_they_would_singly(number: int | None, others: int) -> None:
    def rows() -> list[Row]:
        given = {"day": dt.date(2023, 3, 19), "money": Decimal("-0.1"), "content": b"\x00\t"}
        return [
            Row(id=number and number + n, name=f"Ә{n}", **given, count=n) for n in range(1 + others)
        ]

    insert_models(rows())
    insert_models([])
    together = list(Row.objects.order_by("count").values())
    Row.objects.all().delete()
    for one in rows():
        one.save()
    singly = list(Row.objects.order_by("count").values())
    for there in (together, singly):
        first = there[0]["id"]
        assert [one.pop("id") - first for one in there] == list(range(1 + others))
        assert number in (None, first)
    assert together == singly


def test_portions_hold_each_row_once_and_in_order() -> None:
    assert [list(some) for some in batches(iter(range(7)), 3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(batches(range(3), 3)) != []
    assert list(batches([], 3)) == []


def test_a_portion_is_made_before_the_only_writer_writes_or_while_it_is_sent() -> None:
    made: list[int] = []
    rows = (made.append(n) or n for n in range(4))
    portion = next(batches(rows, 3))
    assert len(made) == (3 if connection.vendor == "sqlite" else 1)
    assert list(portion) == [0, 1, 2]


def test_a_name_that_tries_to_be_sql_is_a_name() -> None:
    insert_rows(Row, COLUMNS, [row("'); DROP TABLE x; --"), row("%s %(a)s ?")])
    assert set(Row.objects.values_list("name", flat=True)) == {"'); DROP TABLE x; --", "%s %(a)s ?"}


@pytest.mark.parametrize(
    "bad", [row("a"), row("b", count=-1), (None, *row("b")[1:])], ids=["twice", "check", "null"]
)
@among
def test_one_bad_row_leaves_nothing(bad: tuple[Any, ...], others: int) -> None:
    beside = (row(f"n{n}") for n in range(others))
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_rows(Row, COLUMNS, [row("a"), row("c"), bad, *beside])
    assert not Row.objects.exists()


def test_the_size_of_a_table_is_known_at_once() -> None:
    insert_rows(Row, COLUMNS, (row(f"n{n}") for n in range(2500)))
    learn_sizes(Row)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            known = "SELECT reltuples FROM pg_class WHERE relname = %s"
            cursor.execute(known, [Row._meta.db_table])
            assert cursor.fetchone() == (2500,)
    assert Row.objects.count() == 2500


def test_reserved_numbers_are_nobody_elses() -> None:
    first = Row.objects.create(name="before", count=1).pk
    mine, also_mine = reserve_ids(Row, 3), reserve_ids(Row, 2)
    other = Row.objects.create(name="other", count=1).pk
    assert len({first, other, *mine, *also_mine}) == 7
    insert_rows(Row, ("id", *COLUMNS), [(n, *row(f"n{n}")) for n in [*mine, *also_mine]])
    assert Row.objects.create(name="after", count=1).pk not in {first, other, *mine, *also_mine}


def test_numbers_can_be_reserved_in_an_empty_table() -> None:
    numbers = reserve_ids(Row, 4)
    assert len(set(numbers)) == 4
    assert min(numbers) > 0
    assert Row.objects.create(name="after", count=1).pk not in numbers
    assert reserve_ids(Row, 0) == []


def test_a_row_whose_key_is_there_stays_as_it_was() -> None:
    first = Row(name="Әлия", count=1, money=Decimal("0.1"), day=dt.date(2023, 3, 19))
    assert insert_new(first)
    assert Row.objects.get() == first
    assert not insert_new(Row(name="Әлия", count=2))
    assert not insert_new(Row(pk=first.pk, name="other", count=2))
    assert list(Row.objects.values_list("name", "count")) == [("Әлия", 1)]


def test_a_new_row_keeps_the_rules_of_its_table() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_new(Row(name="a", count=-1))
    assert not Row.objects.exists()
