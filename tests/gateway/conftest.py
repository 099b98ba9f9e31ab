"""A portal served in a process of its own, as it will be."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.conftest import copy_portal
from tests.forks import Started
from tests.postgres import free_port

ROOT = Path(__file__).parents[2]
START_SECONDS = 30


@dataclass
class Answer:
    """What came back: status, headers by lower-case name, and the body as it travelled."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def json(self) -> dict[str, object]:
        """The object that the body begins with."""
        return json.JSONDecoder().raw_decode(self.body.decode())[0]


class Portal:
    """A server on a free port of the loopback."""

    def __init__(self, name: str, **settings: str) -> None:
        self.environment = {
            **copy_portal(name),
            "DJANGO_SETTINGS_MODULE": "tests.gateway.settings",
            "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
            **{f"MASLIKHAT_{key}": value for key, value in settings.items()},
        }
        self.var = Path(self.environment["MASLIKHAT_VAR"])
        for left in ("background.txt", "server.log"):
            (self.var / left).unlink(missing_ok=True)
        with (self.var / "large.bin").open("wb") as file:
            file.truncate(48 * 2**20)
        self.port = free_port()
        self.log = self.var / "server.log"
        self.start()

    def start(self, *, truly: bool = False) -> None:
        """Start it and wait until it answers; `truly` when it loads all it needs itself."""
        begun = time.monotonic()
        words = ["-m", "tests.gateway.server", str(self.port)]
        with self.log.open("a") as log:
            streams = {"env": self.environment, "stdout": log.fileno(), "stderr": log.fileno()}
            self.process = (
                subprocess.Popen([sys.executable, *words], cwd=ROOT, **streams)
                if truly
                else Started(words, **streams)
            )
        while time.monotonic() < begun + START_SECONDS:
            try:
                assert self.get("/t/counts/").status == 200, self.log.read_text()
                return
            except OSError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.05)
        raise AssertionError(self.log.read_text())

    def seconds_worked(self) -> float:
        """The processor time that the server has taken so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self, seconds: float = 20) -> int:
        """End it as an operator would; its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def get(self, path: str, *, method: str = "GET", body: object = None, **headers: str) -> Answer:
        """Ask once, on a connection of its own; `accept_encoding=` names Accept-Encoding."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            chunked = body is not None and not isinstance(body, bytes)
            connection.request(method, path, body, named, encode_chunked=chunked)  # type: ignore[arg-type]
            answer = connection.getresponse()
            got = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, answer.read(), got)
        finally:
            connection.close()

    def open(self, request: bytes) -> socket.socket:
        """A raw connection on which `request` has been sent."""
        opened = socket.create_connection(("127.0.0.1", self.port), timeout=20)
        opened.sendall(request)
        return opened

    def made(self, name: str) -> int:
        """How often a page was made."""
        return self.get("/t/counts/").json()["made"].get(name, 0)  # type: ignore[union-attr,index,call-overload,attr-defined,no-any-return]


@pytest.fixture(scope="package")
def portal() -> Iterator[Portal]:
    """One server for all tests that leave it as it was: two threads, 1 MB held, 2 MB bodies."""
    running = Portal(
        "gateway",
        THREADS="2",
        HELD_MEGABYTES="1",
        LARGEST_BODY="2",
        TRUSTED_PROXIES="127.0.0.2,10.0.0.0/8",
    )
    yield running
    assert running.stop() == 0


@pytest.fixture
def another() -> Iterator[Callable[..., Portal]]:
    """Servers that a test may end."""
    running: list[Portal] = []

    def begin(**settings: str) -> Portal:
        running.append(Portal(f"gateway-{len(running) + 1}", **settings))
        return running[-1]

    yield begin
    for one in running:
        one.stop()
