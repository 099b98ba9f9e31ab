"""One process that is all the screens of a sitting, and its chair; milliseconds as JSON.

A screen does what the page's script does: it hears on its stream that something has changed, waits
for a moment by which an audience spreads itself, and fetches what changed by the event's number.
All share one core: what each would do on a machine of its own (to read the event, to write the
request) is done once for all, and what a page shows is looked at when the last has come.
"""

import gzip
import heapq
import json
import random
import re
import resource
import select
import socket
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import repeat

import django

django.setup()

from bench.live_once import asking  # noqa: E402 - after the settings
from maslikhat.accounts.models import User  # noqa: E402
from maslikhat.demo import sittings as demo  # noqa: E402
from maslikhat.demo.cast import REGION, user_of  # noqa: E402
from maslikhat.demo.questions import WATER  # noqa: E402
from maslikhat.demo.votes import FOR  # noqa: E402
from maslikhat.live.channels import signed  # noqa: E402
from maslikhat.registry.models import Council, Mandate  # noqa: E402
from maslikhat.sittings import actions  # noqa: E402
from maslikhat.sittings.heard import channel_of as of_sitting  # noqa: E402
from maslikhat.sittings.models import Item, Sitting  # noqa: E402
from maslikhat.voting import actions as voting  # noqa: E402
from maslikhat.voting.heard import channel_of as of_ballot  # noqa: E402
from maslikhat.voting.models import Ballot  # noqa: E402

# An even number: what is called is ended.
ROUNDS = 16
PATIENCE_SECONDS = 20
# Longer than the script waits for the calm after a fetch.
PAUSE_SECONDS = 1.2
# As in live.js, in seconds.
GATHER, SPREAD_WHEN_HELD = 0.01, 0.00003
EVENT = re.compile(rb'data: (\{"n".*?\})\n')
# Bytes taken at once: more than a page has.
LARGEST = 65_536
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
# An act, and the words by which a page shows it.
Act = Callable[[], bytes]


class Screen:
    """A stream, and the connection on which what has changed is fetched."""

    def __init__(self, port: int, token: str) -> None:
        self.stream = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
        self.stream.sendall(f"GET /live/?t={token} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        self.door = socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS)
        self.told = self.page = b""
        # The number of the event of which the page is yet to be fetched; whether one is on its way.
        self.owed = 0
        self.is_asking = False

    def hears(self, ref: bytes) -> int | None:
        """The number of an event of this kind, when one has come."""
        self.told += self.stream.recv(LARGEST)
        number = _number(self.told, ref)
        if number is not None:
            self.told = b""
        return number

    def fetch(self, path: str) -> None:
        """Ask for the fragment by the number of the latest event."""
        self.door.sendall(_request(path, self.owed))
        self.owed, self.is_asking, self.page = 0, True, b""

    def has_page(self) -> bool:
        """Whether the answer is whole."""
        self.page += self.door.recv(LARGEST)
        end = self.page.find(b"\r\n\r\n")
        length = LENGTH.search(self.page, 0, end + 2)
        self.is_asking = length is None or len(self.page) < end + 4 + int(length[1])
        return not self.is_asking

    def shown(self) -> bytes:
        """The words of the page."""
        head, _blank, body = self.page.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head
        return gzip.decompress(body) if b"content-encoding: gzip" in head else body


@lru_cache(maxsize=16)
def _number(told: bytes, ref: bytes) -> int | None:
    """The number of the first event of this kind; the same words come to all screens."""
    events = (json.loads(found[1]) for found in EVENT.finditer(told))
    return next((int(one["n"]) for one in events if one["ref"].encode().startswith(ref)), None)


@lru_cache(maxsize=16)
def _request(path: str, since: int) -> bytes:
    """What each screen asks that has heard of the event."""
    return (
        f"GET {path}?since={since} HTTP/1.1\r\nHost: localhost\r\nHX-Request: true\r\n"
        "Accept-Encoding: gzip\r\n\r\n"
    ).encode()


class Hall:
    """All the screens on one page, read by one loop."""

    def __init__(self, port: int, count: int, channel: str) -> None:
        token = signed([channel], reader=None)
        self.screens = [Screen(port, token) for _ in range(count)]
        self.spread = count * SPREAD_WHEN_HELD
        self.poll = select.epoll()
        self.ends: dict[int, tuple[Screen, bool]] = {}
        for screen in self.screens:
            for end in (screen.stream, screen.door):
                self.ends[end.fileno()] = screen, end is screen.door
                self.poll.register(end, select.EPOLLIN)

    def show(self, act: Act, path: str, ref: bytes) -> float:
        """Milliseconds from before the act until the last screen has a page that shows it."""
        begun = time.perf_counter()
        words = act()
        missing: set[Screen | None] = set(self.screens)
        due: list[tuple[float, int, Screen]] = []
        while missing:
            if time.perf_counter() > begun + PATIENCE_SECONDS:
                raise TimeoutError(f"{len(missing)} screens show nothing.")
            for screen, is_door in self.ready(_fetched(due, path)):
                is_new = False
                if not is_door:
                    number = screen.hears(ref)
                    is_new = number is not None and not screen.owed and not screen.is_asking
                    screen.owed = number or screen.owed
                elif screen.has_page():
                    is_new = bool(screen.owed)
                    missing.discard(None if is_new else screen)
                if is_new:
                    at = time.perf_counter() + GATHER + random.random() * self.spread
                    heapq.heappush(due, (at, id(screen), screen))
        ended = time.perf_counter()
        for screen in self.screens:
            assert words in screen.shown(), (words, screen.shown()[:2000])
        return (ended - begun) * 1000

    def close(self) -> None:
        """Everybody goes."""
        self.poll.close()
        for screen in self.screens:
            screen.stream.close()
            screen.door.close()

    def ready(self, wait: float) -> Iterator[tuple[Screen, bool]]:
        """The screens to which something has come: on the stream, or on the door."""
        return (self.ends[number] for number, _event in self.poll.poll(wait))


def _fetched(due: list[tuple[float, int, Screen]], path: str) -> float:
    """Fetch what is due; the seconds until the next is."""
    while due and due[0][0] <= time.perf_counter():
        _at, _place, screen = heapq.heappop(due)
        screen.fetch(path)
    return max(0.0, due[0][0] - time.perf_counter()) if due else 1.0


def steps(sitting: Sitting, chair: User) -> Iterator[Act]:
    """The chair calls an item and ends it, one after another."""
    for item in sitting.items.in_order():

        def call(item: Item = item) -> bytes:
            actions.call_item(item, by=chair)
            return b'id="item-%d" aria-current' % item.pk

        def end(item: Item = item) -> bytes:
            actions.end_item(item, by=chair, outcome=Item.Outcome.NOTED)
            return b'id="item-%d">' % item.pk

        yield call
        yield end


def votes(ballot: Ballot, there: list[Mandate]) -> Iterator[Act]:
    """Deputies vote one after another."""
    electors = ballot.electors.voting().count()
    for number, mandate in enumerate(there, 1):
        user = mandate.person.user
        assert user is not None

        def vote(user: User = user, number: int = number) -> bytes:
            voting.cast(ballot, by=user, option=FOR, key=uuid.uuid4())
            return b"%d of %d" % (number, electors)

        yield vote


def rounds(hall: Hall, acts: Iterator[Act], path: str, ref: bytes) -> list[float]:
    """Milliseconds of each round, with a pause before each."""
    taken = []
    for _round, act in zip(range(ROUNDS), acts, strict=False):
        time.sleep(PAUSE_SECONDS)
        taken.append(hall.show(act, path, ref))
    return taken


def of_bare_loop(port: int, count: int) -> dict[str, list[float]]:
    """The loop says its event to every screen and answers each with its page."""
    hall = Hall(port, count, "topic:1")
    time.sleep(2)
    ask = asking(port)

    def publish() -> bytes:
        ask(0)
        return b""

    return {"an event and a page": rounds(hall, repeat(publish), "/page/", b"reply")}


def of_portal(port: int, count: int) -> dict[str, list[float]]:
    """A sitting of which every screen shows its page, then a vote of which every one shows it."""
    council = Council.objects.get(code=REGION)
    clerk, chair = user_of("clerk"), user_of("chair")
    assert clerk is not None
    assert chair is not None
    sitting = demo.convened_now(council, clerk, f"{count} {time.time():.0f}", [WATER] * ROUNDS)
    there = demo.seated(council, clerk, sitting)
    sitting = actions.open_sitting(sitting, by=chair)
    hall = Hall(port, count, of_sitting(sitting.pk))
    time.sleep(2)
    taken = {
        "a change of state": rounds(
            hall, steps(sitting, chair), f"/en/sittings/{sitting.pk}/", b"stage"
        )
    }
    hall.close()
    time.sleep(2)
    last = actions.call_item(sitting.items.filter(called_at=None)[0], by=chair)
    motion = actions.move(last, by=clerk, kind="main", texts=WATER.titles)
    ballot = actions.put_to_vote(motion, by=chair)
    hall = Hall(port, count, of_ballot(ballot.pk))
    time.sleep(2)
    path = f"/en/votes/{ballot.pk}/progress/"
    taken["a vote"] = rounds(hall, votes(ballot, there), path, b"voted")
    return taken


def main(how: str, port: int, count: int) -> None:
    """The rounds of the portal, or of the bare loop."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    print(json.dumps(of_bare_loop(port, count) if how == "bare" else of_portal(port, count)))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
