"""The pages of a commission, a faction or group, and an executive body."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.commitments.figures import figures_by
from maslikhat.commitments.lists import rows_of
from maslikhat.commitments.models import Commitment, Remark
from maslikhat.commitments.permissions import may_blank, may_remark
from maslikhat.kit.answers import held
from maslikhat.kit.days import day_asked, on_day, today
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.portal.views.councils import path_to
from maslikhat.registry.called import council_as_called_on
from maslikhat.registry.models import Body, Commission, CommissionMember, Group
from maslikhat.registry.permissions import may_invite_official
from maslikhat.registry.subjects import subjects_of_commission
from maslikhat.sittings.lists import of_commission
from maslikhat.sittings.permissions import may_plan_sitting
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.words import STATES

MOST_MATTERS = 5


@held(60)
def commission(request: HttpRequest, number: int) -> HttpResponse:
    """A commission and its members on a day."""
    thing = Commission.objects.select_related("council__unit__parent").filter(pk=number).first()
    if thing is None:
        raise Http404
    sittings = of_commission(thing, request.user)
    return _members_page(
        request,
        thing,
        lambda place: place.get_position_display(),
        lambda place: CommissionMember.Position.values.index(place.position),
        may_plan_sitting=thing.holds_on(today()) and may_plan_sitting(request.user, thing),
        sittings=sittings,
        states=STATES,
        subjects=subjects_of_commission(thing),
        title_of=title_of,
    )


@held(60)
def group(request: HttpRequest, number: int) -> HttpResponse:
    """A faction or deputy group and its members on a day."""
    thing = Group.objects.select_related("council__unit__parent").filter(pk=number).first()
    if thing is None:
        raise Http404
    return _members_page(
        request,
        thing,
        lambda place: _("Leader") if place.is_leader else _("Member"),
        lambda place: not place.is_leader,
        subjects=None,
    )


def _members_page(
    request: HttpRequest, thing: Any, position: Any, rank: Any, **more: object
) -> HttpResponse:
    day = day_asked(request.GET.get("on"), thing.to_day)
    council = council_as_called_on(day, thing.council)
    places = (
        thing.members.on(day)
        .select_related("mandate__person")
        .order_by(f"mandate__person__sort_{reader_language()}", "pk")
    )
    context = {
        "council_name": said(council, "name").text,
        "day": day,
        "day_query": on_day(day),
        "ended": thing.to_day if thing.to_day and thing.to_day <= today() else None,
        "kind_words": thing.get_kind_display(),
        "members": [
            {
                "person_id": place.mandate.person_id,
                "name": place.mandate.person.full_name(),
                "position": position(place),
                "from_day": place.from_day,
            }
            for place in sorted(places, key=rank)
        ],
        "path": path_to(council, day),
        "thing": thing,
        **more,
    }
    return render(request, "portal/membership.html", context)


@held(60)
def body(request: HttpRequest, number: int) -> HttpResponse:
    """An executive body that can be asked, and its parts."""
    found = Body.objects.select_related("unit", "parent").filter(pk=number).first()
    if found is None:
        raise Http404
    day = day_asked(request.GET.get("on"), found.to_day)
    on = on_day(day)
    path: list[tuple[str, str | Said]] = [(reverse("portal:councils") + on, _("Maslikhats"))]
    if found.unit and found.unit.has_council:
        council = reverse("portal:council", args=[found.unit.kato]) + on
        path.append((council, said(found.unit, "name")))
    if found.parent:
        path.append(
            (reverse("portal:body", args=[found.parent_id]) + on, said(found.parent, "name"))
        )
    owed = Commitment.objects.owed_by(found)
    context = {
        "body": found,
        "figures": figures_by(owed, "body").get(found.pk),
        "may_invite_official": found.holds_on(today()) and may_invite_official(request.user, found),
        "may_blank": may_blank(request.user),
        "may_remark": may_remark(request.user, found),
        "remark": Remark.objects.filter(body=found).exclude(words="").order_by("-pk").first(),
        "matters": rows_of(owed.lately()[:MOST_MATTERS]),
        "day_query": on,
        "parts": Body.objects.on(day).filter(parent=found).order_by(f"sort_{reader_language()}"),
        "path": path,
    }
    return render(request, "portal/body.html", context)
