"""Events are rows of their act's transaction; old ones go; tokens say no more than they must."""

import datetime as dt
import json
import time
from typing import Any

import pytest
from django.core import signing
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.kit import timetable
from maslikhat.kit.transactions import writing
from maslikhat.live import actions, channels, herald, state, tasks
from maslikhat.live.models import Event, Revocation
from maslikhat.live.names import LONGEST, REVOKED, is_channel, of_user
from tests.conftest import KIND

pytestmark = pytest.mark.django_db
on_postgresql = pytest.mark.skipif(KIND != "postgresql", reason="SQLite has no NOTIFY")
HOUR = dt.timedelta(hours=1)


def published(channel: str, ref: str) -> int:
    """Publish; the number of the event."""
    actions.publish(channel, ref)
    return Event.objects.filter(channel=channel, ref=ref).latest("pk").pk


def age(number: int, by: dt.timedelta) -> None:
    Event.objects.filter(pk=number).update(made_at=timezone.now() - by)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("topic:7", True),
        ("all", True),
        ("room:oblast-3:poll_1", True),
        ("", False),
        ("Topic:7", False),
        ("topic:", False),
        (":7", False),
        ("topic 7", False),
        ("topic\n", False),
        ("тақырып:7", False),
        ("a" * LONGEST, True),
        ("a" * (LONGEST + 1), False),
    ],
)
def test_channels_have_plain_names(name: str, is_one: bool) -> None:
    assert is_channel(name) is is_one


@pytest.mark.parametrize(("channel", "ref"), [("Topic", ""), ("topic:1", "x" * (LONGEST + 1))])
def test_a_name_that_is_none_is_a_bug(channel: str, ref: str) -> None:
    with pytest.raises(AssertionError):
        actions.publish(channel, ref)


def test_an_event_goes_with_its_transaction() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.publish("topic:1", "reply:1")
        raise ZeroDivisionError
    assert not Event.objects.filter(channel="topic:1").exists()


def test_an_event_is_one_row() -> None:
    number = published("topic:1", "reply:1")
    assert Event.objects.filter(pk=number).values_list("channel", "ref").get() == (
        "topic:1",
        "reply:1",
    )


def test_publishing_costs_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        actions.publish("topic:1", "reply:1")


def test_a_number_is_drawn_only_by_the_statement_that_holds_the_lock() -> None:
    """Drawn before it, a number that is passed over would be given up: nobody seems to write it."""
    with CaptureQueriesContext(connection) as asked, writing():
        actions.publish_to_users([3, 1, 2], "notices")
        actions.publish("user:2", "notices")
    told = [one["sql"] for one in asked.captured_queries if "live_event" in one["sql"]]
    assert len(told) == 1 and told[0].startswith("INSERT INTO live_event"), told
    heard = Event.objects.filter(ref="notices").values_list("channel", flat=True)
    assert sorted(heard) == ["user:1", "user:2", "user:3"]


def test_more_than_one_statement_takes_are_all_told() -> None:
    with writing():
        actions.revoke_users(range(1, actions.BATCH + 11))
    assert Event.objects.filter(ref=REVOKED).count() == actions.BATCH + 10
    newest = Event.objects.latest("pk").pk
    assert set(Revocation.objects.values_list("event", flat=True)) == {newest}


def test_revoking_again_moves_the_point() -> None:
    actions.revoke("room:1")
    first = Revocation.objects.get(channel="room:1").event
    actions.revoke("room:1")
    second = Revocation.objects.get(channel="room:1").event
    assert Event.objects.filter(ref=REVOKED).latest("pk").pk == second > first


def test_old_events_are_swept_in_batches_and_the_newest_stays() -> None:
    with writing():
        for number in range(actions.BATCH + 10):
            actions.publish("topic:1", str(number))
    old = Event.objects.update(made_at=timezone.now() - 3 * HOUR)
    fresh = published("topic:1", "fresh")
    assert actions.sweep(2 * HOUR) == old > actions.BATCH
    assert actions.sweep(2 * HOUR) == 0
    age(fresh, 3 * HOUR)
    assert actions.sweep(2 * HOUR) == 0
    assert Event.objects.filter(pk=fresh).exists()


def test_each_night_the_events_of_yesterday_go() -> None:
    old, fresh = published("topic:1", "old"), published("topic:1", "fresh")
    actions.publish("topic:1", "newest")
    age(old, dt.timedelta(hours=25))
    assert timetable.entries["live.sweep"].job is tasks.sweep
    tasks.sweep.call("", "")
    assert not Event.objects.filter(pk=old).exists()
    assert Event.objects.filter(pk=fresh).exists()


def test_healthz_tells_how_many_streams_are_open() -> None:
    assert Client().get("/healthz").json()["streams"] == state.streams() == 0


def test_a_revocation_stays_as_long_as_any_token_it_voids() -> None:
    actions.revoke("room:1")
    actions.revoke("room:2")
    long_ago = timezone.now() - 2 * channels.LIFE - HOUR
    Revocation.objects.filter(channel="room:2").update(made_at=long_ago)
    actions.sweep(HOUR)
    assert list(Revocation.objects.values_list("channel", flat=True)) == ["room:1"]


def test_a_token_says_what_was_signed() -> None:
    token = channels.signed(["topic:1", "room:2"], reader=7, session="secret", since=5)
    ticket = channels.opened(token, session="secret")
    assert ticket.channels == ("topic:1", "room:2", of_user(7))
    assert (ticket.since, ticket.reader) == (5, 7)
    assert 0 < ticket.until - time.time() <= channels.LIFE.total_seconds()
    assert "secret" not in token
    told = json.loads(signing.b64_decode(token.split(":")[0].encode()))
    assert "secret" not in json.dumps(told)


def test_a_reader_has_a_session_and_a_visitor_has_none() -> None:
    with pytest.raises(AssertionError):
        channels.signed(["topic:1"], reader=7)
    with pytest.raises(AssertionError):
        channels.signed(["topic:1"], reader=None, session="secret")
    with pytest.raises(AssertionError):
        channels.signed([], reader=None)
    with pytest.raises(AssertionError):
        channels.signed(["topic:1"] * (channels.MOST_CHANNELS + 1), reader=None)


def test_the_longest_token_fits_into_an_address() -> None:
    longest = [f"{n:02}".translate(str.maketrans("0123456789", "abcdefghij")) for n in range(32)]
    names = [name + "x" * (LONGEST - len(name)) for name in longest]
    token = channels.signed(names, reader=2**62, session="x" * 32, since=2**62)
    assert channels.opened(token, session="x" * 32).channels[:32] == tuple(names)


def test_signing_asks_the_database_nothing_where_the_events_are_followed(
    django_assert_num_queries: object,
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        channels.signed(["topic:1"], reader=None, since=3)


def test_without_a_follower_a_token_begins_in_the_past() -> None:
    old = published("topic:1", "old")
    age(old, dt.timedelta(minutes=1))
    actions.publish("topic:1", "new")
    assert state.settled() is None
    token = channels.signed(["topic:1"], reader=None)
    assert channels.opened(token, session="").since == old


@on_postgresql
def test_the_herald_tells_the_highest_number_and_goes_on_after_a_lost_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(herald, "PAUSE_SECONDS", 0.1)
    listening = herald.connect()
    listening.execute(f"LISTEN {herald.NAME}")
    spoken = herald._Herald()
    try:
        # Its first word may come before or after the others have joined it.
        for number in (1, 3, 2):
            spoken.announce(number)
        assert told_to(listening, "3")
        listening.execute("SELECT pg_terminate_backend(%s)", [spoken._connection.info.backend_pid])
        spoken.announce(4)
        # The act did not fail. What was lost with the connection is found by looking.
        deadline = time.monotonic() + 5
        while spoken._connection is not None and time.monotonic() < deadline:
            time.sleep(0.02)
        spoken.announce(5)
        assert told_to(listening, "5")
    finally:
        listening.close()
        spoken._close()


def told_to(listening: Any, words: str) -> bool:
    """Whether these words are told within some seconds."""
    return any(told.payload == words for told in listening.notifies(timeout=5))


def test_an_act_writes_its_events_at_its_end() -> None:
    with writing():
        with writing():
            actions.publish("topic:1", "reply:1")
        assert not Event.objects.filter(channel="topic:1").exists()
    assert Event.objects.filter(channel="topic:1").count() == 1
