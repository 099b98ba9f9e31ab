"""From a post to the last of 500 and of 3,500 open streams, and what a stream takes in memory."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.pages import Portal, asked, portals
from bench.server import Server, running

AUDIENCES = (500, 3_500)
ROUNDS = 15
# Milliseconds to the last of 3,500 streams, in the median.
MOST = 250


@dataclass(frozen=True)
class Reached:
    """Milliseconds to the last stream in each round; KiB of the server's memory for a stream."""

    server: str
    streams: int
    milliseconds: list[float]
    kilobytes: float

    @property
    def median(self) -> float:
        """The round in the middle."""
        return median(self.milliseconds)


def measure(portals: Sequence[Portal], rounds: int = ROUNDS) -> Iterator[Reached]:
    """A bare loop that writes the same bytes, then the demo on each database."""
    for streams in AUDIENCES:
        with running("-m", "bench.live_bare", "{port}") as bare:
            yield _reached(portals[0], "bare loop", streams, rounds, bare)
    for portal in portals:
        settings = portal.settings | {"MASLIKHAT_STREAMS_PER_ADDRESS": "10000"}
        for streams in AUDIENCES:
            command = ("-m", "maslikhat.cli", "run")
            with running(*command, settings=settings) as served:
                yield _reached(portal, portal.database, streams, rounds, served)


def _reached(portal: Portal, name: str, streams: int, rounds: int, server: Server) -> Reached:
    """Listen and publish from another process, so that only the server is the server's."""
    how = "bare" if name == "bare loop" else "portal"
    numbers = map(str, (server.port, server.pid, streams, rounds))
    told = asked(portal, "-m", "bench.live_once", how, *numbers)
    found = json.loads(told.splitlines()[-1])
    return Reached(name, streams, found["milliseconds"], found["kilobytes"])


def main() -> int:
    """One line for each; 0 when the last of 3,500 hears in time."""
    met = True
    with portals() as demos:
        every = list(measure(demos))
    for found in every:
        spread = f"{min(found.milliseconds):.0f}–{max(found.milliseconds):.0f}"
        print(
            f"{found.server:12} {found.streams:5,} streams: last after {found.median:6.1f} ms "
            f"({spread}), {found.kilobytes:.1f} KiB a stream"
        )
        met &= found.median <= MOST
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
