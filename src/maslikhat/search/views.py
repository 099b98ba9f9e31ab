"""Pages of search: asking, what was found, suggestions, feeds, searches that people keep."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import page_asked, page_or_fragment
from maslikhat.kit.doors import signed_in
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language
from maslikhat.kit.refusals import Refused
from maslikhat.notices.lists import modes_of
from maslikhat.notices.models import Mode
from maslikhat.search import actions, addresses
from maslikhat.search.asking import Asked, Found, suggest
from maslikhat.search.asking import find as find_entries
from maslikhat.search.followed import SAVED
from maslikhat.search.models import PUBLIC, SavedSearch
from maslikhat.search.question import LONGEST
from maslikhat.search.registers import choices, kinds, tokens_of
from maslikhat.search.shown import address_of, shown
from maslikhat.search.volume import UnreadableError

A_PAGE = 20
MOST_PAGES = 500
IN_FEED = 50


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The question, its filters and what was found, twenty a page."""
    params = _params(request)
    asked = addresses.read(params)
    number = _page_number(request)
    context = _form(params) | {
        "asks_something": addresses.asks_something(asked),
        "is_cut": asked.question.is_cut,
        "page": None,
        "query": addresses.write(params),
        "rows": [],
        "found": None,
        "is_ready": True,
        "longest": LONGEST,
    }
    status = 200
    if context["asks_something"]:
        try:
            found = find_entries(
                asked, tokens_of(request.user), offset=(number - 1) * A_PAGE, limit=A_PAGE
            )
        except UnreadableError:
            context["is_ready"], status = False, 503
        else:
            context |= {"found": found, "rows": shown(found), "page": _page(found, number)}
    return _answer(request, context, status)


def _answer(request: HttpRequest, context: dict[str, Any], status: int) -> HttpResponse:
    answer = page_or_fragment(
        request, "search/find.html", "search/_found.html", context, status=status
    )
    if status == 503:
        answer["Retry-After"] = "5"
    return answer


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Names that begin as what is being typed: a part of the page, asked for by htmx alone."""
    if request.headers.get("HX-Request") != "true":
        query = addresses.write(_params(request))
        return HttpResponseRedirect(f"{reverse('search:find')}{'?' if query else ''}{query}")
    try:
        entries = suggest(_params(request)["q"], tokens_of(request.user))
    except UnreadableError:
        entries = []
    rows = [
        {
            "address": address_of(entry),
            "title": entry.title(),
            "kind": kinds[entry.kind].label(),
        }
        for entry in entries
        if entry.kind in kinds
    ]
    return render(request, "search/_proposals.html", {"rows": rows})


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Any search as an Atom feed, newest first: only what is public, whoever asks."""
    params = _params(request) | {"order": addresses.NEWEST}
    asked = addresses.read(params)
    if not addresses.asks_something(asked):
        raise Refused(_("Write a word, or choose what to look by."), status=400)
    try:
        found = find_entries(asked, frozenset({PUBLIC}), limit=IN_FEED)
    except UnreadableError:
        answer = HttpResponse(_not_ready(), status=503, content_type="text/plain; charset=utf-8")
        answer["Retry-After"] = "5"
        return answer
    return HttpResponse(_atom(asked, params, found), content_type=Atom1Feed.content_type)


def _atom(asked: Asked, params: dict[str, str], found: Found) -> bytes:
    base, query = settings.PUBLIC_URL, addresses.write(params)
    title = _("Search") + "".join(
        f" {word}" for part in asked.question.parts for word in part.words
    )
    if is_demo():
        title += " · " + _("Demonstration: persons and amounts are invented")
    made = Atom1Feed(
        title=title,
        link=f"{base}{reverse('search:find')}?{query}",
        feed_url=f"{base}{reverse('search:feed')}?{query}",
        description=None,
        language=reader_language(),
    )
    for row in shown(found):
        made.add_item(
            title=_printable("".join(piece.text for piece in row.title)) or row.kind,
            link=f"{base}{row.address}",
            description=_printable("".join(piece.text for piece in row.text)),
            # A sitting has its day to come: readers of feeds put in order by when it was entered.
            updateddate=row.came_at,
            pubdate=min(row.moment, row.came_at),
            categories=[row.kind],
        )
    return made.writeString("utf-8").encode()


def _printable(text: str) -> str:
    """The text without the control signs that XML cannot hold."""
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) != "Cc")


@signed_in
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """The searches this reader keeps."""
    kept = list(SavedSearch.objects.filter(user=actor(request)).order_by("-made_at", "-pk"))
    modes = modes_of(actor(request), SAVED, [row.pk for row in kept])
    rows = [(row, modes.get(row.pk, "")) for row in kept]
    context = {"kind": SAVED, "modes": Mode.choices, "rows": rows}
    return render(request, "search/saved.html", context)


@require_POST
@signed_in
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search whose address was sent."""
    params = {name: request.POST.get(name, "") for name in addresses.PARAMS}
    asked = addresses.read(params)
    if not addresses.asks_something(asked):
        raise Refused(_("Write a word, or choose what to look by."), status=422)
    query = addresses.write(params)
    actions.save(by=actor(request), query=query, words=params["q"].strip())
    messages.success(request, _("The search is kept. What is new by it will stand in your digest."))
    return HttpResponseRedirect(reverse("search:saved"))


@require_POST
@signed_in
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Keep a search no longer."""
    kept = get_object_or_404(SavedSearch, pk=number, user=actor(request))
    actions.drop(kept, by=actor(request))
    return HttpResponseRedirect(reverse("search:saved"))


def _params(request: HttpRequest) -> dict[str, str]:
    return {name: request.GET.get(name, "") for name in addresses.PARAMS}


def _form(params: dict[str, str]) -> dict[str, Any]:
    offered = {
        name: list(choices[name]()) if name in choices else [] for name in ("place", "rubric")
    }
    place = params["place"].strip()
    if place and place not in {value for value, _name in offered["place"]}:
        # A unit below the regions comes by a link from its page.
        offered["place"].append((place, place))
    return {
        "asked": {name: value.strip() for name, value in params.items()},
        "kinds": [(name, kind.label()) for name, kind in kinds.items()],
        "places": offered["place"],
        "rubrics": offered["rubric"],
    }


def _page_number(request: HttpRequest) -> int:
    number = page_asked(request)
    if not 1 <= number <= MOST_PAGES:
        raise Http404
    return number


def _page(found: Found, number: int) -> Page[Any] | None:
    """The place in the list; none while nothing can be counted."""
    if found.count is None:
        return None
    most = min(found.count, MOST_PAGES * A_PAGE)
    pages: Paginator[Any] = Paginator(_Counted(most), A_PAGE)
    if number > pages.num_pages:
        raise Http404
    return pages.page(number)


class _Counted(Sequence[None]):
    """A list of which only the length is known."""

    def __init__(self, count: int) -> None:
        self._count = max(count, 0)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: Any) -> Any:
        return []


def _not_ready() -> str:
    return _("The index of the search is being made. Ask again in a minute.")
