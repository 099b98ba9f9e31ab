"""A reader of a stream that does what the page's script does: goes on, and hears nothing twice."""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import Any
from urllib.parse import urlencode

PATIENCE = 10.0


class Reader:
    """Open with `go_on`; what was heard stays when the connection breaks."""

    def __init__(self, port: int, token: str, *, cookie: str = "", since: str = "") -> None:
        self.port, self.token, self.cookie, self.since = port, token, cookie, since
        self.heard: list[tuple[str, str]] = []
        self.twice: list[int] = []
        self.anew = 0
        self.over: dict[str, Any] | None = None
        self.beats = 0
        self.status = 0
        self.words = ""
        self.headers: dict[str, str] = {}
        self.is_open = False
        self._handled: set[int] = set()
        self._came = threading.Condition()
        self._connection: HTTPConnection | None = None
        self._thread: threading.Thread | None = None

    def go_on(self, port: int | None = None) -> "Reader":
        """Open the stream, from the last point known; the status says how that went."""
        self.close()
        self.port = port or self.port
        self._connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Last-Event-ID": self.since} if self.since else {}
        if self.cookie:
            headers["Cookie"] = self.cookie
        address = "/live/?" + urlencode({"t": self.token})
        self._connection.request("GET", address, headers=headers)
        answer = self._connection.getresponse()
        self.status = answer.status
        self.headers = {name.lower(): value for name, value in answer.getheaders()}
        if self.status != 200:
            self.words = answer.read().decode()
            self._connection.close()
            return self
        self.is_open = True
        self._thread = threading.Thread(target=self._read, args=(answer,), daemon=True)
        self._thread.start()
        # The stream has begun when its opening is here.
        self.until(lambda: self.since != "")
        return self

    def until(self, is_so: Callable[[], bool], seconds: float = PATIENCE) -> bool:
        """Wait until it is so; whether it is."""
        with self._came:
            return self._came.wait_for(is_so, seconds)

    def refs(self, count: int, seconds: float = PATIENCE) -> list[str]:
        """What was heard so far, when at least so many have come or the time is over."""
        self.until(lambda: len(self.heard) >= count, seconds)
        return [ref for _channel, ref in self.heard]

    def close(self) -> None:
        """Break off."""
        if self.is_open and self._connection is not None and self._connection.sock is not None:
            with contextlib.suppress(OSError):
                self._connection.sock.shutdown(socket.SHUT_RDWR)
        if self._thread is not None:
            self._thread.join(5)
        if self._connection is not None:
            self._connection.close()

    def _read(self, answer: HTTPResponse) -> None:
        text = b""
        try:
            while piece := answer.read1(65536):
                *messages, text = (text + piece).split(b"\n\n")
                with self._came:
                    for message in messages:
                        self._take(message.decode())
                    self._came.notify_all()
        except (OSError, HTTPException, ValueError, AttributeError):
            pass
        finally:
            answer.close()
        with self._came:
            self.is_open = False
            self._came.notify_all()

    def _take(self, message: str) -> None:
        fields = dict(line.split(": ", 1) for line in message.split("\n") if ": " in line)
        self.beats += message.startswith(":")
        told = json.loads(fields.get("data", "null"))
        kind = fields.get("event", "message")
        if kind == "over":
            self.over = told
        elif kind == "anew":
            self.anew += 1
        elif told is not None:
            self._hear(told)
        self.since = fields.get("id", self.since)

    def _hear(self, told: dict[str, Any]) -> None:
        if told["n"] in self._handled:
            self.twice.append(told["n"])
            return
        self._handled.add(told["n"])
        self.heard.append((told["on"], told["ref"]))


def eventually(is_so: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Whether it becomes so within the time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.02)
    return bool(is_so())
