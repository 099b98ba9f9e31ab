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

    database: str
    act: str
    screens: int
    milliseconds: list[float]

    @property
    def median(self) -> float:
        """The round in the middle."""
        return median(self.milliseconds)


def measure(portals: Sequence[Portal]) -> Iterator[Shown]:
    """A change of state, and a vote, on each database."""
    for portal in portals:
        settings = portal.settings | {"MASLIKHAT_STREAMS_PER_ADDRESS": "10000"}
        for screens in AUDIENCES:
            command = ("-m", "maslikhat.cli", "run")
            with running(*command, settings=settings) as served:
                words = ("-m", "bench.screens_once", str(served.port), str(screens))
                found = json.loads(asked(portal, *words).splitlines()[-1])
            for act, milliseconds in found.items():
                yield Shown(portal.database, act, screens, milliseconds)
