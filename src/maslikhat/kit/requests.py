"""What every request passes: the log line, the security policy, the check that text is text."""

import json
import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from maslikhat.kit.refusals import refusal_page

Answer = Callable[[HttpRequest], HttpResponseBase]
log = logging.getLogger("maslikhat.requests")

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; media-src 'self'; manifest-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
QUIET = {"/healthz"}
FORM = "application/x-www-form-urlencoded"


class RequestLogMiddleware:
    """One JSON line a request: route, status, milliseconds, number. No query, body or address."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number, start = secrets.token_hex(8), time.perf_counter()
        answer = self.get_response(request)
        answer["X-Request-Id"] = number
        if request.path not in QUIET:
            match = request.resolver_match
            line = {
                # The route is the pattern, so that no number or token of a path is kept.
                "route": match.route if match else "",
                "method": request.method,
                "status": answer.status_code,
                "ms": round((time.perf_counter() - start) * 1000, 1),
                "request": number,
            }
            log.info(json.dumps(line, ensure_ascii=False))
        return answer


class RouteFilter(logging.Filter):
    """Puts the route for the path in what Django says of a fault: a path may hold a code."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None and isinstance(record.args, tuple):
            match = request.resolver_match
            route = match.route if match else ""
            record.args = tuple(route if arg == request.path else arg for arg in record.args)
        return True


class Utf8Middleware:
    """Reads every request as UTF-8, whatever its Content-Type calls it: no header names a codec."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.encoding = "utf-8"
        return self.get_response(request)


class ContentSecurityMiddleware:
    """The strict policy of law 10, unless the view has its own; no cache keeps a person's page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        answer.headers.setdefault("Content-Security-Policy", POLICY)
        answer.headers.setdefault(
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), browsing-topics=(),"
            " publickey-credentials-get=(self), publickey-credentials-create=(self)",
        )
        session = settings.SESSION_COOKIE_NAME
        if session in request.COOKIES or session in answer.cookies:
            answer.headers.setdefault("Cache-Control", "private, no-store")
        return answer


class CleanInputMiddleware:
    """Refuses NUL bytes and broken UTF-8 before a view or the database sees them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not _is_text(request):
            return refusal_page(request, _unreadable(), 400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, UnicodeDecodeError):
            return refusal_page(request, _unreadable(), 400)
        if isinstance(error, BadRequest):
            sentence = _("The address asks for what this page does not have. Choose anew.")
            return refusal_page(request, sentence, 400)
        return None


def _unreadable() -> str:
    return _("The request has characters that are not text. Type it anew and send it again.")


def _is_text(request: HttpRequest) -> bool:
    """Whether the path, the query and the form hold neither NUL nor what is not UTF-8."""
    # Bytes that are not UTF-8 Django reads as Latin letters; a form's are kept, not read twice.
    raw = [request.META.get("QUERY_STRING", "").encode("latin-1", "replace")]
    parts = [request.path, *_words(request.GET)]
    if request.method == "POST":
        raw += [request.body] if request.content_type == FORM else []
        parts += _words(request.POST)
    return all(_is_utf8(each) for each in raw) and not any(
        "\x00" in part or "�" in part for part in parts
    )


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _words(fields: QueryDict) -> list[str]:
    """The names and values of a form or query."""
    return [w for name, values in fields.lists() for w in (name, *values)]
