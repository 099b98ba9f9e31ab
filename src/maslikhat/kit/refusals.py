"""A refusal speaks to a person: a sentence, what to do next, and a 4xx; nothing has changed."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _


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
    """The refusal as a page, or as the fragment alone when htmx asked."""
    is_part = request.headers.get("HX-Request") == "true"
    template = "kit/_refusal.html" if is_part else "kit/refusal.html"
    answer = render(request, template, {"sentence": sentence, "status": status}, status=status)
    answer["Vary"] = "HX-Request"
    answer["HX-Retarget"], answer["HX-Reswap"] = "#refusal", "innerHTML"
    return answer


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
