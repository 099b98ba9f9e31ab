"""Doors: a page that is only for who has signed in, and the way back to it."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from maslikhat.kit.links import page_within

P = ParamSpec("P")
# For rooms whose acts touch the visit itself and may not import django.http.
Request: TypeAlias = HttpRequest
Answer: TypeAlias = HttpResponse


def signed_in(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only who has signed in through; others are shown the sign-in page and come back after."""

    @wraps(view)
    def door(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return send_to(request, reverse("account_login") + _way_back(request))

    return door


def send_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the whole browser page to `address`, also when htmx asked for a part of it."""
    if request.headers.get("HX-Request") == "true":
        answer = HttpResponse()
        answer["HX-Redirect"] = address
    else:
        answer = HttpResponseRedirect(address)
    answer["Vary"] = "HX-Request"
    return answer


def asked_back(request: HttpRequest) -> str:
    """The page of this portal that a form asks to go to next (`next`), or ""."""
    back = request.POST.get("next", "")
    is_own = back.startswith("/") and url_has_allowed_host_and_scheme(back, None)
    return back if is_own else ""


def _way_back(request: HttpRequest) -> str:
    """`?next=` with the page the reader was on: never the address of a POST or of a part.

    A form that was sent when the session had ended leads back to its page, which has kept what was
    typed (kit/typed.js).
    """
    if request.headers.get("HX-Request") == "true":
        back = page_within(request, request.headers.get("HX-Current-URL", ""))
    elif request.method in {"GET", "HEAD"}:
        back = request.get_full_path()
    else:
        back = page_within(request, request.headers.get("Referer", ""))
    return "?" + urlencode({"next": back}) if back else ""
