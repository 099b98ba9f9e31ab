"""The dialogue when it is full: a topic among a hundred thousand posts, 64 deputies at once."""

import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

from bench import pages
from bench.load import Measured, load

WRITERS = 64
# Each deputy may post thirty times an hour.
POSTS_EACH = 20
TOKEN = "k" * 32


@dataclass(frozen=True)
class Crowded:
    """The page of a topic with 20 posts, not held, in the demo and among very many others."""

    alone: pages.NotHeld
    crowded: pages.NotHeld
    constant: Measured
    queries: int


@dataclass(frozen=True)
class Posted:
    """What 64 writers posted at once: answers a second, the slowest, and what was lost."""

    acknowledged: int
    refused: int
    per_second: float
    p99: float
    lost: int


def measure(portal: pages.Portal) -> tuple[Posted, Crowded]:
    """The writing first, then the page before and after 100,000 posts of others have come."""
    told = json.loads(_once(portal, "enter", str(WRITERS)))
    with portal.served() as running:
        running.come_to_rest()
        posted = _posting(portal, running.port, told["cookies"], told["topics"])
        running.come_to_rest()
        alone = pages.made_anew(portal, running, "topic of 20 posts", told["page"])
    queries = json.loads(_once(portal, "fill"))["queries"]
    with portal.served() as running:
        running.come_to_rest()
        crowded = pages.made_anew(portal, running, "topic of 20 posts", told["page"])
        constant = load(running.port, "/live/", connections=pages.CONNECTIONS, seconds=1)
    return posted, Crowded(alone, crowded, constant, queries)


def _posting(
    portal: pages.Portal, port: int, cookies: Sequence[str], topics: Sequence[int]
) -> Posted:
    answers: list[tuple[str, int, float]] = []

    def write(place: int) -> None:
        browser = HTTPConnection("127.0.0.1", port, timeout=60)
        headers = {
            "Host": "localhost",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"sessionid={cookies[place]}; csrftoken={TOKEN}",
        }
        path = f"/en/dialogue/topics/{topics[place % len(topics)]}/reply/"
        for number in range(POSTS_EACH):
            body = f"Crowd: writer {place}, post {number}."
            form = {"body": body, "language": "en", "csrfmiddlewaretoken": TOKEN}
            begun = time.perf_counter()
            browser.request("POST", path, urlencode(form), headers)
            answer = browser.getresponse()
            answer.read()
            answers.append((body, answer.status, time.perf_counter() - begun))

    threads = [threading.Thread(target=write, args=(place,)) for place in range(len(cookies))]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    kept = set(json.loads(_once(portal, "kept")))
    acknowledged = {body for body, status, _seconds in answers if 200 <= status < 400}
    slowest = sorted(seconds for _body, _status, seconds in answers)[int(len(answers) * 0.99)]
    return Posted(
        len(acknowledged),
        len(answers) - len(acknowledged),
        len(answers) / spent,
        slowest * 1000,
        len(acknowledged - kept),
    )


def _once(portal: pages.Portal, *words: str) -> str:
    """The last line that `bench.crowd_once` prints in this portal."""
    return pages.asked(portal, "-m", "bench.crowd_once", *words).splitlines()[-1]
