"""Own addresses: which page of the portal a link leads to, in whatever language it was copied."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

from maslikhat.kit.languages import in_language, reader_language

_PATH = re.compile(r"/(?:kk|ru|en)/[\w./~-]{0,300}", re.ASCII)
# The largest number that a database keeps. Django finds nothing under a larger one; only in a list,
# in a foreign key and in SQL of our own it would reach SQLite's driver, which raises.
LARGEST_NUMBER = 2**63 - 1


class OwnPage(NamedTuple):
    """A page of the portal: the name of its address, what stands in it, and its path."""

    name: str
    given: Mapping[str, Any]
    path: str


def own_page(address: str) -> OwnPage | None:
    """The page of this portal that an address leads to; None for every other address.

    Taken are paths such as ``/kk/councils/17/`` and the same after the portal's own host; what
    follows ``?`` or ``#`` does not count. Whether there is such a thing is not asked.
    """
    base = settings.PUBLIC_URL
    if address.startswith(f"{base}/"):
        address = address[len(base) :]
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    if not _PATH.fullmatch(path) or "//" in path:
        return None
    try:
        found = resolve(in_language(path, reader_language()))
    except Resolver404:
        return None
    if any(isinstance(value, int) and value > LARGEST_NUMBER for value in found.kwargs.values()):
        return None
    return OwnPage(found.view_name, found.kwargs, path)


def number_asked(text: str) -> int:
    """The number that a request names; 0, which nothing has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def number_named(text: str, what: str) -> int:
    """The number that the parameter `what` of an address names; BadRequest for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise BadRequest(what)
    return int(text)


def page_within(request: HttpRequest, address: str) -> str:
    """Path and query of the page of this portal that a browser says it is on; "" for any other."""
    try:
        is_own = url_has_allowed_host_and_scheme(address, {request.get_host()})
    except DisallowedHost:
        return ""
    if not is_own:
        return ""
    parts = urlsplit(address)
    # A path that begins with two strokes is the address of another host; with NUL no page has one.
    is_path = url_has_allowed_host_and_scheme(parts.path, None)
    if not is_path or "\x00" in unquote(address):
        return ""
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
