"""A few threads that do Django's work; whoever waits for the network holds none of them.

Python runs one thread at a time, and handing over costs more than a short answer does. So one
thread works while it keeps up, and others join only when a task has waited: because the work is
much, or because those who work are themselves waiting for a disk or a database.
"""

import asyncio
import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connections

T = TypeVar("T")

# A task that has waited this long calls another thread; while Python works without a pause the
# other would mostly wait for its turn, so that only one behind a long task is worth it.
LATE_SECONDS = 0.01
LATE_WHEN_BUSY = 0.1
# Work on more than this share of the time is without a pause.
BUSY = 0.9


# What is to be done, with which arguments, for whom, and since when it waits.
_Task = tuple[Callable[..., Any], tuple[Any, ...], asyncio.Future[Any], float]


class Hands:
    """A pool of `size` threads, each with database connections of its own, for one event loop."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = threading.Lock()
        self._tasks: deque[_Task] = deque()
        self._outcomes: deque[tuple[asyncio.Future[Any], Any, BaseException | None]] = deque()
        self._threads: list[threading.Thread] = []
        self._bells: list[threading.Lock] = []
        self._working = size
        self._late = LATE_SECONDS
        self._seen = self._worked = 0.0
        self._is_watched = self._is_told = self._is_ending = False

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
        with self._lock:
            self._is_ending = True
            while self._bells:
                self._call()
        for thread in self._threads:
            thread.join(seconds)

    def do(self, work: Callable[..., T], *args: Any) -> asyncio.Future[T]:
        """Borrow a thread for `work(*args)`; what is returned is to be awaited."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[T] = loop.create_future()
        with self._lock:
            self._tasks.append((work, args, done, time.monotonic()))
            if not self._working:
                self._call()
        if not self._is_watched:
            self._is_watched = True
            loop.call_later(LATE_SECONDS, self._watch, loop)
        return done

    def _call(self) -> None:
        """Wake one thread, when one rests. The lock is held."""
        if self._bells:
            self._working += 1
            self._bells.pop().release()

    def _watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Call another thread when the first task has waited; look again while there is one."""
        now, worked = time.monotonic(), time.process_time()
        is_busy = worked - self._worked > BUSY * (now - self._seen)
        self._seen, self._worked = now, worked
        with self._lock:
            self._late = LATE_WHEN_BUSY if is_busy else LATE_SECONDS
            self._is_watched = bool(self._tasks)
            if self._is_late():
                self._call()
        if self._is_watched:
            loop.call_later(LATE_SECONDS, self._watch, loop)

    def _is_late(self) -> bool:
        return bool(self._tasks) and time.monotonic() - self._tasks[0][3] >= self._late

    def _next(self, bell: threading.Lock) -> _Task | None:
        """The next task; None when this thread is to rest, or to end."""
        with self._lock:
            if self._tasks and (self._working == 1 or self._is_ending or self._is_late()):
                return self._tasks.popleft()
            self._working -= 1
            if not self._is_ending:
                self._bells.append(bell)
            return None

    def _labour(self) -> None:
        bell = threading.Lock()
        bell.acquire()
        while True:
            task = self._next(bell)
            if task is None:
                if self._is_ending:
                    break
                bell.acquire()
                continue
            work, args, done, _since = task
            try:
                self._hand_over(done, work(*args), None)
            except BaseException as error:  # it belongs to whoever waits, not to this thread
                self._hand_over(done, None, error)
            del task, work, args, done
        connections.close_all()

    def _hand_over(
        self, done: asyncio.Future[Any], found: Any, error: BaseException | None
    ) -> None:
        """Give the outcome to the loop; many outcomes wake it once."""
        self._outcomes.append((done, found, error))
        if not self._is_told:
            self._is_told = True
            # The loop may have ended meanwhile: then no one waits any more.
            with contextlib.suppress(RuntimeError):
                done.get_loop().call_soon_threadsafe(self._settle)

    def _settle(self) -> None:
        self._is_told = False
        while self._outcomes:
            done, found, error = self._outcomes.popleft()
            if done.done():
                continue
            if error is not None:
                done.set_exception(error)
            else:
                done.set_result(found)
