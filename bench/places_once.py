"""Imports of the classifiers named on the command line, one after another, each timed.

Prints for each: seconds by the clock, seconds of the processor, its longest write transaction in
seconds, and the switch. bench.places runs it in a process of its own, with the portal's settings.
"""

import sys
import time
from pathlib import Path
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.db.transaction import Atomic  # noqa: E402

from maslikhat.places.actions import classifier  # noqa: E402

began: list[float] = []
lasted: list[float] = []
switched: list[float] = []
enter, leave, switch = Atomic.__enter__, Atomic.__exit__, classifier.switch


def timed_enter(self: Atomic) -> None:
    """A transaction begins; only the outermost counts."""
    if not connection.in_atomic_block:
        began.append(time.perf_counter())
    enter(self)


def timed_leave(self: Atomic, *why: Any) -> None:
    """A transaction ends, on disk."""
    leave(self, *why)
    if not connection.in_atomic_block:
        lasted.append(time.perf_counter() - began.pop())


def timed_switch(*args: Any, **kwargs: Any) -> Any:
    """The switching act, with its duration noted."""
    start = time.perf_counter()
    try:
        return switch(*args, **kwargs)
    finally:
        switched.append(time.perf_counter() - start)


def main() -> None:
    """Take in each file."""
    Atomic.__enter__, Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    classifier.switch = timed_switch
    for file in sys.argv[1:]:
        lasted.clear()
        start, work = time.perf_counter(), time.process_time()
        classifier.import_kato(Path(file), by=None)
        spent, worked = time.perf_counter() - start, time.process_time() - work
        print(spent, worked, max(lasted), switched[-1])


if __name__ == "__main__":
    main()
