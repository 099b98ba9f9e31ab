"""A request in the words of WSGI: what Django is told, and what of it is believed."""

import re
import sys
from typing import IO, Any, Final
from urllib.parse import unquote_to_bytes

from maslikhat.gateway.asgi import Scope
from maslikhat.gateway.proxies import Proxies

Environ = dict[str, Any]

LONGEST_NAME = 100
# What only a trusted proxy may say is taken into REMOTE_ADDR and the scheme, and goes no further.
_WITHHELD = frozenset(
    {"HTTP_FORWARDED", "HTTP_PROXY", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT"}
)

# Python's codecs are named so too, and some of them make no text: of a form only UTF-8 is read.
_CHARSET = re.compile(r""";\s*charset\*?\s*=\s*("[^"]*"|[^;,]*)""", re.IGNORECASE)


def _name(header: bytes) -> str:
    """`accept-language` → `HTTP_ACCEPT_LANGUAGE`; empty for what Django is not told."""
    if b"_" in header or len(header) > LONGEST_NAME:
        # It would pass for another.
        return ""
    name = header.decode("latin-1").upper().replace("-", "_")
    name = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else "HTTP_" + name
    return "" if name in _WITHHELD else name


# What browsers send with each request, named once.
NAMES: Final = {
    header: _name(header)
    for header in (
        b"accept",
        b"accept-encoding",
        b"accept-language",
        b"cache-control",
        b"connection",
        b"content-length",
        b"content-type",
        b"cookie",
        b"host",
        b"hx-current-url",
        b"hx-request",
        b"hx-target",
        b"if-none-match",
        b"origin",
        b"referer",
        b"sec-fetch-dest",
        b"sec-fetch-mode",
        b"sec-fetch-site",
        b"upgrade-insecure-requests",
        b"user-agent",
    )
}


def environ(scope: Scope, proxies: Proxies, body: IO[bytes], size: int) -> Environ:
    """The WSGI environment of a request whose body is `size` bytes, whatever it had announced."""
    peer = (scope["client"] or ("", 0))[0]
    server, port = scope["server"] or ("", 0)
    path: bytes = scope["raw_path"]
    told: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": (unquote_to_bytes(path) if b"%" in path else path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": "HTTP/" + scope["http_version"],
        "wsgi.version": (1, 0),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input": body,
    }
    for header, value in scope["headers"]:
        name = NAMES.get(header) or _name(header)
        text = value.decode("latin-1")
        if name in told:
            text = told[name] + ("; " if name == "HTTP_COOKIE" else ",") + text
        told[name] = text
    told.pop("", None)
    if "CONTENT_TYPE" in told:
        told["CONTENT_TYPE"] = _CHARSET.sub("", told["CONTENT_TYPE"])
    told["CONTENT_LENGTH"] = str(size) if size else ""
    told["REMOTE_ADDR"] = proxies.seen(peer, told.pop("HTTP_X_FORWARDED_FOR", ""))
    told["wsgi.url_scheme"] = proxies.scheme(
        peer, scope["scheme"], told.pop("HTTP_X_FORWARDED_PROTO", "")
    )
    return told
