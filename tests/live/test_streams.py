"""A stream hears what happens on its channels, once, whatever breaks in between."""

import itertools
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psycopg
import pytest

from maslikhat.live.actions import publish
from tests.conftest import KIND
from tests.live.conftest import Country, Server, Worker
from tests.live.reader import Reader, eventually

pytestmark = pytest.mark.both

names = (f"topic:{number}" for number in itertools.count(1))
on_postgresql = pytest.mark.skipif(KIND != "postgresql", reason="only there writers overlap")


@pytest.fixture
def server(country: Country) -> Server:
    return country.servers[0]


@pytest.fixture
def worker(country: Country) -> Worker:
    return country.workers[0]


@pytest.fixture
def channel() -> str:
    """A channel nobody else uses."""
    return next(names)


def test_what_a_worker_publishes_is_heard_at_once_by_two_tabs(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    tabs = [country.listen(server, channel) for _ in range(2)]
    told, took = [f"reply:{turn}" for turn in range(3)], []
    for turn, reference in enumerate(told):
        worker.do(f"publish {channel} {reference}")
        begun = time.monotonic()
        assert [tab.refs(turn + 1) for tab in tabs] == [told[: turn + 1]] * 2
        took.append(time.monotonic() - begun)
    # Who is not told looks after a second. In the median: a busy machine may be late once.
    assert sorted(took)[1] < 0.9, took
    assert tabs[0].heard == [(channel, reference) for reference in told]


@pytest.mark.parametrize("word", ["withdraw", "revoke"])
def test_pages_held_for_visitors_are_made_anew_when_something_is_taken_away(
    country: Country, worker: Worker, channel: str, word: str
) -> None:
    servers = (country.servers[0], country.serve())
    for server in servers:
        # What is held before a server first looks at the events is given up as it looks; who is
        # let in has waited for that.
        country.listen(server, channel)
    asked = [partial(server.get, "/en/t/number/") for server in servers]
    before = [ask()[1] for ask in asked]
    worker.do(f"publish {channel} reply:1")
    assert [ask()[1] for ask in asked] == before
    worker.do("withdraw" if word == "withdraw" else f"revoke {channel}")
    assert eventually(lambda: all(ask()[1] != old for ask, old in zip(asked, before, strict=True)))


def test_a_page_that_was_being_made_meanwhile_is_not_held(server: Server, worker: Worker) -> None:
    with ThreadPoolExecutor() as readers:
        first = readers.submit(server.get, "/en/t/slow-number/")
        time.sleep(0.4)
        worker.do("withdraw")
        time.sleep(0.4)
        later = readers.submit(server.get, "/en/t/slow-number/")
    assert first.result()[0] == 200
    assert later.result()[1] != first.result()[1]
    assert server.get("/en/t/slow-number/")[1] == later.result()[1]


def test_an_event_is_published_within_a_transaction_only() -> None:
    with pytest.raises(AssertionError):
        publish("topic:1")


def test_what_the_server_itself_publishes_is_heard(
    country: Country, server: Server, channel: str
) -> None:
    reader = country.listen(server, channel)
    server.happen(channel, "reply:2")
    assert reader.refs(1) == ["reply:2"]


def test_a_stream_hears_its_own_channels_and_no_other(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    reader = country.listen(server, channel, f"{channel}:poll")
    other = country.listen(server, "room:1")
    worker.do(f"publish {channel}:poll a")
    worker.do(f"publish {channel}:other b")
    worker.do(f"publish {channel} c")
    assert reader.refs(2) == ["a", "c"]
    assert other.heard == []


def test_what_was_rolled_back_is_never_heard(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    reader = country.listen(server, channel)
    worker.do(f"fail {channel} never")
    worker.do(f"publish {channel} ever")
    assert reader.refs(1) == ["ever"]
    time.sleep(1.2)
    assert reader.heard == [(channel, "ever")]


def test_what_happened_between_the_page_and_its_stream_is_heard(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    token = server.token(channel)
    worker.do(f"publish {channel} between")
    reader = Reader(server.port, token).go_on()
    assert reader.refs(1) == ["between"]
    reader.close()


def test_a_break_loses_nothing_and_repeats_nothing(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    reader = country.listen(server, channel)
    worker.do(f"publish {channel} before")
    assert reader.refs(1) == ["before"]
    reader.close()
    worker.do(f"publish {channel} away:1")
    worker.do("publish room:elsewhere x")
    worker.do(f"publish {channel} away:2")
    reader.go_on()
    worker.do(f"publish {channel} after")
    assert reader.refs(4) == ["before", "away:1", "away:2", "after"]


def test_ten_thousand_events_while_away_are_told_as_one(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    reader = country.listen(server, channel)
    reader.close()
    for _ in range(10):
        worker.do(f"many {channel} 1000")
    reader.go_on()
    assert reader.until(lambda: reader.anew == 1)
    worker.do(f"publish {channel} after")
    assert reader.refs(1) == ["after"]


def test_some_hundreds_while_away_are_told_one_by_one_out_of_the_table_too(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    reader = country.listen(server, channel)
    worker.do(f"publish {channel} first")
    assert reader.refs(1) == ["first"]
    reader.close()
    worker.do(f"many {channel} 300")
    # More than the process keeps in memory has happened since, elsewhere.
    for _ in range(3):
        worker.do("many room:busy 1000")
    reader.go_on()
    assert reader.refs(301) == ["first", *(f"n:{count}" for count in range(300))]
    assert reader.anew == 0


def test_a_burst_arrives_whole_and_in_order(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    readers = [country.listen(server, channel) for _ in range(5)]
    for _ in range(4):
        worker.do(f"many {channel} 500")
    for reader in readers:
        assert reader.refs(2000) == [f"n:{count}" for count in range(500)] * 4


@on_postgresql
def test_a_slower_transaction_with_a_smaller_number_is_not_passed_over(
    country: Country, server: Server, channel: str
) -> None:
    slow, quick = country.worker(), country.worker()
    readers = [country.listen(server, channel) for _ in range(2)]
    late = slow.do(f"hold {channel} late")
    assert quick.do(f"publish {channel} early") > late
    assert [reader.refs(1) for reader in readers] == [["early"], ["early"]]
    # One breaks off while the smaller number is under way, and a page is made.
    readers[0].close()
    made_now = Reader(server.port, server.token(channel))
    slow.do("")
    assert readers[0].go_on().refs(2) == ["early", "late"]
    assert readers[1].refs(2) == ["early", "late"]
    assert made_now.go_on().refs(1)[-1:] == ["late"] or "late" in made_now.refs(2)
    made_now.close()


@on_postgresql
def test_a_number_that_never_comes_does_not_hold_the_others_up(
    country: Country, server: Server, worker: Worker, channel: str
) -> None:
    reader = country.listen(server, channel)
    worker.do(f"fail {channel} never")
    number = worker.do(f"publish {channel} ever")
    assert reader.refs(1) == ["ever"]
    assert eventually(lambda: f'"settled": {number}' in server.get("/t/counts/")[1])


def test_a_restart_is_survived(another: Callable[..., Country]) -> None:
    country = another()
    server, worker = country.serve(), country.worker()
    reader = country.listen(server, "topic:1")
    worker.do("publish topic:1 before")
    assert reader.refs(1) == ["before"]
    assert server.stop() == 0, server.log.read_text()
    assert reader.until(lambda: not reader.is_open)
    worker.do("publish topic:1 meanwhile")
    server.start()
    reader.go_on()
    worker.do("publish topic:1 after")
    assert reader.refs(3) == ["before", "meanwhile", "after"]


def test_a_server_killed_between_publishing_and_telling_loses_nothing(
    another: Callable[..., Country],
) -> None:
    country = another()
    server = country.serve()
    reader = country.listen(server, "topic:1")
    server.happen("topic:1", "told")
    assert reader.refs(1) == ["told"]
    told = 1
    for _ in range(20):
        server.happen("topic:1", f"n:{told}")
        told += 1
    server.kill()
    assert reader.until(lambda: not reader.is_open)
    server.start()
    reader.go_on()
    assert reader.refs(told) == ["told", *(f"n:{count}" for count in range(1, told))]


def test_two_servers_on_one_database_hear_each_other(another: Callable[..., Country]) -> None:
    country = another()
    first, second = country.serve(), country.serve()
    readers = [country.listen(first, "topic:1"), country.listen(second, "topic:1")]
    first.happen("topic:1", "a")
    second.happen("topic:1", "b")
    for reader in readers:
        assert sorted(reader.refs(2)) == ["a", "b"]
    # One server goes: its reader comes back at the other.
    readers[0].close()
    first.kill()
    second.happen("topic:1", "c")
    assert readers[0].go_on(second.port).refs(3)[2:] == ["c"]


@on_postgresql
def test_connections_that_the_database_ends_are_made_anew_and_nothing_is_lost(
    another: Callable[..., Country],
) -> None:
    country = another()
    server, worker = country.serve(), country.worker()
    reader = country.listen(server, "topic:1")
    worker.do("publish topic:1 before")
    assert reader.refs(1) == ["before"]
    with psycopg.connect(country.environment["MASLIKHAT_DATABASE_URL"], autocommit=True) as one:
        one.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        one.execute(
            "INSERT INTO live_event (channel, ref, made_at) VALUES ('topic:1', 'untold', now())"
        )
    assert reader.refs(2) == ["before", "untold"]
    country.worker().do("publish topic:1 after")
    assert reader.refs(3) == ["before", "untold", "after"]
    assert not reader.twice


def test_hundreds_of_writers_at_once_are_all_heard_once(another: Callable[..., Country]) -> None:
    country = another()
    servers = [country.serve(), country.serve()]
    workers = [country.worker() for _ in range(4)]
    readers = [country.listen(server, "topic:1") for server in servers]
    with ThreadPoolExecutor(4) as pool:
        for number, worker in enumerate(workers):
            pool.submit(publish_some, worker, number)
        # One reader breaks off again and again meanwhile.
        for _ in range(15):
            time.sleep(0.1)
            readers[0].go_on()
    expected = sorted(f"w:{number}:{count}" for number in range(4) for count in range(50))
    for reader in readers:
        assert sorted(reader.refs(200)) == expected
    assert not readers[1].twice


def publish_some(worker: Worker, number: int) -> None:
    for count in range(50):
        worker.do(f"publish topic:1 w:{number}:{count}")
