"""One portal, one process: acts per second with and without `record`, as JSON."""

import json
import sys
import threading
import time
from statistics import median

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


SLICE = 25


def spent(first: int, *, is_recorded: bool) -> float:
    """Seconds for one slice of acts."""
    began = time.perf_counter()
    for number in range(first, first + SLICE):
        act(number, is_recorded=is_recorded)
    return time.perf_counter() - began


def main() -> None:
    """Alternate in short slices, so that neighbours disturb both alike; the median of each."""
    slices = int(sys.argv[1]) // SLICE
    call_command("migrate", verbosity=0, skip_checks=True)
    stop = threading.Event()
    beside = threading.Thread(target=sealer.run, args=[stop])
    beside.start()
    taken: dict[str, list[float]] = {"with": [], "without": []}
    spent(0, is_recorded=True)
    for turn in range(slices):
        for offset, name in enumerate(taken):
            first = SLICE * (1 + turn * 2 + offset)
            taken[name].append(spent(first, is_recorded=name == "with"))
    stop.set()
    beside.join()
    connections.close_all()
    print(json.dumps({name: SLICE / median(seconds) for name, seconds in taken.items()}))


main()
