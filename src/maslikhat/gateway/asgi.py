"""The words of ASGI that the gateway speaks, and answers ready to be sent as they stand."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Final

Scope = dict[str, Any]
Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

END: Final[Message] = {"type": "http.response.body", "body": b"", "more_body": False}


class Answer:
    """A whole answer: both of its messages are made once and sent as often as it is asked for."""

    __slots__ = ("body", "start")

    def __init__(self, status: int, headers: Iterable[tuple[bytes, bytes]], body: bytes) -> None:
        named = [(name, value) for name, value in headers if name != b"content-length"]
        if status not in {204, 304}:
            named.append((b"content-length", b"%d" % len(body)))
        self.start: Message = {"type": "http.response.start", "status": status, "headers": named}
        self.body: Message = {"type": "http.response.body", "body": body, "more_body": False}

    async def send(self, send: Send, *, head: bool = False) -> None:
        """Send it; for HEAD the headers alone."""
        await send(self.start)
        await send(END if head else self.body)


def plain(status: int, sentence: str, *headers: tuple[bytes, bytes]) -> Answer:
    """A short answer in plain text, for what no page of the portal stands behind."""
    kind = (b"content-type", b"text/plain; charset=utf-8")
    return Answer(
        status, [kind, (b"x-content-type-options", b"nosniff"), *headers], sentence.encode()
    )


def closing(send: Send) -> Send:
    """A `send` that also asks the client to let the connection go, for a server about to stop."""

    async def close(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], (b"connection", b"close")]}
        await send(message)

    return close
