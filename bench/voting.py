"""Every deputy of the country votes within the same ten seconds, each on an own connection."""

import asyncio
import json
import random
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bench import pages

SECONDS = 10.0
TOKEN = "k" * 32
# Milliseconds within which a vote is acknowledged, for 99 of 100.
MOST = {"SQLite": 1000, "PostgreSQL": 300}


@dataclass(frozen=True)
class Voted:
    """What the electors met: acknowledged votes, the slowest of 100, and what was lost."""

    mode: str
    electors: int
    ballots: int
    acknowledged: int
    refused: int
    per_second: float
    p50: float
    p99: float
    lost: int
    # Share of one core that the portal was busy while they voted.
    busy: float


def measure(portal: pages.Portal, mode: str = "open") -> Voted:
    """All electors vote once, each at a moment of chance within ten seconds.

    A vote is late from the moment at which it was given, not from when the server took it.
    """
    told = json.loads(_once(portal, "enter", mode))
    with portal.served() as running:
        running.come_to_rest()
        before = running.seconds_worked()
        begun = time.perf_counter()
        answers = asyncio.run(_vote(running.port, told["votes"], mode))
        spent = time.perf_counter() - begun
        busy = (running.seconds_worked() - before) / spent
    kept = json.loads(_once(portal, "kept"))
    there = set(kept["keys"]) | {str(elector) for elector in kept["voted"]}
    acknowledged = [name for name, status, _took in answers if 200 <= status < 400]
    took = sorted(took for _name, _status, took in answers)
    return Voted(
        mode,
        len(told["votes"]),
        told["ballots"],
        len(acknowledged),
        len(answers) - len(acknowledged),
        len(answers) / spent,
        took[len(took) // 2] * 1000,
        took[len(took) * 99 // 100] * 1000,
        sum(name not in there for name in acknowledged),
        busy,
    )


def closing(portal: pages.Portal) -> tuple[int, float]:
    """Electors of the largest ballot, and the milliseconds in which it is closed."""
    told = json.loads(_once(portal, "close"))
    return told["electors"], told["milliseconds"]


async def _vote(
    port: int, votes: Sequence[dict[str, Any]], mode: str
) -> list[tuple[str, int, float]]:
    """Name of each vote, status of its answer, seconds from the moment at which it was due."""
    chance = random.Random(10)
    begun = time.perf_counter() + 0.2
    due = [begun + chance.uniform(0, SECONDS) for _vote in votes]
    return await asyncio.gather(
        *(_cast(port, vote, mode, at) for vote, at in zip(votes, due, strict=True))
    )


async def _cast(port: int, vote: dict[str, Any], mode: str, due: float) -> tuple[str, int, float]:
    key = str(uuid.uuid4())
    form = {"option": vote["elector"] % 3 + 1, "key": key, "csrfmiddlewaretoken": TOKEN}
    body = urlencode(form).encode()
    act = "cast" if mode == "open" else "cast-secretly"
    head = (
        f"POST /en/votes/{vote['ballot']}/{act}/ HTTP/1.1\r\nHost: localhost\r\n"
        f"Cookie: sessionid={vote['cookie']}; csrftoken={TOKEN}\r\nAccept: application/json\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    await asyncio.sleep(due - time.perf_counter())
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    line = await reader.readline()
    took = time.perf_counter() - due
    await reader.read()
    writer.close()
    return key if mode == "open" else str(vote["elector"]), int(line.split()[1]), took


def _once(portal: pages.Portal, *words: str) -> str:
    """The last line that `bench.voting_once` prints in this portal."""
    return pages.asked(portal, "-m", "bench.voting_once", *words).splitlines()[-1]


def main() -> None:
    """The figures on each database."""
    with pages.portals() as portals:
        for portal in portals:
            for mode in ("open", "secret"):
                print(portal.database, measure(portal, mode), flush=True)
            print(portal.database, closing(portal), flush=True)


if __name__ == "__main__":
    main()
