"""The nine of the demo, and the portal as it is served."""

import signal
import ssl
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import DEVNULL

import httpx
import pytest
from django.test import Client

from maslikhat.demo.cast import ROLES
from tests.conftest import copy_portal
from tests.forks import Started
from tests.postgres import free_port

# On loopback nothing is encrypted; without this each client reads all certificates, for 28 ms.
PLAIN = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
VISITOR = "visitor"
EVERYONE = (VISITOR, *ROLES)
Enter = Callable[[str], Client]


@pytest.fixture
def enter(db: None) -> Enter:
    """A browser in the hands of one of the nine, or of a visitor."""

    def entered(role: str) -> Client:
        client = Client(headers={"Accept-Language": "en"})
        if role != VISITOR:
            assert client.post(f"/demo/enter/{role}/").status_code == 302
        return client

    return entered


@pytest.fixture(scope="session")
def portal() -> Iterator[str]:
    """The address of the demo, served by the portal's own command from a copy of its own."""
    with served("served") as address:
        yield address


class served:  # noqa: N801 - reads as a word in `with served(...)`
    """Serve a copy of the demo on loopback while the block lasts."""

    def __init__(self, name: str) -> None:
        self.port = free_port()
        self.environment = {**copy_portal(name), "PORT": str(self.port)}
        self.log = Path(self.environment["MASLIKHAT_VAR"]) / "server.log"

    def __enter__(self) -> str:
        command = ("-m", "maslikhat.cli", "run")
        with self.log.open("w") as log:
            self.process = Started(command, self.environment, stdout=DEVNULL, stderr=log.fileno())
        address = f"http://localhost:{self.port}"
        for _ in range(300):
            try:
                httpx.get(f"{address}/healthz", verify=PLAIN)
            except httpx.TransportError:
                assert self.process.poll() is None, self.log.read_text()
                time.sleep(0.1)
            else:
                return address
        raise AssertionError(f"the portal did not answer in 30 s: {self.log.read_text()}")

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)
