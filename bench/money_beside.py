"""Another process that writes while budgets are taken in, until its input ends (bench.money)."""

import json
import select
import sys
import time

import django

django.setup()

from maslikhat.kit.transactions import writing  # noqa: E402
from maslikhat.money.models import Mapping  # noqa: E402

# Seconds between two of its writes.
PAUSE = 0.05


def main() -> None:
    """Say when the first write is done; at the end, the seconds that each of the others took."""
    waited: list[float] = []
    write(0)
    print("ready", flush=True)
    while not select.select([sys.stdin], [], [], PAUSE)[0]:
        start = time.perf_counter()
        write(len(waited) + 1)
        waited.append(time.perf_counter() - start)
    print(json.dumps(waited))


def write(number: int) -> None:
    """One row, in a transaction that is on disk when it ends."""
    with writing():
        Mapping.objects.create(signature=f"{number}", roles=[])


if __name__ == "__main__":
    main()
