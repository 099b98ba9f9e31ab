"""From an act of a sitting to the last of 500 and of 3,500 screens that show it."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.live import AUDIENCES
from bench.pages import Portal, asked
from bench.server import running

# Milliseconds to the last screen, in the median, for each audience.
MOST = {500: 100, 3_500: 250}


@dataclass(frozen=True)
class Shown:
    """Milliseconds until the last screen has the page that shows the act, in each round."""

    server: str
    act: str
    screens: int
    milliseconds: list[float]

    @property
    def median(self) -> float:
        """The round in the middle."""
        return median(self.milliseconds)


def measure(portals: Sequence[Portal]) -> Iterator[Shown]:
    """A bare loop that says and gives as much, then a change and a vote on each database."""
    for screens in AUDIENCES:
        yield from _shown(portals[0], "bare loop", screens, "bench.live_bare", "{port}")
    for portal in portals:
        for screens in AUDIENCES:
            yield from _shown(portal, portal.database, screens, "maslikhat.cli", "run")


def _shown(portal: Portal, name: str, screens: int, *server: str) -> Iterator[Shown]:
    """Act and look from another process, so that only the server is the server's."""
    settings = portal.settings | {"MASLIKHAT_STREAMS_PER_ADDRESS": "10000"}
    how = "bare" if name == "bare loop" else "portal"
    with running("-m", *server, settings=settings) as served:
        words = ("-m", "bench.screens_once", how, str(served.port), str(screens))
        found = json.loads(asked(portal, *words).splitlines()[-1])
    for act, milliseconds in found.items():
        yield Shown(name, act, screens, milliseconds)
