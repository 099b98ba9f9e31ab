"""The way of a matter: from where it was raised to what came of it, for a part of any page."""

from django.http import HttpRequest, HttpResponse

from maslikhat.kit import ways
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_named

ABOUT = ("topic", "post", "item", "decision", "commitment", "joint", "forwarding")


@held(60, ABOUT)
def way(request: HttpRequest) -> HttpResponse:
    """The stations of a matter that this reader may see; one thing is named by the address."""
    named = [name for name in ABOUT if request.GET.get(name)]
    text = request.GET.get(named[0], "") if len(named) == 1 else ""
    number = number_named(text, "way")
    stations = ways.way_of((named[0], number), request.user, reader_language())
    context = {"stations": stations}
    return page_or_fragment(request, "portal/way.html", "portal/_way.html", context)
