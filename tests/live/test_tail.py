"""The end of the table, read while transactions overlap in every order."""

import os
import random
from collections.abc import Iterator

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from maslikhat.live import tail
from maslikhat.live.names import REVOKED
from maslikhat.live.tail import MOST_MISSED, Happened, Tail
from tests.conftest import KIND

pytestmark = pytest.mark.both

on_postgresql = pytest.mark.skipif(KIND != "postgresql", reason="only there writers overlap")
INSERT = "INSERT INTO live_event (channel, ref, made_at) VALUES (%s, %s, now()) RETURNING id"


@pytest.fixture
def table(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The table itself, outside any transaction of the test; what was written is taken away."""
    with django_db_blocker.unblock():
        # Fresh ones: another test may have left connections that the database has ended.
        connection.close()
        if KIND == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]
        yield
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM live_event")
            cursor.execute("DELETE FROM live_revocation")


@pytest.fixture
def writers() -> Iterator[list[psycopg.Connection]]:
    """Six connections whose transactions stay open until told otherwise."""
    url = os.environ["MASLIKHAT_DATABASE_URL"]
    opened = [psycopg.connect(url) for _ in range(6)]
    yield opened
    for one in opened:
        one.close()


def publish(writer: psycopg.Connection, channel: str = "topic:1", ref: str = "") -> int:
    found = writer.execute(INSERT, [channel, ref]).fetchone()
    assert found
    return int(found[0])


def insert(*rows: tuple[str, str]) -> list[int]:
    """Events committed at once, on any database."""
    numbers = []
    with connection.cursor() as cursor:
        for channel, ref in rows:
            at = "now()" if KIND == "postgresql" else "datetime('now')"
            cursor.execute(INSERT.replace("now()", at), [channel, ref])
            numbers.append(int(cursor.fetchone()[0]))
    return numbers


def begun() -> Tail:
    made = Tail()
    made.begin()
    return made


def numbers(found: list[Happened] | None) -> list[int]:
    assert found is not None
    return [one.number for one in found]


def test_what_was_there_at_the_beginning_is_not_news_and_can_be_asked_for(table: None) -> None:
    first, second = insert(("topic:1", "a"), ("topic:2", "b"))
    read = begun()
    assert read.news() == []
    assert numbers(read.missed(first - 1, ["topic:1", "topic:2"])) == [first, second]
    assert numbers(read.missed(first, ["topic:1"])) == []


def test_news_come_once_in_their_order(table: None) -> None:
    read = begun()
    written = insert(*[("topic:1", str(n)) for n in range(2 * tail.BATCH + 3)])
    assert numbers(read.news()) == written
    assert read.news() == []
    assert read.settled == written[-1]


def test_a_look_that_has_read_all_there_was_asks_no_more(table: None) -> None:
    read = begun()
    insert(("topic:1", "a"), ("topic:1", "b"))
    with CaptureQueriesContext(connection) as asked:
        assert len(read.news()) == 2
        assert read.news() == []
    # Beside them PostgreSQL is asked for what numbers that were passed over may still bring.
    assert sum("LIMIT" in one["sql"] for one in asked) == 2


@pytest.mark.parametrize("more", [0, 1])
def test_who_has_missed_too_much_is_told_so(table: None, more: int) -> None:
    (first,) = insert(("topic:1", "first"))
    read = begun()
    insert(*[("topic:1", "x") for _ in range(MOST_MISSED + more)])
    read.news()
    found = read.missed(first, ["topic:1"])
    assert (found is None) is bool(more)


def test_who_comes_from_before_the_oldest_or_from_the_future_is_told_so(table: None) -> None:
    first, _second, third = insert(*[("topic:1", str(n)) for n in range(3)])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM live_event WHERE id < %s", [third])
    read = begun()
    assert read.missed(first - 1, ["topic:1"]) is None
    assert numbers(read.missed(third - 1, ["topic:1"])) == [third]
    assert read.missed(third + 1, ["topic:1"]) is None


def test_a_revocation_is_remembered_by_its_number(table: None) -> None:
    read = begun()
    _, closed = insert(("room:1", "a"), ("room:1", REVOKED))
    read.news()
    assert read.revoked == {"room:1": closed}


@on_postgresql
@pytest.mark.parametrize("seed", range(8))
def test_transactions_in_any_order_are_read_once_and_no_point_lies_behind_one(
    table: None, writers: list[psycopg.Connection], seed: int
) -> None:
    chance = random.Random(seed)
    read = begun()
    open_now: dict[psycopg.Connection, list[int]] = {}
    committed: set[int] = set()
    heard: list[Happened] = []
    points: list[tuple[int, set[int]]] = []
    for _ in range(300):
        writer = chance.choice(writers)
        what = chance.random()
        if what < 0.45:
            open_now.setdefault(writer, []).append(publish(writer))
        elif what < 0.7:
            writer.commit()
            committed |= set(open_now.pop(writer, []))
        elif what < 0.8:
            writer.rollback()
            open_now.pop(writer, None)
        else:
            heard += read.news()
            # Nobody is sent on from a point behind which something may still come.
            under_way = [number for mine in open_now.values() for number in mine]
            assert all(read.settled < number for number in under_way)
            points.append((read.settled, {one.number for one in heard}))
    for writer in writers:
        writer.commit()
    committed |= {number for mine in open_now.values() for number in mine}
    for _ in range(3):
        heard += read.news()
    assert sorted(one.number for one in heard) == sorted(committed)
    assert read.settled == read.highest
    # From any point a reader who had heard what was told by then gets all the rest.
    for point, had in points:
        told = set(numbers(read.missed(point, ["topic:1"])))
        assert had | told == committed
    resumes = [one.resume for one in heard]
    assert resumes == sorted(resumes)


@on_postgresql
def test_a_process_that_begins_amid_open_transactions_hears_of_them(
    table: None, writers: list[psycopg.Connection]
) -> None:
    late = publish(writers[0])
    early = publish(writers[1])
    writers[1].commit()
    read = begun()
    assert read.settled < late < early
    assert read.news() == []
    writers[0].commit()
    assert numbers(read.news()) == [late]
    read.news()
    assert read.settled == early
