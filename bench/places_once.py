"""One import of the classifier named on the command line, and the same again.

Prints the seconds of both, of the slowest switching act, and of the processor on the first;
bench.places runs it in a process of its own, with the portal's settings in the environment.
"""

import sys
import time
from pathlib import Path

import django

django.setup()

from maslikhat.places import actions  # noqa: E402

switched: list[float] = []
switch = actions.switch


def timed(*args: object, **kwargs: object) -> object:
    """The switching act, with its duration noted."""
    start = time.perf_counter()
    try:
        return switch(*args, **kwargs)  # type: ignore[arg-type]
    finally:
        switched.append(time.perf_counter() - start)


def main() -> None:
    """Take in the file twice."""
    actions.switch = timed  # type: ignore[assignment]
    spent, worked = [], []
    for _ in range(2):
        start, work = time.perf_counter(), time.process_time()
        actions.import_kato(Path(sys.argv[1]), by=None)
        spent.append(time.perf_counter() - start)
        worked.append(time.process_time() - work)
    print(*spent, max(switched), worked[0])


if __name__ == "__main__":
    main()
