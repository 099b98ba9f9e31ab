"""What Django replies: a whole body, or pieces that are still to be fetched from it."""

import time
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from http import HTTPStatus
from http.cookies import Morsel
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maslikhat.gateway.asgi import Headers
from maslikhat.gateway.compression import LEAST, is_text, squeezed, takes_gzip
from maslikhat.gateway.environ import Environ
from maslikhat.kit.refusals import refusal_page

REFUSED = "maslikhat.refused"
# A whole file is read in blocks of this many bytes; a thread is borrowed for each.
BLOCK = 128 * 1024
# Small pieces are gathered for this long before the thread is given back.
GATHER_SECONDS = 0.02
# Longer paths are nobody's page; what is remembered by them stays small.
LONGEST = 512
VARY = (b"Accept-Encoding", b"Cookie", b"HX-Request")


class Reply:
    """Status, headers, and `body` or, when that is None, `pieces`; `end` must follow them."""

    __slots__ = ("body", "end", "headers", "language", "pieces", "status")

    def __init__(self, status: int, headers: Headers, end: Callable[[], None]) -> None:
        self.status, self.headers, self.end = status, headers, end
        self.body: bytes | None = None
        self.pieces: Iterator[bytes] = iter(())
        # Pieces may be made in other threads, which know nothing of the request's language.
        self.language = ""

    @classmethod
    def of(cls, status: int, sentence: str) -> "Reply":
        """A short reply in plain text, for when Django itself has none."""
        reply = cls(status, [(b"content-type", b"text/plain; charset=utf-8")], lambda: None)
        reply.body = sentence.encode()
        return reply

    def named(self, name: bytes) -> bytes:
        """The value of a header, empty when it is not there."""
        return next((value for header, value in self.headers if header == name), b"")

    def replace(self, name: bytes, value: bytes) -> None:
        """Set a header that occurs once."""
        self.headers = [pair for pair in self.headers if pair[0] != name] + [(name, value)]

    def compress(self, accepted: bytes, level: int) -> None:
        """Make the body of a text travel in gzip when the visitor takes it and it is worth it."""
        if self.body is None or len(self.body) < LEAST or not is_text(self.named(b"content-type")):
            return
        if takes_gzip(accepted) and not self.named(b"content-encoding"):
            self.body = squeezed(self.body, level)
            self.replace(b"content-encoding", b"gzip")
            if self.named(b"etag").startswith(b'"'):
                self.replace(b"etag", b"W/" + self.named(b"etag"))

    def next_piece(self) -> bytes:
        """The next bytes of a body in pieces, gathered up to a block; empty at the end."""
        gathered, size, until = [], 0, time.monotonic() + GATHER_SECONDS
        try:
            with translation.override(self.language):
                for piece in self.pieces:
                    gathered.append(piece)
                    size += len(piece)
                    # A piece may be empty without being the last.
                    if size and (size >= BLOCK or time.monotonic() > until):
                        break
        finally:
            close_old_connections()
        return b"".join(gathered)


class Django(WSGIHandler):
    """Django's own handler; a body the gateway would not take becomes a refusal page."""

    def reply(self, told: Environ) -> Reply:
        """Answer the request; whole bodies are closed at once, in the thread that made them.

        The same as calling the handler by WSGI, without writing the head for a server and
        reading it again, and without `request_started`: it puts the thread's connections in order
        once more, which the end of each request and of each piece has done; none grows old
        between (CONN_MAX_AGE). The address has no prefix, as Django takes it where none is set.
        """
        response: Any = self.get_response(self.request_class(told))
        response._handler_class = self.__class__
        headers = [(_named(name), value.encode("latin-1")) for name, value in response.items()]
        headers += [(b"set-cookie", _written(cookie)) for cookie in response.cookies.values()]
        if any(name == b"content-type" and is_text(value) for name, value in headers):
            headers = _varied(headers)
        reply = Reply(response.status_code, headers, response.close)
        if response.streaming:
            file = getattr(response, "file_to_stream", None)
            reply.pieces = iter(partial(file.read, BLOCK), b"") if file else iter(response)
            reply.language = translation.get_language()
            return reply
        try:
            reply.body = response.content
        finally:
            response.close()
        return reply

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view of this address, or the refusal when the gateway has marked the request."""
        if REFUSED in request.META:
            request.resolver_match = ResolverMatch(_refuse, (), {}, route="(refused)")
        elif len(request.path_info) > LONGEST:
            return super().resolve_request(request)
        else:
            request.resolver_match = _match(translation.get_language(), request.path_info)
        return request.resolver_match


@lru_cache(maxsize=1024)
def _match(_lang: str, path: str) -> ResolverMatch:
    """The view of an address in a language: looked for once among the hundreds there are."""
    return resolve(path)


@lru_cache(maxsize=256)
def _named(header: str) -> bytes:
    """The name of a header as it travels."""
    return header.lower().encode("latin-1")


def _varied(headers: Headers) -> Headers:
    """The headers of a text, with a Vary that names what is true of every one."""
    named = b", ".join(value for name, value in headers if name == b"vary")
    return [*(pair for pair in headers if pair[0] != b"vary"), (b"vary", _varying(named))]


@lru_cache(maxsize=256)
def _varying(named: bytes) -> bytes:
    seen = {word.strip().lower() for word in named.split(b",")}
    more = [word for word in VARY if word.lower() not in seen]
    return b", ".join([named, *more] if named else more)


def _written(cookie: Morsel[str]) -> bytes:
    return cookie.output(header="").strip().encode("latin-1")


@csrf_exempt
def _refuse(request: HttpRequest) -> HttpResponse:
    """Why the body was not taken, and what to do."""
    if request.META[REFUSED] == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        most = settings.LARGEST_BODY // 2**20
        sentence = _("What you sent is too large: at most %(most)s MB are taken.") % {"most": most}
    else:
        sentence = _("The connection was too slow and the sending stopped. Please send it again.")
    return refusal_page(request, sentence, request.META[REFUSED])
