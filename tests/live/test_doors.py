"""Who may open a stream, how many there may be, and how each of them ends."""

import re
import socket
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core import signing

from tests.live.conftest import Country, Server, Worker
from tests.live.reader import Reader, eventually

pytestmark = [pytest.mark.both, pytest.mark.usefixtures("country")]


@pytest.fixture
def server(country: Country) -> Server:
    return country.servers[0]


@pytest.fixture
def worker(country: Country) -> Worker:
    return country.workers[0]


def opened(server: Server, token: str, **options: str) -> Reader:
    """An attempt to open a stream."""
    reader = Reader(server.port, token, **options).go_on()
    if reader.status == 200:
        reader.close()
    return reader


def open_streams(server: Server) -> int:
    body = server.get("/t/counts/")[1]
    return int(body.partition('"streams": ')[2].partition(",")[0])


@pytest.mark.once
@pytest.mark.parametrize("token", ["", "x", "a:b:c", "%00", "ә", "W10:sig", "x" * 4000, "x" * 9000])
def test_a_forged_token_is_refused_with_a_sentence(server: Server, token: str) -> None:
    reader = opened(server, token)
    assert reader.status in {400, 403}
    assert reader.words.rstrip().endswith(".")
    assert reader.headers["cache-control"] == "no-store"


def test_a_token_signed_with_another_key_or_changed_is_refused(server: Server) -> None:
    told = [["topic:1"], 0, None, "", int(time.time())]
    forged = signing.Signer(key="another", salt="maslikhat.live").sign_object(told)
    assert opened(server, forged).status == 403
    token = server.token("topic:1")
    for changed in (token[:-1], "A" + token[1:], token.replace(":", "::"), token + "A"):
        assert opened(server, changed).status in {400, 403}, changed


def test_a_token_that_has_run_out_is_refused(server: Server, country: Country) -> None:
    key = Path(country.environment["MASLIKHAT_VAR"], "keys/secret_key").read_text()
    signer = signing.Signer(key=key, salt="maslikhat.live")
    hours = 3600
    for age, status in ((11 * hours, 200), (13 * hours, 403)):
        told = [["topic:1"], 0, None, "", int(time.time()) - age]
        assert opened(server, signer.sign_object(told)).status == status


@pytest.mark.parametrize("since", ["x", "-1", "1.5", "1 2", "9" * 30, "٣"])
def test_a_last_event_id_that_is_no_number_is_refused(server: Server, since: str) -> None:
    token = server.token("topic:1")
    reader = Reader(server.port, token, since=since.encode().decode("latin-1")).go_on()
    assert reader.status == 400
    assert "Last-Event-ID" in reader.words


def test_a_last_event_id_of_the_future_fetches_everything_anew(
    country: Country, server: Server, worker: Worker
) -> None:
    reader = country.listen(server, "topic:future", since="999999999")
    assert reader.until(lambda: reader.anew == 1)
    assert int(reader.since) < 999999999
    worker.do("publish topic:future now")
    assert reader.refs(1) == ["now"]


def test_what_was_before_the_page_is_not_told_whatever_the_reader_says(
    country: Country, server: Server, worker: Worker
) -> None:
    worker.do("publish room:closed before")
    assert eventually(lambda: server.get("/t/counts/")[0] == 200)
    time.sleep(0.3)
    reader = country.listen(server, "room:closed", since="1")
    worker.do("publish room:closed after")
    assert reader.refs(1) == ["after"]


def test_a_readers_token_opens_nothing_in_another_browser(server: Server) -> None:
    aigul, serik = server.enter("aigul"), server.enter("serik")
    token = server.token("topic:1", cookie=aigul)
    assert opened(server, token, cookie=aigul).status == 200
    for others in ("a=b", '_ga={"a": "b c"}', "d[1]=e", "f", "g=h i"):
        assert opened(server, token, cookie=f"{others}; {aigul}; c=d").status == 200
    for cookie in ("", serik, "sessionid=", "sessionid=x"):
        assert opened(server, token, cookie=cookie).status == 403, cookie


def test_a_visitors_token_opens_in_any_browser(server: Server) -> None:
    assert opened(server, server.token("topic:1"), cookie=server.enter("aigul")).status == 200


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/live/", "POST", 405),
        ("/live/", "HEAD", 405),
        ("/live/x", "GET", 404),
        ("/live/?t=a&t=b", "GET", 400),
        ("/live/?t=%FF", "GET", 400),
    ],
)
def test_what_asks_for_no_stream_gets_none(
    server: Server, path: str, method: str, status: int
) -> None:
    assert server.get(path, method=method)[0] == status


def test_a_stream_says_what_it_is(country: Country, server: Server) -> None:
    headers = country.listen(server, "topic:1").headers
    assert headers["content-type"] == "text/event-stream; charset=utf-8"
    assert headers["cache-control"] == "no-store, no-transform"
    assert "content-encoding" not in headers


def test_revoking_a_channel_ends_its_streams_and_voids_its_tokens(
    country: Country, server: Server, worker: Worker
) -> None:
    reader = country.listen(server, "room:7", "topic:1")
    other = country.listen(server, "topic:1")
    unused = server.token("room:7")
    worker.do("revoke room:7")
    assert reader.until(lambda: not reader.is_open)
    assert reader.over == {"because": "revoked", "of": 1}
    assert opened(server, unused).status == 403
    assert reader.go_on().status == 403
    # Who may still see it signs anew; others are not disturbed.
    assert eventually(lambda: opened(server, server.token("room:7")).status == 200)
    assert other.is_open
    worker.do("publish topic:1 on")
    assert other.refs(1) == ["on"]


def test_what_was_published_before_the_revocation_is_told_and_after_it_is_not(
    country: Country, server: Server, worker: Worker
) -> None:
    reader = country.listen(server, "room:8")
    worker.do("publish room:8 before")
    worker.do("revoke room:8")
    worker.do("publish room:8 after")
    assert reader.until(lambda: not reader.is_open)
    assert reader.heard == [("room:8", "before")]


def test_a_revocation_outlives_a_restart(another: Callable[..., Country]) -> None:
    country = another()
    server, worker = country.serve(), country.worker()
    token = server.token("room:1")
    worker.do("revoke room:1")
    server.kill()
    server.start()
    assert opened(server, token).status == 403
    assert opened(server, server.token("room:1")).status == 200


@pytest.mark.parametrize("how", ["leave", "suspend", "password"])
def test_a_session_that_has_ended_ends_its_streams_within_seconds(
    country: Country, server: Server, how: str
) -> None:
    cookie, other = server.enter(f"one-{how}"), server.enter(f"other-{how}")
    reader = country.listen(server, "topic:1", cookie=cookie)
    bystander = country.listen(server, "topic:1", cookie=other)
    if how == "leave":
        server.get("/en/t/leave/", method="POST", cookie=cookie)
    elif how == "suspend":
        server.get("/en/t/suspend/", method="POST", name="one-suspend")
    else:
        server.get("/en/t/forget/", method="POST", name="one-password")
    assert reader.until(lambda: not reader.is_open, 6)
    assert reader.over == {"because": "ended", "of": 1}
    assert reader.go_on().status == 403
    assert bystander.is_open


def test_all_pages_of_one_user_are_closed_by_the_channel_of_the_user(
    country: Country, server: Server, worker: Worker
) -> None:
    status, body, cookie = server.get("/en/t/enter/", method="POST", name="madi")
    assert status == 200
    number = body.partition('"user": ')[2].rstrip("}")
    reader = country.listen(server, "topic:1", cookie=cookie)
    worker.do(f"publish user:{number} inbox:1")
    assert reader.refs(1) == ["inbox:1"]
    worker.do(f"revoke user:{number}")
    assert reader.until(lambda: not reader.is_open)
    assert reader.go_on().status == 403


def test_a_held_page_has_a_token_that_opens_for_everyone(
    country: Country, server: Server, worker: Worker
) -> None:
    first, second = (server.get("/en/t/held/")[1] for _ in range(2))
    assert first == second
    worker.do("publish all since")
    token = first.partition('data-live="')[2].partition('"')[0]
    readers = [Reader(server.port, token).go_on() for _ in range(2)]
    assert [reader.refs(1) for reader in readers] == [["since"]] * 2
    for reader in readers:
        reader.close()


@pytest.mark.once
def test_too_many_streams_are_refused_and_places_become_free(
    another: Callable[..., Country],
) -> None:
    country = another(STREAMS="6", STREAMS_PER_ADDRESS="4", TRUSTED_PROXIES="127.0.0.1")
    server = country.serve()
    token = server.token("topic:1")
    here = [raw(server, token, "1.1.1.1") for _ in range(4)]
    assert [head(one) for one in here] == [200] * 4
    crowded = raw(server, token, "1.1.1.1")
    assert head(crowded) == 429
    there = [raw(server, token, "2.2.2.2") for _ in range(3)]
    assert [head(one) for one in there] == [200, 200, 503]
    for one in (*here, crowded, *there):
        one.close()
    assert eventually(lambda: open_streams(server) == 0)
    again = raw(server, token, "1.1.1.1")
    assert head(again) == 200
    again.close()


@pytest.mark.once
def test_the_addresses_of_one_subscriber_are_counted_together(
    another: Callable[..., Country],
) -> None:
    country = another(STREAMS_PER_ADDRESS="2", TRUSTED_PROXIES="127.0.0.1")
    server = country.serve()
    token = server.token("topic:1")
    asked = [raw(server, token, f"2001:db8::{n}") for n in range(1, 4)]
    asked.append(raw(server, token, "2001:db8:0:1::1"))
    assert [head(one) for one in asked] == [200, 200, 429, 200]
    for one in asked:
        one.close()


def raw(server: Server, token: str, address: str, receive: int = 0) -> socket.socket:
    """A stream asked for by hand, as a proxy passes it on."""
    connection = socket.socket()
    connection.settimeout(10)
    if receive:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    connection.connect(("127.0.0.1", server.port))
    query = urlencode({"t": token})
    connection.sendall(
        f"GET /live/?{query} HTTP/1.1\r\nHost: localhost\r\n"
        f"X-Forwarded-For: {address}\r\n\r\n".encode()
    )
    return connection


def head(connection: socket.socket) -> int:
    """The status of the answer; a refusal says when to come back."""
    got = connection.recv(2000)
    status = int(got.split(b" ")[1])
    if status != 200:
        assert b"retry-after: 10" in got.lower()
    return status


def memory(server: Server) -> int:
    """The server's own memory, in KB."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("RssAnon:")[2].split()[0])


@pytest.mark.once
def test_a_reader_that_never_reads_is_dropped_and_can_go_on(
    another: Callable[..., Country],
) -> None:
    country = another()
    server, worker = country.serve(), country.worker()
    good = country.listen(server, "topic:1")
    token = server.token("topic:1")
    with ExitStack() as closing:
        deaf = [closing.enter_context(raw(server, token, "", receive=4096)) for _ in range(20)]
        assert eventually(lambda: open_streams(server) == 21)
        begun, told = memory(server), 0
        # More than the system itself keeps for a connection: some 4 MB.
        for _ in range(80):
            worker.do("many topic:1 1000 60")
            told += 1000
            assert len(good.refs(told)) == told
        assert good.is_open and not good.twice
        # What waits is bounded and shared: twenty deaf readers cost little more than none.
        assert memory(server) - begun < 20_000
        got = b""
        while not got.endswith(b"\r\n0\r\n\r\n"):
            piece = deaf[0].recv(65536)
            assert piece
            got += piece
        heard = [int(number) for number in re.findall(rb'\ndata: {"n":(\d+),', got)]
        assert 1000 < len(heard) < told
        assert heard == list(range(heard[0], heard[-1] + 1))
    # Whoever reads again goes on where the stream has ended.
    again = Reader(server.port, token, since=str(heard[-1])).go_on()
    country.readers.append(again)
    assert again.until(lambda: again.anew == 1)
    assert eventually(lambda: open_streams(server) == 2)


@pytest.mark.once
def test_a_stop_ends_streams_at_once(another: Callable[..., Country]) -> None:
    country = another()
    server = country.serve()
    readers = [country.listen(server, "topic:1") for _ in range(3)]
    begun = time.monotonic()
    assert server.stop() == 0, server.log.read_text()
    assert time.monotonic() - begun < 5
    assert eventually(lambda: not any(reader.is_open for reader in readers))
