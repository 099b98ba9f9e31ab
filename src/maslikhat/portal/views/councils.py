"""The list of maslikhats and the page of one council."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.dialogue import summary
from maslikhat.kit import charts
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.days import day_asked, holds_on, on_day
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.kit.lines import Trail
from maslikhat.kit.prepared import PreparedThings
from maslikhat.notices.lists import follow_state
from maslikhat.places.models import Unit
from maslikhat.places.reference import first_known_change
from maslikhat.portal import councils as lists
from maslikhat.portal import words
from maslikhat.registry import heads, rosters
from maslikhat.registry.called import council_as_called_on, councils_as_called_on
from maslikhat.registry.followed import COUNCIL
from maslikhat.registry.models import (
    Body,
    Commission,
    CommissionMember,
    Council,
    Group,
    GroupMember,
    Level,
)
from maslikhat.registry.permissions import may_manage

MOST_TOPICS = 5
_councils = PreparedThings(
    lambda code: Council.objects.select_related("unit__parent").filter(code=code)
)


@held(30, ("q", "level", "region"))
def councils(request: HttpRequest) -> HttpResponse:
    """Every maslikhat on a day: map, table, filters by level, region and name; the chambers too."""
    day = day_asked(request.GET.get("on"))
    country = lists.country_on(day)
    asked = _asked(request, {unit.kato for unit in country.regions})
    rows = lists.chosen(country, name=asked["q"], level=asked["level"], region=asked["region"])
    context = {
        "asked": asked,
        "are_all_maslikhats": not any(row.level == Level.NATIONAL for row in rows),
        "before_sources": day < first_known_change(),
        "counts": country.totals,
        "day": day,
        "day_query": on_day(day),
        "first_change": first_known_change(),
        "level_words": lists.LEVELS,
        "levels": lists.LEVELS.items(),
        "outlines": country.outlines,
        "regions": country.regions,
        "rows": rows,
        "tiles": country.tiles,
    }
    return page_or_fragment(request, "portal/councils.html", "portal/_councils_found.html", context)


def _asked(request: HttpRequest, regions: set[str]) -> dict[str, str]:
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "level", "region")}
    if asked["level"] and asked["level"] not in lists.LEVELS:
        raise BadRequest("level")
    if asked["region"] and asked["region"] not in regions:
        raise BadRequest("region")
    return asked


def council_or_404(code: str) -> Council:
    """The council of a code, with its unit and that unit's region at hand."""
    found = _councils(code)
    if not found:
        raise Http404
    return found[0]


def path_to(council: Council, day: dt.date) -> Trail:
    """The way to a council on a day: all, its region, itself."""
    on = on_day(day)
    path: list[tuple[str, str | Said]] = [(reverse("portal:councils") + on, _("Maslikhats"))]
    if council.unit and council.unit.parent and not council.unit.is_regional:
        region = council.unit.parent
        path.append((reverse("portal:council", args=[region.kato]) + on, said(region, "name")))
    own = reverse("portal:council", args=[council.code]) + on
    return [*path, (own, said(council, "name"))]


def common(request: HttpRequest, code: str, tab: str) -> dict[str, Any]:
    """What the head of each page of a council shows."""
    found = council_or_404(code)
    day = day_asked(request.GET.get("on"), found.to_day)
    council = council_as_called_on(day, found)
    return {
        "council": council,
        "day": day,
        "day_query": on_day(day),
        "follow": follow_state(request.user, COUNCIL, council.pk),
        "may_manage": may_manage(request.user, council),
        "path": path_to(council, day)[:-1],
        "tab": tab,
    }


@held(15)
def council(request: HttpRequest, code: str) -> HttpResponse:
    """A council on a day: deputies, seats, head, topics."""
    context = common(request, code, "overview")
    council: Council = context["council"]
    day: dt.date = context["day"]
    sitting = rosters.sitting(council, day)
    is_known = bool(sitting) or rosters.is_entered(council, day)
    context |= {
        "convocation": sitting[0].convocation if sitting else None,
        "deputies": words.deputy_rows(sitting),
        "head": words.head_row(heads.head_on(council, day)),
        "is_known": is_known,
        "parts": seat_parts(sitting, rosters.seats_on(council, day), is_known=is_known),
        "topics": summary.topics_of_council(council, request.user, MOST_TOPICS),
    }
    return render(request, "portal/council.html", context)


def seat_parts(
    sitting: Sequence[rosters.Sitting], seats: int | None, *, is_known: bool
) -> list[charts.Slice]:
    """The seats by party, the largest first, then the self-nominated, then the vacant.

    Of parties of one size the order, and so the colours, are the same in every language.
    Where it is not known who sat, nothing is said of a seat but that it was there.
    """
    if not is_known:
        return [charts.Slice(_("Not known here"), seats, "unknown")] if seats else []
    numbers = Counter(deputy.party for deputy in sitting if deputy.party)
    alone = len(sitting) - numbers.total()
    by_size = sorted(numbers.items(), key=lambda part: (-part[1], part[0]))
    parts = [
        charts.Slice(name, number, f"k{min(place, 6)}")
        for place, ((_party, name), number) in enumerate(by_size)
    ]
    if alone:
        parts.append(charts.Slice(_("Self-nominated"), alone, "self"))
    vacant = (seats or 0) - len(sitting)
    if vacant > 0:
        parts.append(charts.Slice(_("Vacant"), vacant, "vacant"))
    return parts


@held(60)
def commissions(request: HttpRequest, code: str) -> HttpResponse:
    """The commissions, factions and groups of a council on a day, and the bodies it can ask."""
    context = common(request, code, "commissions")
    council: Council = context["council"]
    day: dt.date = context["day"]
    leaders = CommissionMember.objects.on(day).filter(position="chair")
    heads_of_groups = GroupMember.objects.on(day).filter(is_leader=True)
    context |= {
        "commissions": Commission.objects.on(day)
        .filter(council=council)
        .annotate(member_count=Count("members", filter=holds_on(day, "members__")))
        .prefetch_related(
            Prefetch("members", leaders.select_related("mandate__person"), to_attr="chairs")
        )
        .order_by("kind", "pk"),
        "groups": Group.objects.on(day)
        .filter(council=council)
        .annotate(member_count=Count("members", filter=holds_on(day, "members__")))
        .prefetch_related(
            Prefetch(
                "members", heads_of_groups.select_related("mandate__person"), to_attr="leaders"
            )
        )
        .order_by("kind", "pk"),
        "bodies": Body.objects.on(day).filter(unit=council.unit_id).order_by("parent", "pk")
        if council.unit_id
        else [],
    }
    return render(request, "portal/commissions.html", context)


@held(60)
def history(request: HttpRequest, code: str) -> HttpResponse:
    """Convocations, heads under the title of their day, numbers of seats."""
    context = common(request, code, "history")
    council: Council = context["council"]
    context |= {
        "convocations": council.convocations.order_by("-from_day"),
        "heads": [words.headed(spell) for spell in heads.history(council)],
        "seats": council.seats.order_by("-from_day"),
        "children": children_of(council, context["day"]),
    }
    return render(request, "portal/history.html", context)


def children_of(council: Council, day: dt.date) -> list[Council]:
    """The maslikhats of the units that belonged to this council's region on the day."""
    if not council.unit or not council.unit.is_regional:
        return []
    units = Unit.objects.within(council.unit, day)
    found = Council.objects.on(day).filter(unit__in=units).in_order(reader_language())
    return councils_as_called_on(day, found)
