"""Find my deputies: from a settlement to everyone who represents it, at every level."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maslikhat.kit.answers import held
from maslikhat.kit.days import today
from maslikhat.kit.languages import said
from maslikhat.places import search
from maslikhat.places.models import Kind, Unit
from maslikhat.portal import councils as lists
from maslikhat.portal import words
from maslikhat.registry import rosters
from maslikhat.registry.models import Council, Level
from maslikhat.registry.permissions import may_set_residence
from maslikhat.registry.residence import home_of

MOST_PLACES = 30
MOST_DEPUTIES = 12


@held(60, ("q", "place"))
def find(request: HttpRequest) -> HttpResponse:
    """The places of a name, or the deputies of one place."""
    q = request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {
        "home": home_of(request.user),
        "may_set_residence": may_set_residence(request.user),
        "q": q,
        "place": None,
        "units": [],
    }
    kato = request.GET.get("place", "")
    if kato:
        context |= _represented(_unit_or_404(kato))
    elif q:
        units = search.by_name(q, MOST_PLACES)
        if len(units) == 1:
            context |= _represented(units[0])
        else:
            lines = search.lines_of(units, today())
            context["units"] = [_place(unit, lines[unit.pk]) for unit in units]
    return render(request, "portal/find.html", context)


def _unit_or_404(kato: str) -> Unit:
    found = Unit.objects.shown().filter(kato=kato).first()
    if found is None or found.kind == Kind.COUNTRY:
        raise Http404
    return found


def _place(unit: Unit, line: list[Unit]) -> dict[str, Any]:
    above = [above for above in line if above.kind != Kind.COUNTRY]
    return {
        "kato": unit.kato,
        "name_kk": unit.name_kk,
        "name_ru": unit.name_ru,
        "name_en": unit.name_en,
        "within": ", ".join(said(one, "name").text for one in above),
    }


def _represented(place: Unit) -> dict[str, Any]:
    """The councils over a place, nearest first, with the deputies whose constituency holds it."""
    line = [place, *place.ancestors_on(today())]
    numbers = [unit.pk for unit in line]
    councils = list(Council.objects.on(today()).filter(unit__in=numbers))
    councils.sort(key=lambda council: numbers.index(council.unit_id or 0))
    councils += Council.objects.on(today()).national()
    return {
        "place": place,
        "above": [unit for unit in line[1:] if unit.kind != Kind.COUNTRY],
        "groups": [_group(council, numbers) for council in councils],
    }


def _group(council: Council, numbers: list[int]) -> dict[str, Any]:
    mandates, vacant = rosters.representing(council, numbers, today())
    return {
        "code": council.code,
        "name": said(council, "name"),
        "level": lists.LEVELS[Level(council.level)],
        "deputies": [words.deputy_row(mandate) for mandate in mandates[:MOST_DEPUTIES]],
        "more": max(len(mandates) - MOST_DEPUTIES, 0),
        "vacant": [words.constituency_words(one) for one in vacant],
    }
