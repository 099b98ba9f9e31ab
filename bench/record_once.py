"""One portal, one process: acts per second with and without `record`, as JSON."""

import json
import sys
import threading
import time

import django

django.setup()

from django.contrib.contenttypes.models import ContentType  # noqa: E402 - after the settings
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from maslikhat.kit.transactions import atomic  # noqa: E402
from maslikhat.ledger import sealer  # noqa: E402
from maslikhat.ledger.actions import record  # noqa: E402


@atomic
def act(number: int, *, is_recorded: bool) -> None:
    """One row of a small table with a unique index, and its entry."""
    thing = ContentType.objects.create(app_label="bench", model=str(number))
    if is_recorded:
        record(None, "bench.act", thing)


def speed(first: int, acts: int, *, is_recorded: bool) -> float:
    """Acts per second."""
    began = time.perf_counter()
    for number in range(first, first + acts):
        act(number, is_recorded=is_recorded)
    return acts / (time.perf_counter() - began)


def main() -> None:
    """Alternate, and tell the best of each."""
    acts, rounds = int(sys.argv[1]), int(sys.argv[2])
    call_command("migrate", verbosity=0, skip_checks=True)
    stop = threading.Event()
    beside = threading.Thread(target=sealer.run, args=[stop])
    beside.start()
    best = {"with": 0.0, "without": 0.0}
    speed(0, 50, is_recorded=True)
    for turn in range(rounds):
        for offset, name in enumerate(best):
            first = 1_000 + (turn * 2 + offset) * acts
            best[name] = max(best[name], speed(first, acts, is_recorded=name == "with"))
    stop.set()
    beside.join()
    connections.close_all()
    print(json.dumps(best))


main()
