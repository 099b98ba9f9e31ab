"""Waiting until there may be something to read: PostgreSQL tells it, a file of SQLite is asked."""

import contextlib
import selectors
import socket
import time
from typing import Any, Final

from django.db import connection

from maslikhat.live import herald, state

# SQLite: the counter of commits is looked at so often; it costs some microseconds.
GLANCE_SECONDS: Final = 0.005
# While no page listens.
DOZE_SECONDS: Final = 0.2
# PostgreSQL: what nobody told of is found after this.
SILENCE_SECONDS: Final = 1.0


class Ear:
    """Waits in one thread; `prick` wakes it from any other."""

    def __init__(self) -> None:
        self._inside, self._outside = socket.socketpair()
        self._inside.setblocking(False)
        self._outside.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._inside, selectors.EVENT_READ)
        self._listening: Any = None
        self._told_by = -1
        self._version: int | None = None

    def prick(self) -> None:
        """End the waiting now."""
        try:
            self._outside.send(b"!")
        except BlockingIOError:
            return  # so many calls are unheard that one more is not needed

    def listen(self) -> None:
        """Begin anew, after whatever has failed."""
        self.cover()
        self._version = None
        if connection.vendor == "postgresql":
            self._listening = herald.connect()
            self._told_by = self._listening.fileno()
            self._selector.register(self._told_by, selectors.EVENT_READ)
            self._listening.execute(f"LISTEN {herald.NAME}")

    def wait(self, seconds: float) -> None:
        """Return when something may have been committed, when pricked, or after `seconds`."""
        if self._listening is not None:
            self._wait_to_be_told(min(seconds, SILENCE_SECONDS))
        else:
            self._watch_the_file(seconds)

    def cover(self) -> None:
        """Let the connection go."""
        lost, self._listening = self._listening, None
        if lost is not None:
            # A connection that is broken no longer says its number.
            with contextlib.suppress(KeyError):
                self._selector.unregister(self._told_by)
            lost.close()

    def close(self) -> None:
        """The end."""
        self.cover()
        self._selector.close()
        self._inside.close()
        self._outside.close()

    def _wait_to_be_told(self, seconds: float) -> None:
        if self._selector.select(seconds):
            self._empty()
            # Read them all: ten commits are one occasion to look.
            for _told in self._listening.notifies(timeout=0):
                pass

    def _watch_the_file(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        glance = GLANCE_SECONDS if state.streams() else DOZE_SECONDS
        while not self._has_changed() and time.monotonic() < until:
            if self._selector.select(glance):
                self._empty()
                return

    def _has_changed(self) -> bool:
        """Whether any other connection has committed since the last look."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA data_version")
            (version,) = cursor.fetchone()
        before, self._version = self._version, version
        return bool(version != before)

    def _empty(self) -> None:
        try:
            while self._inside.recv(4096):
                pass
        except BlockingIOError:
            return
