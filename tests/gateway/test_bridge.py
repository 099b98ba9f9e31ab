"""The bridge: big bodies, long downloads, slow and vanished clients."""

import gzip
import hashlib
import io
import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from maslikhat.gateway.environ import environ
from maslikhat.gateway.proxies import Proxies
from tests.gateway.conftest import Portal

pytestmark = pytest.mark.once

MB = 2**20
SOON = 5
"""Seconds within which a busy machine answers whom nobody keeps; who is kept by the slow waits
until they are given up, for 20 seconds and more."""


def seconds_of(portal: Portal, path: str = "/ru/t/free/") -> float:
    """How long one ordinary request takes now."""
    begun = time.monotonic()
    assert portal.get(path).status == 200
    return time.monotonic() - begun


def pieces(size: int) -> Iterator[bytes]:
    """A body without announced length."""
    for _ in range(size // 10_000):
        yield b"x" * 10_000


@pytest.mark.parametrize(
    ("size", "source"), [(0, "BytesIO"), (500_000, "BytesIO"), (2_000_000, "BufferedRandom")]
)
def test_a_body_arrives_whole_and_a_big_one_by_way_of_the_disk(
    portal: Portal, size: int, source: str
) -> None:
    expected = hashlib.sha256(b"x" * size).hexdigest()
    for body in (b"x" * size, pieces(size)):
        got = portal.get("/ru/t/body/", method="POST", body=body).json()
        assert got == {"size": size, "hash": expected, "source": source}


def test_a_body_over_the_limit_is_refused_in_the_readers_language(portal: Portal) -> None:
    for body in (b"x" * (3 * MB), pieces(3 * MB)):
        answer = portal.get("/ru/t/body/", method="POST", body=body)
        assert answer.status == 413
        assert answer.headers["content-language"] == "ru"
        assert answer.headers["connection"] == "close"
        assert "2 " in answer.body.decode()


def test_a_lying_content_length_does_not_pass_the_limit(portal: Portal) -> None:
    with portal.open(
        b"POST /ru/t/body/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    ) as connection:
        chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
        for _ in range(40):
            connection.sendall(chunk)
        connection.sendall(b"0\r\n\r\n")
        assert b" 413 " in connection.recv(100)


def test_an_announced_giant_that_waits_for_leave_is_refused_at_once(portal: Portal) -> None:
    begun = time.monotonic()
    with portal.open(
        b"POST /ru/t/body/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000000\r\n"
        b"Expect: 100-continue\r\n\r\n"
    ) as connection:
        assert b" 413 " in connection.recv(100)
    assert time.monotonic() - begun < SOON


def test_a_body_that_no_view_reads_does_not_spoil_the_connection(portal: Portal) -> None:
    request = b"POST /ru/t/unread/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n"
    with portal.open(b"") as connection:
        for _ in range(3):
            connection.sendall(request + b"x" * 900_000)
            got = b""
            while not got.endswith(b"not read"):
                got += connection.recv(65536)
            assert got.startswith(b"HTTP/1.1 200")


def test_texts_are_compressed_and_short_ones_are_not(portal: Portal) -> None:
    small = portal.get("/ru/t/free/", Accept_Encoding="gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(small.body).startswith(b'{"language": "ru"')
    assert "accept-encoding" in small.headers["vary"].lower()
    assert "content-encoding" not in portal.get("/t/counts/", Accept_Encoding="gzip").headers


def test_slow_readers_of_large_files_hold_no_thread(portal: Portal) -> None:
    # Two threads, six downloads of 48 MB that nobody reads: every other visitor is served.
    request = b"GET /ru/t/file/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
    downloads = [portal.open(request) for _ in range(6)]
    time.sleep(0.5)
    for _ in range(20):
        assert seconds_of(portal) < SOON
    for connection in downloads:
        connection.close()


def test_a_large_file_arrives_whole_and_head_has_its_length(portal: Portal) -> None:
    answer = portal.get("/ru/t/file/", Accept_Encoding="gzip")
    assert len(answer.body) == 48 * MB
    head = portal.get("/ru/t/file/", method="HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(48 * MB))


def test_a_body_in_pieces_keeps_its_language_from_thread_to_thread(portal: Portal) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda lang: portal.get(f"/{lang}/t/rows/?n=10"), ["kk", "ru", "en", "kk"])
        )
    for lang, answer in zip(["kk", "ru", "en", "kk"], answers, strict=True):
        assert answer.body.decode().splitlines() == [f"{n} {lang}" for n in range(10)]


def ended(portal: Portal) -> int:
    """How many bodies in pieces were closed."""
    return int(json.loads(portal.get("/t/counts/").body)["ended"].get("rows", 0))


def test_a_body_in_pieces_is_closed_when_its_reader_vanishes(portal: Portal) -> None:
    before = ended(portal)
    readers = [
        portal.open(b"GET /ru/t/rows/?n=1000000 HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(4)
    ]
    for reader in readers:
        assert reader.recv(15) == b"HTTP/1.1 200 OK"
        reader.close()
    until = time.monotonic() + 10
    while ended(portal) < before + 4 and time.monotonic() < until:
        time.sleep(0.1)
    assert ended(portal) == before + 4


def test_a_body_torn_by_a_bug_does_not_pass_for_whole(portal: Portal) -> None:
    with portal.open(b"GET /ru/t/torn/ HTTP/1.1\r\nHost: localhost\r\n\r\n") as connection:
        got = b""
        try:
            while piece := connection.recv(65536):
                got += piece
        except ConnectionResetError:
            pass
    assert b"begun" in got
    assert not got.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize("name", ["disorder", "disorder_in_pieces"])
def test_what_a_view_leaves_of_its_connection_is_not_met_by_the_next(
    portal: Portal, name: str
) -> None:
    request = f"GET /ru/t/{name}/ HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with portal.open(request) as connection:
        assert connection.recv(15) == b"HTTP/1.1 200 OK"
        # The long body waits for its reader, and its thread is free.
        time.sleep(0.3)
        for _ in range(4):
            assert portal.get("/ru/t/order/").json() == {"autocommit": True}


def test_slow_senders_starve_nobody(portal: Portal) -> None:
    request = b"POST /ru/t/body/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nabc"
    senders = [portal.open(request) for _ in range(100)]
    headers = [portal.open(b"GET /ru/t/free/ HTTP/1.1\r\nHo") for _ in range(100)]
    for _ in range(20):
        assert seconds_of(portal) < SOON
    for one in senders + headers:
        one.close()
    assert seconds_of(portal) < SOON


def test_who_leaves_before_the_answer_takes_nothing_along(portal: Portal) -> None:
    for _ in range(50):
        portal.open(b"GET /ru/t/labour/ HTTP/1.1\r\nHost: localhost\r\n\r\n").close()
        portal.open(
            b"POST /ru/t/body/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\na"
        ).close()
    time.sleep(0.3)
    assert seconds_of(portal) < SOON
    assert json.loads(portal.get("/t/counts/").body)["threads"]["hand"] == 2


def from_address(portal: Portal, address: str, **headers: str) -> dict[str, object]:
    """What the view sees of a visitor who comes from this address of the loopback."""
    connection = socket.create_connection(("127.0.0.1", portal.port), 20, (address, 0))
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    with connection:
        connection.sendall(
            b"GET /ru/t/free/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + f"{named}\r\n".encode()
        )
        got = b"".join(iter(lambda: connection.recv(65536), b""))
    found: dict[str, object] = json.JSONDecoder().raw_decode(
        got.partition(b"\r\n\r\n")[2].decode()
    )[0]
    return found


def test_only_trusted_proxies_are_believed(portal: Portal) -> None:
    claims = {"X_Forwarded_For": "203.0.113.9, 10.1.1.1", "X_Forwarded_Proto": "https"}
    told = from_address(portal, "127.0.0.2", **claims)
    assert (told["address"], told["scheme"]) == ("203.0.113.9", "https")
    told = from_address(portal, "127.0.0.1", **claims)
    assert (told["address"], told["scheme"]) == ("127.0.0.1", "http")
    told = from_address(portal, "127.0.0.2", X_Forwarded_For="1.1.1.1, 203.0.113.9")
    assert told["address"] == "203.0.113.9"
    told = from_address(portal, "127.0.0.2", X_Forwarded_For="nonsense")
    assert told["address"] == "127.0.0.2"


def test_a_proxy_that_is_no_address_is_refused_at_the_start() -> None:
    with pytest.raises(SystemExit, match="MASLIKHAT_TRUSTED_PROXIES must be addresses"):
        Proxies(["10.0.0.0/8", "the-proxy"])


def test_nothing_stands_below_the_address_of_the_streams(portal: Portal) -> None:
    assert portal.get("/live/anything/").status == 404


@pytest.mark.parametrize("codec", ["hex", "rot13", "undefined", "punycode"])
def test_a_codec_in_the_kind_of_a_request_is_no_fault(portal: Portal, codec: str) -> None:
    for kind in (f"text/plain; charset={codec}", f"multipart/form-data; charset={codec}"):
        answer = portal.get("/ru/t/free/?q=%D3%99", **{"Content-Type": kind})
        assert answer.status == 200


def test_of_the_kind_of_a_request_only_the_charset_is_withheld() -> None:
    kind = b"multipart/form-data; charset=hex; boundary=x;CharSet*=a"
    scope = {"method": "POST", "raw_path": b"/", "query_string": b"", "http_version": "1.1"}
    scope |= {
        "scheme": "http",
        "client": None,
        "server": None,
        "headers": [(b"content-type", kind)],
    }
    told = environ(scope, Proxies([]), io.BytesIO(), 0)
    assert told["CONTENT_TYPE"] == "multipart/form-data; boundary=x"
