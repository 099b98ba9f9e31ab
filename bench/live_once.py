"""One process that holds all the streams and posts; says as JSON when the last has heard."""

import json
import resource
import selectors
import socket
import sys
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path

import django
from django.db import models

django.setup()

from maslikhat.accounts.models import User  # noqa: E402 - after the settings
from maslikhat.dialogue.actions import reply  # noqa: E402
from maslikhat.dialogue.heard import channel_of  # noqa: E402
from maslikhat.dialogue.models import Topic  # noqa: E402
from maslikhat.kit.days import today  # noqa: E402
from maslikhat.live.channels import signed  # noqa: E402
from maslikhat.registry.models import Mandate  # noqa: E402

PAUSE_SECONDS = 0.2
PATIENCE_SECONDS = 20


class Audience:
    """So many streams, all read by one loop."""

    def __init__(self, port: int, count: int, channel: str) -> None:
        self.selector = selectors.EpollSelector()
        token = signed([channel], reader=None)
        request = f"GET /live/?t={token} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
        for _ in range(count):
            stream = socket.create_connection(("127.0.0.1", port), 10)
            stream.sendall(request)
            self.selector.register(stream, selectors.EVENT_READ)
        self.count = count
        self.hear(b"retry: ")

    def hear(self, words: bytes) -> float:
        """Wait until each has heard these words; when the last did."""
        missing = {key.fd for key in self.selector.get_map().values()}
        until = time.perf_counter() + PATIENCE_SECONDS
        while missing:
            for key, _event in self.selector.select(1):
                assert isinstance(key.fileobj, socket.socket)
                if words in key.fileobj.recv(65536):
                    missing.discard(key.fd)
            if time.perf_counter() > until:
                raise TimeoutError(f"{len(missing)} of {self.count} streams heard nothing.")
        return time.perf_counter()


def posting(topic: Topic) -> Callable[[int], bytes]:
    """Deputies reply in turn; the words by which every open page hears of the post."""
    seats = Mandate.objects.on(today()).filter(person=models.OuterRef("person"))
    deputies = User.objects.filter(models.Exists(seats), person__posts__isnull=False)
    speakers = cycle(deputies.distinct().order_by("pk"))

    def post(number: int) -> bytes:
        # The same words sent again soon would be the same post.
        words = f"Heard {number} at {time.time_ns()}"
        said = reply(topic, by=next(speakers), body=words, language="en")
        return b'"post:%d"' % said.pk

    return post


def asking(port: int) -> Callable[[int], bytes]:
    """The bare loop is asked over a connection."""
    door = socket.create_connection(("127.0.0.1", port), 10)

    def ask(_number: int) -> bytes:
        door.sendall(b"GET /publish/ HTTP/1.1\r\n\r\n")
        return b"data: "

    return ask


def kilobytes(pid: int) -> int:
    """The server's own memory."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("RssAnon:")[2].split()[0])


def main(how: str, port: int, pid: int, count: int, rounds: int) -> None:
    """The rounds; each time counts from before the act to the last stream, the commit with it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    topic = Topic.objects.filter(room__kind="national", closed_at=None).order_by("pk")[0]
    act = asking(port) if how == "bare" else posting(topic)
    before = kilobytes(pid)
    audience = Audience(port, count, channel_of(topic.pk))
    time.sleep(1)
    taken = []
    for number in range(rounds):
        begun = time.perf_counter()
        taken.append((audience.hear(act(number)) - begun) * 1000)
        time.sleep(PAUSE_SECONDS)
    print(json.dumps({"milliseconds": taken, "kilobytes": (kilobytes(pid) - before) / count}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
