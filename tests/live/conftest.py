"""A database of its own, servers on it, and workers beside them, each in its own process."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from subprocess import PIPE
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.conftest import copy_portal
from tests.forks import Started
from tests.live.reader import Reader
from tests.postgres import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 30
TOKEN = re.compile(r'data-live="([^"]+)"')


class Country:
    """One database; servers and workers come and go."""

    def __init__(self, name: str, **settings: str) -> None:
        self.environment = {
            **copy_portal(name),
            "DJANGO_SETTINGS_MODULE": "tests.live.settings",
            **{f"MASLIKHAT_{key}": value for key, value in settings.items()},
        }
        self.servers: list[Server] = []
        self.workers: list[Worker] = []
        self.readers: list[Reader] = []

    def serve(self) -> Server:
        """Another server on this database."""
        self.servers.append(Server(self))
        return self.servers[-1]

    def worker(self) -> Worker:
        """Another worker on this database."""
        self.workers.append(Worker(self))
        return self.workers[-1]

    def listen(self, server: Server, *channels: str, cookie: str = "", **options: Any) -> Reader:
        """A page that shows these channels, with its stream open."""
        token = server.token(*channels, cookie=cookie)
        self.readers.append(Reader(server.port, token, cookie=cookie, **options).go_on())
        return self.readers[-1]

    def end(self) -> None:
        """Stop all that was begun."""
        for reader in self.readers:
            reader.close()
        for worker in self.workers:
            worker.end()
        for server in self.servers:
            server.stop()


class Server:
    """A server on a port of its own."""

    def __init__(self, country: Country) -> None:
        self.country, self.port = country, free_port()
        self.log = Path(country.environment["MASLIKHAT_VAR"]) / f"server-{self.port}.log"
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        with self.log.open("a") as log:
            self.process = Started(
                ["-m", "tests.live.server", str(self.port)],
                self.country.environment,
                stdout=log.fileno(),
                stderr=log.fileno(),
            )
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                assert self.get("/t/counts/")[0] == 200, self.log.read_text()
                return
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                assert time.monotonic() < until, self.log.read_text()
                time.sleep(0.05)

    def stop(self) -> int:
        """End it as an operator would; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self.process.wait(20)

    def get(
        self, path: str, *, method: str = "GET", cookie: str = "", **query: str
    ) -> tuple[int, str, str]:
        """Ask once: status, body, and the cookie of a session that was begun."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        address = f"{path}?{urlencode(query)}" if query else path
        connection.request(method, address, headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        body = answer.read().decode()
        given = re.search(r"sessionid=\w+", answer.getheader("Set-Cookie") or "")
        connection.close()
        return answer.status, body, given[0] if given else ""

    def token(self, *channels: str, cookie: str = "") -> str:
        """The token in a page that shows these channels."""
        query = "&".join(f"channel={channel}" for channel in channels)
        status, body, _cookie = self.get(f"/en/t/token/?{query}", cookie=cookie)
        assert status == 200, body
        return TOKEN.search(body)[1]  # type: ignore[index]

    def enter(self, name: str) -> str:
        """The cookie of a browser in which this person has just signed in."""
        status, body, cookie = self.get("/en/t/enter/", method="POST", name=name)
        assert status == 200 and cookie, body
        return cookie

    def happen(self, channel: str, ref: str) -> None:
        """Have the server itself publish."""
        assert self.get("/en/t/happen/", method="POST", channel=channel, ref=ref)[0] == 200


class Worker:
    """A process that publishes what it is told to."""

    def __init__(self, country: Country) -> None:
        self.process = Started(
            ["-m", "tests.live.worker"], country.environment, stdin=PIPE, stdout=PIPE
        )

    def do(self, line: str) -> int:
        """One thing; the number of its last event."""
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the worker failed"
        return int(answer)

    def end(self) -> None:
        """Let it go."""
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def country() -> Iterator[Country]:
    """One database with a server and a worker, for all tests of a module."""
    made = Country("live")
    made.serve()
    made.worker()
    yield made
    made.end()


@pytest.fixture
def another() -> Iterator[Callable[..., Country]]:
    """Databases whose servers a test may end."""
    made: list[Country] = []

    def begin(**settings: str) -> Country:
        made.append(Country(f"live-{len(made) + 1}", **settings))
        return made[-1]

    yield begin
    for one in made:
        one.end()
