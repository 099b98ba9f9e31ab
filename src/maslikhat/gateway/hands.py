"""A few threads that do Django's work; whoever waits for the network holds none of them."""

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeVar

from django.db import connections

T = TypeVar("T")


class _Task(NamedTuple):
    work: Callable[..., Any]
    args: tuple[Any, ...]
    loop: asyncio.AbstractEventLoop
    done: asyncio.Future[Any]


class Hands:
    """A pool of `size` threads, each with database connections of its own."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Call the threads up, once."""
        if not self._threads:
            self._threads = [
                threading.Thread(target=self._labour, name=f"hand-{n}", daemon=True)
                for n in range(self.size)
            ]
            for thread in self._threads:
                thread.start()

    def stop(self, seconds: float) -> None:
        """Let the threads finish what they were given and go; wait at most `seconds` for each."""
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(seconds)
        self._threads = []

    async def do(self, work: Callable[..., T], *args: Any) -> T:
        """Borrow a thread for `work(*args)`."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        self._tasks.put(_Task(work, args, loop, done))
        return await done

    def _labour(self) -> None:
        while (task := self._tasks.get()) is not None:
            settle: Callable[..., None]
            try:
                settle, outcome = _give, task.work(*task.args)
            except BaseException as error:  # it belongs to whoever waits, not to this thread
                settle, outcome = _fail, error
            # The loop may have ended while the work was done: then no one waits any more.
            with contextlib.suppress(RuntimeError):
                task.loop.call_soon_threadsafe(settle, task.done, outcome)
            del task, outcome
        connections.close_all()


def _give(done: asyncio.Future[Any], outcome: Any) -> None:
    if not done.done():
        done.set_result(outcome)


def _fail(done: asyncio.Future[Any], error: BaseException) -> None:
    if not done.done():
        done.set_exception(error)
