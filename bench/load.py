"""A load in one thread: raw sockets and epoll, so that the server and not the client is seen."""

import re
import selectors
import socket
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Measured:
    """What a load met: answers a second, milliseconds (half, 99 of 100), and what was not a 200."""

    per_second: float
    p50: float
    p99: float
    failed: int
    requests: int


class _Visitor:
    """One kept connection that asks again as soon as it is answered."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.requests = requests
        self.missing = 0
        self.failed = 0
        self.head = b""
        self.asked = 0.0

    def ask(self) -> None:
        """Send the request."""
        self.asked = time.perf_counter()
        self.socket.send(next(self.requests))

    def hear(self) -> bool:
        """Take what has come; whether the answer is whole."""
        piece = self.socket.recv(262144)
        if not piece:
            raise ConnectionError("The server closed a kept connection.")
        if self.missing:
            self.missing -= len(piece)
            return self.missing == 0
        self.head += piece
        end = self.head.find(b"\r\n\r\n")
        if end < 0:
            return False
        length = LENGTH.search(self.head, 0, end + 2)
        if length is None:
            raise ConnectionError("The answer has no content-length.")
        if not self.head.startswith(b"HTTP/1.1 200"):
            self.failed += 1
        self.missing = end + 4 + int(length[1]) - len(self.head)
        self.head = b""
        return self.missing == 0


def load(
    port: int,
    *paths: str,
    connections: int = 32,
    seconds: float = 3,
    headers: str = "",
    most: int = sys.maxsize,
) -> Measured:
    """Ask for the paths in turn on 127.0.0.1, on so many kept connections for so many seconds.

    It ends earlier when `most` answers have come. `headers` are whole lines, each ended by CRLF.
    Raises ConnectionError when the server hangs up.
    """
    asked = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode() for path in paths]
    requests = cycle(asked)
    visitors = [_Visitor(port, requests) for _ in range(connections)]
    took: list[float] = []
    begun = time.perf_counter()
    with selectors.DefaultSelector() as selector:
        for visitor in visitors:
            selector.register(visitor.socket, selectors.EVENT_READ, visitor)
            visitor.ask()
        now = begun
        while now < begun + seconds and len(took) < most:
            for key, _event in selector.select(1):
                visitor = key.data
                if visitor.hear():
                    now = time.perf_counter()
                    took.append(now - visitor.asked)
                    visitor.ask()
            now = time.perf_counter()
    for visitor in visitors:
        visitor.socket.close()
    return _sum_up(took, now - begun, sum(visitor.failed for visitor in visitors))


def _sum_up(took: list[float], seconds: float, failed: int) -> Measured:
    took.sort()
    count = len(took)
    if not count:
        return Measured(0, 0, 0, failed, 0)
    p50, p99 = took[count // 2] * 1000, took[count * 99 // 100] * 1000
    return Measured(count / seconds, p50, p99, failed, count)


def is_answering(port: int) -> bool:
    """Whether a server answers anything on this port of the loopback."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/")
        connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
    return True
