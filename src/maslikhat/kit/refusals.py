"""A refusal speaks to a person: a sentence, what to do next, and a 4xx; nothing has changed."""

from collections.abc import Callable, Mapping
from copy import copy
from html import escape
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    SuspiciousOperation,
)
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.template.response import SimpleTemplateResponse
from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maslikhat.kit.links import page_within
from maslikhat.kit.refilled import Sent, refilled

# The field in which a page that was drawn again keeps whose form it is.
CAME_FROM = "came-from"
# A browser that opens a page says so; older ones say nothing. A script's own call is none.
NAVIGATES = {None, "navigate"}


class Refused(Exception):  # noqa: N818 - a refusal is no error
    """The act is not allowed now; `str(refusal)` is the translated sentence shown to the person."""

    def __init__(self, sentence: str | Promise, *, status: int = 409) -> None:
        assert 400 <= status < 500, status
        super().__init__(str(sentence))
        self.status = status


class Hidden(Refused):
    """The thing is not for this person: answered as if it did not exist (law 3)."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence, status=404)


def refuse_unless(fits: bool, sentence: str | Promise, *, status: int = 409) -> None:
    """Refuse with the sentence unless something is so."""
    if not fits:
        raise Refused(sentence, status=status)


def refusal_page(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """The refusal: for htmx a fragment, for a form its page again, otherwise a page of its own.

    A form that was sent from a page of the portal comes back on that page, with the words that
    were sent in it and the sentence first; where that page has the form no more, the refusal's own
    page shows the words and leads back.
    """
    if request.headers.get("HX-Request") == "true":
        answer = _rendered(request, "kit/_refusal.html", sentence, status)
        answer["HX-Retarget"], answer["HX-Reswap"] = "#refusal", "innerHTML"
    else:
        sent = _sent(request)
        page = _came_from(request, sent or {})
        form_again = _page_again(request, page, sent, sentence) if page and sent else None
        if form_again is not None:
            answer = HttpResponse(form_again, status=status)
        else:
            context = {"page": page, "words": _words(sent or {})}
            answer = _rendered(request, "kit/refusal.html", sentence, status, context)
    answer["Vary"] = "HX-Request"
    return answer


def _rendered(
    request: HttpRequest,
    template: str,
    sentence: str,
    status: int,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    return render(
        request,
        template,
        {"sentence": sentence, "status": status, **(context or {})},
        status=status,
    )


def _came_from(request: HttpRequest, sent: Sent) -> str:
    """Path and query of the page of the portal that the request was sent from, or ""."""
    address = next(iter(sent.get(CAME_FROM, ())), "") or request.headers.get("Referer", "")
    return page_within(request, address)


def _sent(request: HttpRequest) -> Sent | None:
    """The form that a person sent; None where it is none, or cannot be read."""
    is_form = request.method == "POST" and request.headers.get("Sec-Fetch-Mode") in NAVIGATES
    # Who asks is known only once the request has passed everything before the view.
    if not is_form or not hasattr(request, "user"):
        return None
    try:
        return dict(request.POST.lists())
    except (SuspiciousOperation, BadRequest, OSError):
        return None


def _page_again(request: HttpRequest, page: str, sent: Sent, sentence: str) -> str | None:
    """The page of a form with what was sent in it; None where it cannot be shown or has no form."""
    html = _read(request, page)
    if html is None:
        return None
    context = {"sentence": sentence, "page": page, "came_from": CAME_FROM}
    said = render_to_string("kit/_refused_form.html", context, request)
    again = refilled(html, page, request.path, sent, said)
    return again and again.replace("<title>", f"<title>{escape(_('Not done'))}. ", 1)


def _read(request: HttpRequest, page: str) -> str | None:
    """A page of the portal as the same person would open it now, or None."""
    parts = urlsplit(page)
    read = copy(request)
    read.method, read.path, read.path_info = "GET", parts.path, parts.path
    read.META = {**request.META, "REQUEST_METHOD": "GET", "QUERY_STRING": parts.query}
    read.GET = QueryDict(parts.query)
    read.POST = QueryDict()
    try:
        read.resolver_match = match = resolve(parts.path)
        answer = match.func(read, *match.args, **match.kwargs)
        # The pages of allauth are drawn only once they have passed everything behind the view.
        if isinstance(answer, SimpleTemplateResponse):
            answer = answer.render()
    except (Http404, Refused, PermissionDenied, SuspiciousOperation, BadRequest):
        return None
    # The token of the page's forms, where it is new, goes out with the answer.
    request.META |= {name: read.META[name] for name in read.META if name.startswith("CSRF_COOKIE")}
    is_page = answer.status_code == HTTPStatus.OK and not answer.streaming
    is_html = answer.get("Content-Type", "").startswith("text/html")
    return answer.content.decode() if is_page and is_html else None


def _words(sent: Sent) -> list[str]:
    """What was written in a form, rather than chosen: texts of several words."""
    named = [(name, text) for name, values in sent.items() for text in values]
    kept = [text for name, text in named if name != CAME_FROM and "password" not in name]
    return [text for text in kept if " " in text.strip()]


class RefusalMiddleware:
    """Turns `Refused` raised anywhere below into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED or answer.content:
            return answer
        sentence = _("This address is not opened in this way. Go back and use the page's buttons.")
        page = refusal_page(request, sentence, answer.status_code)
        page["Allow"] = answer["Allow"]
        return page

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, Refused):
            return None
        return refusal_page(request, str(error), error.status)
