"""Held pages (law 11): a page that is the same for everyone is made once and given to all.

A page is made from its key and nothing else of the request: cookies, addresses and other headers of
the visitor who happens to come first do not reach the view.
"""

import asyncio
import hashlib
import io
import time
from collections import OrderedDict
from functools import lru_cache
from http import HTTPStatus
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, unquote_to_bytes, urlencode

from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.encoding import repercent_broken_unicode

from maslikhat.gateway.asgi import END, Answer, Headers, Receive, Scope, Send
from maslikhat.gateway.bridge import Bridge
from maslikhat.gateway.compression import takes_gzip
from maslikhat.gateway.environ import environ
from maslikhat.gateway.replies import LONGEST, VARY, Reply
from maslikhat.kit.answers import Hold

# What a page takes in memory beside its body: headers, messages, key.
OVERHEAD = 4096
# Held once, so worth more work than an answer made for one reader.
LEVEL = 9
TOKEN = b"csrfmiddlewaretoken"
_KEYED: Final = {word.lower() for word in VARY} | {b"accept-language", b""}
# Made anew for each request, so not to be repeated.
_DROPPED: Final = {b"x-request-id", b"content-length", b"etag"}
_OF_UNCHANGED: Final = {b"etag", b"vary", b"cache-control", b"content-security-policy"}


class Key(NamedTuple):
    """Everything a held page may depend on. A plain tuple of the same finds the same page."""

    host: bytes
    path: bytes
    query: bytes
    fragment: bool
    gzip: bool
    scheme: str
    # Only where the path does not say the language: what the browser prefers.
    language: bytes


# What a request gives before anything is made of it: for each page given, a name costs time.
Asked = tuple[bytes, bytes, bytes, bool, bool, str, bytes]


class Page(NamedTuple):
    """A held page: its answers, its mark for If-None-Match, and when it is over."""

    whole: Answer
    unchanged: Answer
    tag: bytes
    until: float
    size: int


class HeldPages:
    """The pages held now: bounded in bytes, the longest unused given up first."""

    def __init__(self, bridge: Bridge, most: int) -> None:
        self.bridge, self.most, self.size = bridge, most, 0
        self.pages: OrderedDict[Key | Asked, Page] = OrderedDict()
        # Who waits for a page that is being made.
        self.making: dict[Key, list[asyncio.Future[Page | None]]] = {}
        self.languages = frozenset(f"/{code}/".encode() for code, _name in settings.LANGUAGES)
        self.personal = tuple(
            name.encode() + b"="
            for name in (settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME)
        )

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Answer with the held page, made when it is time; False when it is not a held page."""
        headers = dict(scope["headers"])
        asked = self.asked(scope, headers)
        if asked is None:
            return False
        page = self.pages.get(asked)
        if page is None or page.until < time.monotonic():
            hold = hold_of(scope["raw_path"])
            return hold is not None and await self.awaited(Key(*asked), hold, scope, receive, send)
        # What most visitors ask for: done here, for each call between would cost a part of it.
        self.pages.move_to_end(asked)
        answer = page.whole if b"if-none-match" not in headers else chosen(page, headers)
        await send(answer.start)
        await send(answer.body if scope["method"] == "GET" else END)
        return True

    async def awaited(
        self, key: Key, hold: Hold, scope: Scope, receive: Receive, send: Send
    ) -> bool:
        """Answer with a page that is made now, or held under a key whose query is in order."""
        query = canonical(key.query, hold.params)
        if query is None or not is_our_host(key.host):
            return False
        # Of an audience thousands come this way at once: what is not needed is not done.
        page = None
        if query != key.query:
            key = key._replace(query=query)
            page = self.fresh(key)
        if page is None:
            waiting = self.making.get(key)
            if waiting is None:
                return await self.make(key, hold, scope, receive, send)
            # A future of one's own: who leaves takes it along, and nothing of the others.
            mine: asyncio.Future[Page | None] = asyncio.get_running_loop().create_future()
            waiting.append(mine)
            page = await mine
        if page is None:
            return False
        await chosen(page, dict(scope["headers"])).send(send, head=scope["method"] == "HEAD")
        return True

    def asked(self, scope: Scope, headers: dict[bytes, bytes]) -> Asked | None:
        """The key of a request that may be given a held page; None when it says who is asking."""
        # A header given twice could hide a cookie behind another.
        if len(headers) != len(scope["headers"]) or b"authorization" in headers:
            return None
        cookie = headers.get(b"cookie")
        if cookie and any(name in cookie for name in self.personal):
            return None
        path, query = scope["raw_path"], scope["query_string"]
        host, language = headers.get(b"host", b""), b""
        if path[:4] not in self.languages:
            language = headers.get(b"accept-language", b"")
        if len(path) + len(query) + len(host) + len(language) > LONGEST:
            return None
        fragment = headers.get(b"hx-request") == b"true"
        gzip = takes_gzip(headers.get(b"accept-encoding", b"")[:LONGEST])
        scheme = scope["scheme"]
        if b"x-forwarded-proto" in headers:
            forwarded = headers[b"x-forwarded-proto"].decode("latin-1")
            scheme = self.bridge.proxies.scheme(scope["client"][0], scheme, forwarded)
        return host, path, query, fragment, gzip, scheme, language

    def fresh(self, key: Key | Asked) -> Page | None:
        """The page held under this key, when its time is not over."""
        page = self.pages.get(key)
        if page is None:
            return None
        if page.until < time.monotonic():
            self.drop(key)
            return None
        self.pages.move_to_end(key)
        return page

    async def make(self, key: Key, hold: Hold, scope: Scope, receive: Receive, send: Send) -> bool:
        """Have the page made, once for all who wait for it; what may not be held goes to one alone.

        False when the reply sets a cookie: then each visitor needs a reply of their own.
        """
        waiting: list[asyncio.Future[Page | None]] = []
        self.making[key] = waiting
        page = None
        try:
            told = environ(_bare(scope, key), self.bridge.proxies, io.BytesIO(), 0)
            reply = await self.bridge.reply(told, 0)
            if is_holdable(reply):
                page = await self.bridge.hands.do(page_of, reply, key, hold.seconds)
                # Not when all was given up meanwhile: it may show what was taken away.
                if self.making.get(key) is waiting:
                    self.hold(key, page)
        finally:
            if self.making.get(key) is waiting:
                del self.making[key]
            for one in waiting:
                if not one.done():
                    one.set_result(page)
        headers = dict(scope["headers"])
        head = scope["method"] == "HEAD"
        if page is not None:
            await chosen(page, headers).send(send, head=head)
            return True
        if reply.named(b"set-cookie"):
            await self.bridge.hands.do(reply.end)
            return False
        await self.bridge.deliver(reply, receive, send, head=head)
        return True

    def hold(self, key: Key, page: Page) -> None:
        """Keep the page, giving up others to stay within the bound; one too big is not kept."""
        if page.size > self.most // 8:
            return
        self.drop(key)
        self.pages[key] = page
        self.size += page.size
        while self.size > self.most:
            self.drop(next(iter(self.pages)))

    def forget(self) -> None:
        """Give all up, and what is being made now: who asks from here on is given it anew."""
        self.pages.clear()
        self.making.clear()
        self.size = 0

    def drop(self, key: Key | Asked) -> None:
        """Give a page up."""
        page = self.pages.pop(key, None)
        if page is not None:
            self.size -= page.size


def chosen(page: Page, headers: dict[bytes, bytes]) -> Answer:
    """The held page, or 304 for whoever has it."""
    known = headers.get(b"if-none-match")
    return page.unchanged if known and page.tag in known else page.whole


@lru_cache(maxsize=4096)
def hold_of(path: bytes) -> Hold | None:
    """How long the page of this path may be held; None when its view has not opted in."""
    text = repercent_broken_unicode(unquote_to_bytes(path)).decode()
    language = translation.get_language_from_path(text) or settings.LANGUAGE_CODE
    with translation.override(language):
        try:
            view = resolve(text).func
        except Resolver404:
            return None
    hold: Hold | None = getattr(view, "hold", None)
    return hold


@lru_cache(maxsize=4096)
def canonical(query: bytes, params: tuple[str, ...]) -> bytes | None:
    """The query with its parameters in order; None when one is undeclared, repeated or not text."""
    try:
        pairs = parse_qsl(query.decode("ascii"), keep_blank_values=True, errors="strict")
    except ValueError:
        return None
    names = [name for name, _value in pairs]
    if len(set(names)) < len(names) or not set(names) <= set(params):
        return None
    return urlencode(sorted(pairs)).encode()


@lru_cache(maxsize=256)
def is_our_host(host: bytes) -> bool:
    """Whether a Host header names one of ALLOWED_HOSTS."""
    domain, _port = split_domain_port(host.decode("latin-1"))
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def is_holdable(reply: Reply) -> bool:
    """A whole page, for everyone: no cookie, no form token, and varying by nothing but its key."""
    if reply.status != HTTPStatus.OK or not reply.body or TOKEN in reply.body:
        return False
    if reply.named(b"set-cookie") or reply.named(b"content-encoding"):
        return False
    control = reply.named(b"cache-control")
    if b"private" in control or b"no-store" in control:
        return False
    varies = {word.strip().lower() for word in reply.named(b"vary").split(b",")}
    return varies <= _KEYED


def page_of(reply: Reply, key: Key, seconds: int) -> Page:
    """The page as it is to be sent: compressed once, marked, and good for so many seconds."""
    body = reply.body or b""
    tag = b'"%s"' % hashlib.blake2b(body, digest_size=12).hexdigest().encode()
    reply.compress(b"gzip" if key.gzip else b"", LEVEL)
    headers: Headers = [pair for pair in reply.headers if pair[0] not in _DROPPED]
    headers.append((b"etag", b"W/" + tag))
    if not reply.named(b"cache-control"):
        # The browser asks each time, so that signing in and out shows at once; 304 is cheap.
        headers.append((b"cache-control", b"no-cache"))
    whole = Answer(reply.status, headers, reply.body or b"")
    kept = [pair for pair in headers if pair[0] in _OF_UNCHANGED]
    size = len(reply.body or b"") + OVERHEAD
    return Page(whole, Answer(304, kept, b""), tag, time.monotonic() + seconds, size)


def _bare(scope: Scope, key: Key) -> Scope:
    """The request as the key tells it: a GET without cookies or anything else of the visitor."""
    headers = [(b"host", key.host)]
    if key.fragment:
        headers.append((b"hx-request", b"true"))
    if key.language:
        headers.append((b"accept-language", key.language))
    made = {"method": "GET", "scheme": key.scheme, "query_string": key.query, "headers": headers}
    return {**scope, **made}
