"""One task a process that writes events to all streams: each is made into bytes once."""

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import Callable, Collection, Coroutine
from itertools import groupby
from types import CoroutineType
from typing import Any, Final

from maslikhat.gateway.asgi import END, Message, Send
from maslikhat.live import frames, state
from maslikhat.live.channels import Ticket
from maslikhat.live.follower import Admitted, Follower, Heard
from maslikhat.live.names import HELD, REVOKED
from maslikhat.live.tail import Happened

log = logging.getLogger("maslikhat.gateway")

BEAT_SECONDS: Final = 20
# Other requests have their turn between so many streams.
SLICE: Final = 250
# Bytes that may wait for a reader who does not read, beside what the system itself keeps for the
# connection; then the stream ends, and is resumed by whoever still reads.
MOST_WAITING: Final = 128 * 1024
STOP_SECONDS: Final = 2


class Stream:
    """A page that listens. What is sent is shared with all others; only what waits is its own."""

    __slots__ = (
        "_behind",
        "_drain",
        "_send",
        "_waiting",
        "admission",
        "is_over",
        "session",
        "since",
        "ticket",
    )

    def __init__(self, send: Send, ticket: Ticket, session: str, since: int) -> None:
        self.ticket, self.session, self.since = ticket, session, since
        self.admission: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.is_over = False
        self._send = send
        self._behind: deque[Message] | None = None
        self._waiting = 0
        self._drain: asyncio.Task[None] | None = None

    def push(self, message: Message) -> bool:
        """Send, or put by while the reader is behind; False when too much waits already."""
        if self._behind is not None:
            self._behind.append(message)
            self._waiting += len(message.get("body", b""))
            return self._waiting <= MOST_WAITING
        try:
            sent: Any = self._send(message)
        except Exception:
            # The server has closed it already; one reader's end is no other's business.
            self.is_over = True
            return True
        # granian takes a message at once and answers by something to be awaited only while the
        # one before has not gone; other servers do nothing before they are awaited.
        if type(sent) is CoroutineType or hasattr(sent, "done"):
            self._behind = deque()
            self._drain = asyncio.ensure_future(self._catch_up(sent))
        return True

    def end(self, last: bytes = b"") -> None:
        """Say the last words and close; what was put by is given up where nobody reads."""
        if self.is_over:
            return
        self.is_over = True
        if self._behind is not None and self._waiting > MOST_WAITING:
            self._behind.clear()
        elif last:
            self.push(_body(last))
        self.push(END)

    async def _catch_up(self, sent: Coroutine[Any, Any, None]) -> None:
        """Send what waits, at the pace of the reader."""
        with contextlib.suppress(Exception):
            await sent
            while self._behind:
                message = self._behind.popleft()
                self._waiting -= len(message.get("body", b""))
                await self._send(message)
        self._behind = self._drain = None
        self._waiting = 0

    def forget(self) -> None:
        """The reader has gone."""
        self.is_over = True
        if self._drain is not None:
            self._drain.cancel()


class Hub:
    """The streams of this process by their channels."""

    def __init__(self) -> None:
        self.streams: set[Stream] = set()
        # Called when what is held for visitors may show what it should not.
        self.withdrawn: Callable[[], None] = lambda: None
        self._audience: dict[str, set[Stream]] = {}
        self._said: asyncio.Queue[Heard | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None
        self._beats: asyncio.TimerHandle | None = None
        self._follower: Follower | None = None
        self._settled = 0
        self._has_looked = False

    def start(self) -> None:
        """Begin to follow the events; in the loop of the server."""
        if self._follower is not None:
            return
        loop = asyncio.get_running_loop()

        def tell(heard: Heard) -> None:
            # The loop may have ended meanwhile: then no one listens any more.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(self._said.put_nowait, heard)

        self._follower = Follower(tell, self._sessions)
        self._follower.start()
        self._task = loop.create_task(self._work())
        self._beats = loop.call_later(BEAT_SECONDS, self._beat)

    def stop(self) -> None:
        """End all streams; their pages come back to whoever serves next."""
        if self._follower is None or self._task is None or self._beats is None:
            return
        self._beats.cancel()
        self._task.cancel()
        for stream in tuple(self.streams):
            self._end(stream)
        self._follower.stop(STOP_SECONDS)

    async def admit(self, stream: Stream) -> str:
        """Ask for a stream to be let in: empty when it is, else why not."""
        assert self._follower is not None
        self.streams.add(stream)
        state.count_streams(len(self.streams))
        self._follower.admit(stream)
        return await stream.admission

    def leave(self, stream: Stream) -> None:
        """The stream's reader has gone."""
        self._silence(stream)
        stream.forget()
        self.streams.discard(stream)
        state.count_streams(len(self.streams))

    def _sessions(self) -> set[str]:
        """The session keys of open streams; asked from the follower's thread."""
        return {stream.session for stream in tuple(self.streams) if stream.session}

    def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        self._beats = loop.call_later(BEAT_SECONDS, self._beat)
        self._said.put_nowait(None)

    async def _work(self) -> None:
        """What the follower says is told on in its order, and a sign of life now and then."""
        while True:
            heard = await self._said.get()
            try:
                await self._pass_on(heard)
            except Exception:
                log.exception("Live events could not be passed on")

    async def _pass_on(self, heard: Heard | None) -> None:
        """One look's news; None is a sign of life."""
        if heard is None:
            return await self._sign_of_life()
        if not self._has_looked:
            # What was held until now may be of before something was taken away.
            self._has_looked = True
            self.withdrawn()
        await self._tell(heard.events)
        self._settled = heard.settled
        for admitted in heard.admitted:
            self._let_in(admitted)
        return self._sign_out(heard.ended)

    async def _tell(self, events: Collection[Happened]) -> None:
        """Write the events to their streams; neighbours on one channel as one message."""
        for (channel, is_end), run in groupby(events, key=_where):
            if is_end or channel == HELD:
                self.withdrawn()
            listening = self._audience.get(channel)
            if not listening:
                continue
            if is_end:
                self._revoke(channel, max(one.number for one in run))
                continue
            count = len(listening)
            words = b"".join(frames.event(one, count) for one in run)
            await self._write(listening, words)

    async def _write(self, listening: Collection[Stream], words: bytes) -> None:
        message = _body(words)
        for number, stream in enumerate(tuple(listening), start=1):
            if not stream.is_over and not stream.push(message):
                self._end(stream)
            if number % SLICE == 0:
                await asyncio.sleep(0)

    async def _sign_of_life(self) -> None:
        now = time.time()
        for stream in [one for one in self.streams if one.ticket.until < now]:
            self._end(stream, frames.over("expired", 1))
        await self._write(
            [one for one in self.streams if one.admission.done()], frames.beat(self._settled)
        )

    def _let_in(self, admitted: Admitted) -> None:
        stream = admitted.listener
        assert isinstance(stream, Stream)
        if stream.is_over or stream.admission.done():
            return
        if admitted.refused:
            stream.is_over = True
        else:
            stream.push(_START)
            stream.push(_body(self._greeting(stream, admitted.missed)))
            for channel in stream.ticket.channels:
                self._audience.setdefault(channel, set()).add(stream)
        stream.admission.set_result(admitted.refused)

    def _greeting(self, stream: Stream, missed: list[Happened] | None) -> bytes:
        if missed is None:
            return frames.opening(self._settled) + frames.anew(self._settled)
        told = b"".join(frames.event(one, 1) for one in missed if one.ref != REVOKED)
        return frames.opening(min(stream.since, self._settled)) + told

    def _sign_out(self, sessions: set[str]) -> None:
        for stream in [one for one in self.streams if one.session in sessions]:
            self._end(stream, frames.over("ended", 1))

    def _revoke(self, channel: str, number: int) -> None:
        listening = self._audience[channel]
        last = frames.over("revoked", len(listening))
        for stream in [one for one in listening if one.ticket.since < number]:
            self._end(stream, last)

    def _end(self, stream: Stream, last: bytes = b"") -> None:
        self._silence(stream)
        if stream.admission.done():
            stream.end(last)
        else:
            stream.is_over = True
            stream.admission.set_result("stopping")

    def _silence(self, stream: Stream) -> None:
        """Nothing more is written to it. Its place is free only when its reader has gone."""
        for channel in stream.ticket.channels:
            listening = self._audience.get(channel)
            if listening is not None:
                listening.discard(stream)
                if not listening:
                    del self._audience[channel]


_START: Final[Message] = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store, no-transform"),
        (b"x-accel-buffering", b"no"),
        (b"x-content-type-options", b"nosniff"),
    ],
}


def _where(happened: Happened) -> tuple[str, bool]:
    return happened.channel, happened.ref == REVOKED


def _body(words: bytes) -> Message:
    return {"type": "http.response.body", "body": words, "more_body": True}
