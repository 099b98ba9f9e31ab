"""What the kit itself answers: the card of a page, for the links that unfold."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maslikhat.kit.cards import card_of
from maslikhat.kit.languages import reader_language


@require_safe
def card(request: HttpRequest) -> HttpResponse:
    """The card of the page of `?to=`; 204 when there is none for this reader.

    What is closed, what does not exist and what has no card are answered alike: the link stays a
    link.
    """
    found = card_of(request.GET.get("to", ""), request.user, reader_language())
    if found is None:
        return HttpResponse(status=204)
    return render(request, "kit/_card.html", {"card": found})
