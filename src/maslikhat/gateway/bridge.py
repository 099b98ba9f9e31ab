"""The bridge to Django: WSGI in borrowed threads, never held while the network is slow."""

import asyncio
import io
import logging
from collections.abc import Awaitable
from typing import Final

from django.conf import settings

from maslikhat.gateway.asgi import END, Answer, Message, Receive, Scope, Send
from maslikhat.gateway.bodies import Body, Unfit, Vanished
from maslikhat.gateway.environ import Environ, environ
from maslikhat.gateway.hands import Hands
from maslikhat.gateway.proxies import Proxies
from maslikhat.gateway.replies import REFUSED, Django, Reply

log = logging.getLogger("maslikhat.gateway")

# A reader who takes no block for this long has gone.
STALLED_SECONDS = 60
LEVEL = 5
# By these a body is announced.
_ANNOUNCING: Final = frozenset({b"content-length", b"transfer-encoding"})


class Bridge:
    """Takes a request to Django and brings the reply back."""

    def __init__(self, hands: Hands) -> None:
        self.hands, self.django = hands, Django()
        self.proxies = Proxies(settings.TRUSTED_PROXIES)

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, ask Django, send what it says."""
        headers = dict(scope["headers"])
        if _ANNOUNCING.isdisjoint(headers):
            told = environ(scope, self.proxies, io.BytesIO(), 0)
            return await self.pass_on(told, receive, send)
        body = Body(receive, limit=settings.LARGEST_BODY, hands=self.hands)
        try:
            announced = headers.get(b"content-length", b"")
            whole = await body.read(int(announced) if announced.isdigit() else None)
            told = environ(scope, self.proxies, whole, body.size)
            await self.pass_on(told, receive, send)
        except Vanished:
            return None
        except Unfit as refusal:
            await self.refuse(refusal.status, body, scope, send)
        finally:
            body.close()

    async def pass_on(self, told: Environ, receive: Receive, send: Send) -> None:
        """Ask Django and send the reply."""
        reply = await self.reply(told, LEVEL)
        head = told["REQUEST_METHOD"] == "HEAD"
        await self.deliver(reply, receive, send, head=head)

    async def reply(self, told: Environ, level: int) -> Reply:
        """Django's reply from a borrowed thread; a failure of its handler is a 500 and logged."""
        try:
            return await self.hands.do(self._ask, told, level)
        except Exception:
            log.exception("Django's handler failed")
            return Reply.of(500, "The portal could not answer. The error has been noted.")

    def deliver(self, reply: Reply, receive: Receive, send: Send, *, head: bool) -> Awaitable[None]:
        """Send a reply, whole or piece by piece; what is returned is to be awaited."""
        if reply.body is None:
            return self.stream(reply, receive, send, head=head)
        return Answer(reply.status, reply.headers, reply.body).send(send, head=head)

    def _ask(self, told: Environ, level: int) -> Reply:
        reply = self.django.reply(told)
        if level:
            reply.compress(told.get("HTTP_ACCEPT_ENCODING", "").encode("latin-1"), level)
        return reply

    async def stream(self, reply: Reply, receive: Receive, send: Send, *, head: bool) -> None:
        """Send a body piece by piece, a thread borrowed for each, until it ends or the reader goes.

        A view that streams must not keep a database cursor open from one piece to the next: each
        piece may be made in another thread, with another connection.
        """
        gone = asyncio.ensure_future(_gone(receive))
        start: Message = {"type": "http.response.start", "status": reply.status}
        try:
            await send({**start, "headers": reply.headers})
            while not head and not gone.done():
                piece = await self.hands.do(reply.next_piece)
                if not piece:
                    break
                async with asyncio.timeout(STALLED_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send(END)
        finally:
            gone.cancel()
            await self.hands.do(reply.end)

    async def refuse(self, status: int, body: Body, scope: Scope, send: Send) -> None:
        """Answer a body that was not taken with a page that says so; the connection ends."""
        if b"expect" not in dict(scope["headers"]):
            await body.drain()
        told = environ(scope, self.proxies, io.BytesIO(), 0)
        told[REFUSED] = status
        told.pop("CONTENT_TYPE", None)
        reply = await self.reply(told, LEVEL)
        headers = [*reply.headers, (b"connection", b"close")]
        await Answer(reply.status, headers, reply.body or b"").send(send)


async def _gone(receive: Receive) -> None:
    """Return when the reader has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
