"""The page of a place: what it is, where it belongs, what lies in it, and its numbers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from maslikhat.kit.answers import held
from maslikhat.kit.days import day_asked, on_day
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.places import figures, words
from maslikhat.places.called import as_called_on
from maslikhat.places.models import COUNTRY, Kind, Unit, UnitName

MOST_CHILDREN = 200


@held(60)
def place(request: HttpRequest, kato: str) -> HttpResponse:
    """A unit on a day: names and parents over time, what lies in it, indicators."""
    day = day_asked(request.GET.get("on"))
    unit = Unit.objects.shown().filter(kato=kato).first()
    if unit is None:
        raise Http404
    above = unit.ancestors_on(day)
    inside = list(Unit.objects.within(unit, day).in_order(reader_language())[: MOST_CHILDREN + 1])
    as_called_on(day, [unit, *above, *inside])
    children = [_child(child) for child in inside[:MOST_CHILDREN]]
    context = {
        "above": [(one.kato, said(one, "name")) for one in reversed(above)],
        "basis": words.basis(unit.basis) if unit.basis else None,
        "children": [child for child in children if not child["is_city_district"]],
        "city_districts": [child for child in children if child["is_city_district"]],
        "country": COUNTRY,
        "day": day,
        "day_query": on_day(day),
        "exists": unit.exists_on(day),
        "is_city_district": unit.kind == Kind.CITY_DISTRICT,
        "kind": words.KINDS[unit.kind],
        "more": len(inside) > MOST_CHILDREN,
        "most": MOST_CHILDREN,
        "name": said(unit, "name"),
        "names": [(row, _version(row), words.basis(row.basis)) for row in _newest(unit.names)],
        "parents": _newest(unit.parents.select_related("parent")),
        "series": figures.of(unit),
        "unit": unit,
    }
    return render(request, "places/place.html", context)


def _version(version: UnitName) -> Said:
    return said({f"name_{lang}": getattr(version, lang) for lang in ("kk", "ru", "en")}, "name")


def _child(unit: Unit) -> dict[str, Any]:
    return {
        "kato": unit.kato,
        "name": said(unit, "name"),
        "is_city_district": unit.kind == Kind.CITY_DISTRICT,
    }


def _newest(versions: Any) -> list[Any]:
    """Dated rows, the latest first."""
    return list(versions.order_by("-from_day"))
