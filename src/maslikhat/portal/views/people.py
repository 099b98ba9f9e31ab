"""Deputies of every level, the page of one, honours."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.dialogue import summary
from maslikhat.dialogue.people import may_be_written_to
from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.kit.days import day_asked, on_day, today
from maslikhat.kit.languages import reader_language, said
from maslikhat.notices.lists import follow_state
from maslikhat.places.models import Unit
from maslikhat.portal import councils as lists
from maslikhat.portal import words
from maslikhat.registry import heads
from maslikhat.registry.called import Names, other_names_on
from maslikhat.registry.followed import PERSON
from maslikhat.registry.models import (
    Award,
    Bestowal,
    CommissionMember,
    Council,
    GroupMember,
    Mandate,
    Person,
)
from maslikhat.registry.permissions import may_edit_person
from maslikhat.registry.registers import deputy_panels

A_PAGE = 50


@held(30, ("q", "level", "region", "page"))
def deputies(request: HttpRequest) -> HttpResponse:
    """Deputies on a day, found by surname, level and region, fifty a page."""
    day = day_asked(request.GET.get("on"))
    regions = {unit.kato: unit for unit in lists.regions_by_number(day).values()}
    asked = {name: request.GET.get(name, "").strip()[:100] for name in ("q", "level", "region")}
    if asked["level"] and asked["level"] not in lists.LEVELS:
        raise BadRequest("level")
    if asked["region"] and asked["region"] not in regions:
        raise BadRequest("region")
    page = part_of(request, _found(day, asked, regions.get(asked["region"])), A_PAGE)
    query = {name: value for name, value in asked.items() if value}
    if day != today():
        query["on"] = day.isoformat()
    named = other_names_on(day)
    context = {
        "asked": asked,
        "day": day,
        "day_query": on_day(day),
        "levels": lists.LEVELS.items(),
        "page": page,
        "query": urlencode(query) + "&" if query else "",
        "regions": regions.values(),
        "rows": [_row(mandate, named) for mandate in page.object_list],
    }
    return page_or_fragment(request, "portal/deputies.html", "portal/_deputies.html", context)


def _found(day: dt.date, asked: dict[str, str], region: Unit | None) -> QuerySet[Mandate]:
    """The mandates of the day that answer the filters, by the alphabet."""
    by_name = f"person__sort_{reader_language()}"
    rows = Mandate.objects.on(day).with_names().order_by(by_name, "pk")
    if asked["level"]:
        rows = rows.filter(convocation__council__level=asked["level"])
    if region is not None:
        rows = rows.filter(convocation__council__in=Council.objects.of_region(region, day))
    return rows.called(asked["q"]) if asked["q"] else rows


def _row(mandate: Mandate, named: Mapping[int, Names]) -> dict[str, Any]:
    """A line of the list; `named` are the councils that were called otherwise on the day."""
    council = mandate.convocation.council
    names = named.get(council.unit_id or 0, council)
    return {
        **words.deputy_row(mandate)._asdict(),
        "council": said(names, "name").text,
        "council_code": council.code,
    }


@held(30)
def deputy(request: HttpRequest, number: int) -> HttpResponse:
    """A deputy: mandates, commissions, honours, the latest words in the dialogue."""
    person = Person.objects.filter(pk=number).first()
    if person is None:
        raise Http404
    mandates = list(
        person.mandates.select_related("convocation__council", "party", "constituency").order_by(
            "-from_day"
        )
    )
    if not mandates:
        raise Http404
    day = day_asked(request.GET.get("on"))
    now = next((mandate for mandate in mandates if mandate.holds_on(day)), None)
    sits = any(mandate.holds_on(today()) for mandate in mandates)
    context = {
        "day_query": on_day(day),
        "bestowals": person.bestowals.select_related("award").order_by("-day"),
        "follow": follow_state(request.user, PERSON, person.pk),
        "heads": heads.of_person(person),
        "mandates": [_mandate(mandate) for mandate in mandates],
        "may_edit": may_edit_person(request.user, person),
        "may_write_to": sits and may_be_written_to(person, request.user),
        "memberships": _memberships(person),
        "now": _mandate(now) if now else None,
        "panels": [panel(person) for panel in deputy_panels],
        "path": [(reverse("portal:deputies"), _("Deputies"))],
        "person": person,
        "topics": summary.topics_of_person(person, request.user, 5),
    }
    return render(request, "portal/deputy.html", context)


def _mandate(mandate: Mandate) -> dict[str, Any]:
    council = mandate.convocation.council
    return {
        "convocation": mandate.convocation.number,
        "council": said(council, "name").text,
        "council_code": council.code,
        "elected_by": words.elected_by(mandate),
        "end_reason": mandate.get_end_reason_display() if mandate.end_reason else "",
        "from_day": mandate.from_day,
        "party": words.party(mandate),
        "standing": _("Deputy of the Parliament") if council.is_national else _("Deputy"),
        "to_day": mandate.to_day,
    }


def _memberships(person: Person) -> list[dict[str, Any]]:
    """Places in commissions and groups, the newest first; two queries."""
    commissions = CommissionMember.objects.filter(mandate__person=person)
    groups = GroupMember.objects.filter(mandate__person=person)
    rows = [
        {
            "href": reverse("portal:commission", args=[place.commission_id]),
            "name": said(place.commission, "name"),
            "position": place.get_position_display(),
            "from_day": place.from_day,
            "to_day": place.to_day,
        }
        for place in commissions.select_related("commission")
    ] + [
        {
            "href": reverse("portal:group", args=[place.group_id]),
            "name": said(place.group, "name"),
            "position": _("Leader") if place.is_leader else _("Member"),
            "from_day": place.from_day,
            "to_day": place.to_day,
        }
        for place in groups.select_related("group")
    ]
    return sorted(rows, key=lambda row: row["from_day"], reverse=True)


@held(60, ("page",))
def honours(request: HttpRequest) -> HttpResponse:
    """Awards given to deputies, and the kinds of awards."""
    given = Bestowal.objects.select_related("person", "award").order_by("-day", "-pk")
    page = part_of(request, given, A_PAGE)
    context = {
        "awards": Award.objects.order_by("level", "pk"),
        "page": page,
        "rows": page.object_list,
    }
    return render(request, "portal/honours.html", context)
