"""The thread of a process that follows the table of events and answers who wants to listen."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple, Protocol

from django.db import connection

from maslikhat.live import registers, state
from maslikhat.live.channels import Ticket
from maslikhat.live.ear import Ear
from maslikhat.live.tail import Happened, Tail

log = logging.getLogger(__name__)

# How often it is asked whether the sessions of those who listen still stand.
SESSIONS_SECONDS: Final = 3.0
PAUSE_SECONDS: Final = 1.0


class Listener(Protocol):
    """A stream that asks to be let in: its token, its session key, the number it goes on from."""

    ticket: Ticket
    session: str
    since: int


class Admitted(NamedTuple):
    """The answer to a listener: refused with a reason, or what it has missed (None: too much)."""

    listener: Listener
    refused: str
    missed: list[Happened] | None


class Heard(NamedTuple):
    """What one look has brought: events, who may come in, and how far everything is settled."""

    events: list[Happened]
    admitted: list[Admitted]
    # Of those asked for, the session keys that stand no more.
    ended: set[str]
    settled: int


class Follower:
    """Looks whenever something may have happened, and tells what it has found, in order."""

    def __init__(self, tell: Callable[[Heard], None], sessions: Callable[[], set[str]]) -> None:
        """`tell` is called in this thread; `sessions` are the keys whose streams are open."""
        self._tell, self._sessions = tell, sessions
        self._tail, self._ear = Tail(), Ear()
        self._asking: deque[Listener] = deque()
        self._untold: list[Happened] = []
        self._ending = threading.Event()
        self._asked_at = 0.0
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)

    def start(self) -> None:
        """Begin, once."""
        self._thread.start()

    def stop(self, seconds: float) -> None:
        """End, and wait for it at most so long."""
        self._ending.set()
        self._ear.prick()
        self._thread.join(seconds)

    def admit(self, listener: Listener) -> None:
        """Let a listener in with what it has missed; the answer comes with what is told next."""
        self._asking.append(listener)
        self._ear.prick()

    def _run(self) -> None:
        is_begun = False
        while not self._ending.is_set():
            try:
                self._ear.listen()
                if not is_begun:
                    self._tail.begin()
                    is_begun = True
                self._follow()
            except Exception as error:
                # One line each time: what was missed meanwhile is read when it works again.
                log.error("Live events cannot be read; trying again: %s", error)
                connection.close()
                self._ending.wait(PAUSE_SECONDS)
        state.settle(None)
        self._ear.close()
        connection.close()

    def _follow(self) -> None:
        told = -1
        while not self._ending.is_set():
            asking = self._taken()
            try:
                heard = self._look(asking)
            except Exception:
                self._asking.extendleft(reversed(asking))
                raise
            if heard.events or heard.admitted or heard.ended or heard.settled != told:
                self._tell(heard)
            told = heard.settled
            # Only now: whoever signs a page from this number on hears all that is later.
            state.settle(told)
            self._ear.wait(SESSIONS_SECONDS)

    def _taken(self) -> list[Listener]:
        """Who asks to be let in: taken before looking, so that all they know of is read by then."""
        taken = []
        while self._asking:
            taken.append(self._asking.popleft())
        return taken

    def _look(self, asking: Sequence[Listener]) -> Heard:
        self._untold += self._tail.news()
        open_now = self._sessions() if self._is_time() else set()
        keys = open_now | {one.session for one in asking if one.session}
        standing = registers.standing(keys) if keys else set()
        admitted = [self._answer(one, standing) for one in asking]
        events, self._untold = self._untold, []
        return Heard(events, admitted, open_now - standing, self._tail.settled)

    def _is_time(self) -> bool:
        now = time.monotonic()
        if now - self._asked_at < SESSIONS_SECONDS:
            return False
        self._asked_at = now
        return True

    def _answer(self, listener: Listener, standing: set[str]) -> Admitted:
        ticket = listener.ticket
        if listener.session and listener.session not in standing:
            return Admitted(listener, "ended", None)
        if any(self._tail.revoked.get(channel, 0) > ticket.since for channel in ticket.channels):
            return Admitted(listener, "revoked", None)
        return Admitted(listener, "", self._tail.missed(listener.since, ticket.channels))
