"""The one door: held pages and files at once, streams to async code, all else over the bridge."""

from django.conf import settings

from maslikhat.gateway.asgi import Application, Receive, Scope, Send, closing
from maslikhat.gateway.bridge import Bridge
from maslikhat.gateway.hands import Hands
from maslikhat.gateway.held import HeldPages
from maslikhat.gateway.static import StaticFiles
from maslikhat.gateway.streams import Streams


class Gateway:
    """The ASGI application (without lifespan) that stands before Django."""

    def __init__(self, streams: Streams | None = None) -> None:
        """Django must be set up; files collected later are not seen."""
        self.streams = streams
        self.hands = Hands(settings.THREADS)
        self.bridge = Bridge(self.hands)
        self.held = HeldPages(self.bridge, settings.HELD_BYTES)
        self.static = StaticFiles()
        self.static.load(settings.STATIC_ROOT)
        # What answers below /live/; without it Django says 404.
        self.live: Application | None = streams
        self.is_stopping = False
        if streams is not None:
            streams.hub.withdrawn = self.held.forget

    def begin_to_stop(self) -> None:
        """Let connections go with their next answers, and end what would never end by itself."""
        self.is_stopping = True
        if self.streams is not None:
            self.streams.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self.is_stopping:
            send = closing(send)
        path: str = scope["path"]
        if path.startswith(self.static.prefix):
            return await self.static.answer(scope, send)
        if self.live is not None and path.startswith("/live/"):
            return await self.live(scope, receive, send)
        if scope["method"] in {"GET", "HEAD"} and await self.held.answer(scope, receive, send):
            return None
        return await self.bridge.answer(scope, receive, send)
