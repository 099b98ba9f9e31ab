"""`GET /live/?t=TOKEN`: the door to the streams of events, answered without Django's threads."""

import asyncio
import ipaddress
import re
from collections import Counter
from typing import Final
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie

from maslikhat.gateway.asgi import Answer, Receive, Scope, Send, plain
from maslikhat.gateway.hub import Hub, Stream
from maslikhat.gateway.proxies import Proxies
from maslikhat.live.channels import LONGEST, Ticket, Void, opened

PATH: Final = "/live/"
# The largest number a database gives an event.
_NUMBER: Final = re.compile(r"[0-9]{1,18}")
# A database that does not answer within this: the reader is to come back.
PATIENCE_SECONDS: Final = 10
_FRESH: Final = (b"cache-control", b"no-store")
_LATER: Final = (b"retry-after", b"10")

ABSENT: Final = plain(404, "There is nothing here.\n")
READ_ONLY: Final = plain(405, "Streams are only read.\n", (b"allow", b"GET"))
UNREADABLE: Final = plain(400, "The address or Last-Event-ID cannot be read.\n", _FRESH)
CROWDED: Final = plain(
    429, "Too many pages of your network are open. Close some of them.\n", _FRESH, _LATER
)
FULL: Final = plain(
    503, "No more pages can be kept up to date now; this one shows all on reload.\n", _FRESH, _LATER
)
ENDED: Final = plain(403, "You are signed out. Sign in and open the page anew.\n", _FRESH)
REVOKED: Final = plain(403, "This page may have changed hands. Open it anew.\n", _FRESH)
REFUSALS: Final = {"ended": ENDED, "revoked": REVOKED, "stopping": FULL}


class Streams:
    """The ASGI application below /live/."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.proxies = Proxies(settings.TRUSTED_PROXIES)
        self.most, self.most_of_one = settings.STREAMS, settings.STREAMS_PER_ADDRESS
        self._addresses: Counter[str] = Counter()
        self._is_stopping = False

    def start(self) -> None:
        """Begin to follow the events; in the loop of the server."""
        self.hub.start()

    def stop(self) -> None:
        """End every stream and begin none."""
        self._is_stopping = True
        self.hub.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open a stream, or say why not."""
        headers = dict(scope["headers"])
        address = self._address(scope, headers)
        refusal = self._refused(scope, address)
        if refusal is not None:
            return await refusal.send(send, head=scope["method"] == "HEAD")
        try:
            session = session_key(headers.get(b"cookie", b""))
            ticket = opened(_token(scope), session=session)
            since = _since(headers.get(b"last-event-id"), ticket)
        except Void as reason:
            return await plain(403, f"{reason}\n", _FRESH).send(send)
        except ValueError:
            return await UNREADABLE.send(send)
        stream = Stream(send, ticket, session if ticket.session else "", since)
        # The request itself is not kept as long as its stream.
        del scope, headers, ticket
        self._addresses[address] += 1
        try:
            await self._listen(stream, receive, send)
        finally:
            self.hub.leave(stream)
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    async def _listen(self, stream: Stream, receive: Receive, send: Send) -> None:
        self.hub.start()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                refused = await self.hub.admit(stream)
        except TimeoutError:
            return await FULL.send(send)
        if refused:
            return await REFUSALS[refused].send(send)
        while (await receive())["type"] != "http.disconnect":
            pass
        return None

    def _address(self, scope: Scope, headers: dict[bytes, bytes]) -> str:
        peer = (scope["client"] or ("", 0))[0]
        forwarded = headers.get(b"x-forwarded-for", b"").decode("latin-1")
        return neighbours(self.proxies.seen(peer, forwarded) if forwarded else peer)

    def _refused(self, scope: Scope, address: str) -> Answer | None:
        """The refusal of a request that asks for no stream, or for one too many."""
        if scope["path"] != PATH:
            return ABSENT
        if scope["method"] != "GET":
            return READ_ONLY
        if self._is_stopping or len(self.hub.streams) >= self.most:
            return FULL
        return CROWDED if self._addresses[address] >= self.most_of_one else None


def _token(scope: Scope) -> str:
    """The token in the address. Raises ValueError where there is not exactly one, or no text."""
    query = scope["query_string"]
    if len(query) > LONGEST + len(b"t="):
        raise ValueError("too long")
    token: str
    (token,) = parse_qs(query.decode("ascii"), errors="strict").get("t", [""])
    return token


def _since(last: bytes | None, ticket: Ticket) -> int:
    """Where to go on from: never before the point where this token begins."""
    if not last:
        return ticket.since
    text = last.decode("ascii")
    if not _NUMBER.fullmatch(text):
        raise ValueError("no number")
    return max(int(text), ticket.since)


def neighbours(address: str) -> str:
    """Whose streams are counted together: an IPv4 address, or the /64 one subscriber has."""
    try:
        return str(ipaddress.IPv6Network((address, 64), strict=False))
    except ValueError:
        return address


def session_key(cookies: bytes) -> str:
    """The session key that the browser shows, read as Django reads it; empty when there is none."""
    return str(parse_cookie(cookies.decode("latin-1")).get(settings.SESSION_COOKIE_NAME, ""))
