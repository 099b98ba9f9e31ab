"""Jobs that tests put in the queue."""

import datetime as dt
import os
import signal
from pathlib import Path

from maslikhat.kit.jobs import job

done: list[tuple[object, ...]] = []


@job(tries=3, first_wait=dt.timedelta(minutes=1))
def note(*arguments: object) -> None:
    """Note that it was done."""
    done.append(arguments)


@job(tries=3, first_wait=dt.timedelta(minutes=1))
def fail(address: str) -> None:
    """Fail, with words that must not be kept."""
    done.append((address,))
    raise ValueError(f"nobody reads {address}")


@job(longest=dt.timedelta(minutes=2))
def die_once(path: str) -> None:
    """Kill the worker at the first try; say so in a file at the second."""
    if not Path(path).exists():
        Path(path).write_text("killed")
        os.kill(os.getpid(), signal.SIGKILL)
    Path(path).write_text("done")
