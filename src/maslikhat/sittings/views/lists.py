"""The list of sittings with its filters, and the next of a council."""

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse

from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.registry.models import Commission, Council, Level
from maslikhat.registry.standing import standing
from maslikhat.sittings.lists import PARAMS, chosen, read
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.words import STATES
from maslikhat.voting.bodies import bodies_led_by

A_PAGE, LATEST = 30, 4


@held(15, (*PARAMS, "page"))
def sittings(request: HttpRequest) -> HttpResponse:
    """All sittings that the reader may see: those to come, or those held."""
    asked = read(request.GET)
    who = standing(request.user)
    led = who.chair_of | who.clerk_of
    bodies = bodies_led_by(request.user)
    context = {
        "asked": asked,
        "being_entered": _being_entered(led),
        "page": part_of(request, chosen(asked, request.user), A_PAGE),
        "commissions": [body for body in bodies if isinstance(body, Commission)],
        "planning_for": [
            body for body in bodies if isinstance(body, Council) and body.level != Level.NATIONAL
        ],
        "query": asked.query,
        "running": list(Sitting.objects.public().running().with_names()[:10]),
        "states": STATES,
        "title_of": title_of,
    }
    return page_or_fragment(request, "sittings/sittings.html", "sittings/_found.html", context)


def _being_entered(led: Collection[int]) -> list[Sitting]:
    """Those of the councils that this reader leads which are not entered whole yet."""
    if not led:
        return []
    return list(Sitting.objects.filter(council__in=led).being_entered().with_names()[:10])


@held(30, ("council",))
def latest(request: HttpRequest) -> HttpResponse:
    """The next sittings of a council and the last held, for a part of another page."""
    asked = read({"council": request.GET.get("council", "")})
    past = read({"council": request.GET.get("council", ""), "when": "past"})
    coming = list(chosen(asked, request.user)[:LATEST])
    context = {
        "asked": asked,
        "sittings": coming + list(chosen(past, request.user)[: LATEST - len(coming)]),
        "states": STATES,
        "title_of": title_of,
    }
    return page_or_fragment(request, "sittings/latest.html", "sittings/_latest.html", context)
