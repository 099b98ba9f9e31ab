"""Start and stop: quick, on one port, with the work beside the requests, and no answer lost."""

import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from tests.gateway.conftest import ROOT, Portal

pytestmark = pytest.mark.both

LENGTH = len("worked " * 3000)


class Visitor(threading.Thread):
    """Asks again and again on kept connections; notes answers and whatever broke off."""

    def __init__(self, portal: Portal, until: float) -> None:
        super().__init__()
        self.portal, self.until = portal, until
        self.whole = self.refused = 0
        self.broken: list[str] = []
        self.unanswered: list[str] = []

    def run(self) -> None:
        connection: socket.socket | None = None
        for _ in range(10_000):
            if time.monotonic() > self.until:
                break
            if connection is None:
                try:
                    connection = socket.create_connection(("127.0.0.1", self.portal.port), 10)
                except OSError:
                    self.refused += 1
                    break
            if not self.ask(connection):
                connection.close()
                connection = None
        if connection is not None:
            connection.close()

    def ask(self, connection: socket.socket) -> bool:
        """One request; whether the connection may be used again."""
        got = b""
        try:
            connection.sendall(b"GET /ru/t/labour/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
            while not self.is_whole(got):
                piece = connection.recv(65536)
                if not piece:
                    break
                got += piece
        except OSError as error:
            (self.broken if got else self.unanswered).append(repr(error))
            return False
        if self.is_whole(got):
            self.whole += 1
            return b"connection: close" not in got.partition(b"\r\n\r\n")[0]
        (self.broken if got else self.unanswered).append("ended")
        return False

    @staticmethod
    def is_whole(got: bytes) -> bool:
        return len(got.partition(b"\r\n\r\n")[2]) == LENGTH


def test_a_stop_under_load_loses_no_answer(another: Callable[..., Portal]) -> None:
    portal = another(THREADS="2")
    visitors = [Visitor(portal, time.monotonic() + 15) for _ in range(16)]
    for visitor in visitors:
        visitor.start()
    time.sleep(1.5)
    begun = time.monotonic()
    assert portal.stop() == 0, portal.log.read_text()
    assert time.monotonic() - begun < 10
    for visitor in visitors:
        visitor.join(20)
    assert sum(visitor.whole for visitor in visitors) > 50
    assert [visitor.broken for visitor in visitors if visitor.broken] == []
    # Each has been told to close before the end, so none had sent into a connection that ended.
    assert [visitor.unanswered for visitor in visitors if visitor.unanswered] == []
    assert all(visitor.refused for visitor in visitors)


@pytest.mark.once
def test_a_stop_lets_a_download_and_a_slow_page_end(another: Callable[..., Portal]) -> None:
    portal = another(THREADS="2")
    with (
        portal.open(b"GET /ru/t/rows/?n=60 HTTP/1.1\r\nHost: localhost\r\n\r\n") as download,
        portal.open(b"GET /ru/t/slow/ HTTP/1.1\r\nHost: localhost\r\n\r\n") as page,
    ):
        assert download.recv(15) == b"HTTP/1.1 200 OK"
        portal.process.send_signal(signal.SIGTERM)
        got = b"".join(iter(lambda: download.recv(65536), b""))
        assert b"59 ru\n" in got
        assert got.endswith(b"0\r\n\r\n")
        assert page.recv(15) == b"HTTP/1.1 200 OK"
    assert portal.stop() == 0


@pytest.mark.once
def test_background_work_runs_once_and_ends_with_the_server(another: Callable[..., Portal]) -> None:
    portal = another()
    note = portal.var / "background.txt"
    assert note.read_text() == "begun\n"
    assert "This work is broken on purpose" in portal.log.read_text()
    portal.process.send_signal(signal.SIGINT)
    assert portal.process.wait(20) == 0
    assert note.read_text() == "begun\nended\n"


def test_a_second_start_answers_in_three_seconds(another: Callable[..., Portal]) -> None:
    # Of its own work: other tests may have the processors at the same time.
    portal = another()
    portal.stop()
    portal.start(truly=True)
    assert portal.seconds_worked() < 3


@pytest.mark.once
def test_a_taken_port_is_refused_with_a_sentence(portal: Portal) -> None:
    second = subprocess.run(
        [sys.executable, "-m", "tests.gateway.server", str(portal.port)],
        cwd=ROOT,
        env=portal.environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert second.returncode == 1
    assert f"Port {portal.port} cannot be used" in second.stderr
    assert "Traceback" not in second.stderr


def test_the_port_and_address_are_printed(portal: Portal) -> None:
    assert "http://localhost:" in portal.log.read_text()
