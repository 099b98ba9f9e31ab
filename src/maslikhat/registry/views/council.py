"""The apparatus' pages of a council: overview, convocation, seats, mandates, head."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry import actions, heads, rosters
from maslikhat.registry.forms.council import (
    ConvocationForm,
    ElectForm,
    EndForm,
    EndMandateForm,
    HeadForm,
    SeatsForm,
)
from maslikhat.registry.models import Convocation, Council, Headship, Invitation, Mandate
from maslikhat.registry.permissions import may_found_body, may_set_seats
from maslikhat.registry.views.guided import Guide, guided, managed


@require_safe
@signed_in
def manage(request: HttpRequest, code: str) -> HttpResponse:
    """What a clerk can do for the council, and how it stands today."""
    council = managed(request, code)
    day = today()
    deputies = rosters.deputies(council, day)
    seats = rosters.seats_on(council, day)
    convocation = open_convocation_of(council)
    invited = Invitation.objects.usable().filter(council=council)
    context = {
        "commissions": council.commissions.on(day).order_by("kind", "pk"),
        "convocation": convocation,
        "council": council,
        "deputies": deputies,
        "groups": council.groups.on(day).order_by("kind", "pk"),
        "head": heads.head_on(council, day),
        "invited": set(invited.values_list("person", flat=True)),
        "may_found_body": may_found_body(request.user, council.unit_id),
        "may_set_seats": may_set_seats(request.user, council),
        "name": said(council, "name"),
        "seats": seats,
        "section": "councils",
        "vacancies": seats - len(deputies) if seats is not None and convocation else None,
    }
    return render(request, "registry/manage.html", context)


def open_convocation_of(council: Council) -> Convocation | None:
    """The convocation of today."""
    return Convocation.objects.on().filter(council=council).select_related("council").first()


def present_convocation(council: Council) -> Convocation:
    """The convocation of today; a page that needs one does not exist without."""
    convocation = open_convocation_of(council)
    if convocation is None:
        raise Http404
    return convocation


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_convocation(request: HttpRequest, code: str) -> HttpResponse:
    """A new convocation after a general election."""
    council = managed(request, code)
    form = ConvocationForm(posted(request), council=council)
    guide = Guide(
        title=_("New convocation"),
        explained=_(
            "On the day of the first session all mandates, the head, the commissions and the groups"
            " of the convocation before end. Then take in the list of the elected deputies."
        ),
        button=_("Open the convocation"),
        done=_("The convocation is open. Now take in the list of its deputies."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.open_convocation(council, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def set_seats(request: HttpRequest, code: str) -> HttpResponse:
    """The number of seats, as the Central Election Commission has set it; the operator alone."""
    council = managed(request, code)
    if not may_set_seats(request.user, council):
        raise Hidden()
    form = SeatsForm(posted(request), council=council)
    guide = Guide(
        title=_("Number of seats"), button=_("Enter the number"), done=_("The number is entered.")
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.set_seats(council, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def elect(request: HttpRequest, code: str) -> HttpResponse:
    """A by-election, or the next of a party's list."""
    council = managed(request, code)
    convocation = present_convocation(council)
    form = ElectForm(posted(request), council=council)
    guide = Guide(
        title=_("New deputy"),
        explained=_(
            "After a by-election (last Sunday of March and of October), or when the next of a"
            " party's list takes a vacant seat."
        ),
        button=_("Enter the deputy"),
        done=_("The deputy is entered. An invitation can be printed now."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.elect_person(
            convocation,
            by=actor(request),
            person=cleaned.pop("person"),
            names=cleaned,
            birth_year=cleaned["birth_year"],
            constituency=cleaned["constituency"],
            party=cleaned["party"],
            from_day=cleaned["from_day"],
        )

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end_mandate(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The early end of a deputy's mandate."""
    council = managed(request, code)
    mandate = get_object_or_404(mandates(council), pk=number)
    form = EndMandateForm(posted(request), council=council)
    guide = Guide(
        title=_("Early end of a mandate: %(name)s") % {"name": mandate.person.full_name()},
        explained=_("Places in commissions and groups, and the headship, end with the mandate."),
        button=_("End the mandate"),
        done=_("The mandate is ended; the seat is vacant."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.end_mandate(mandate, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


def mandates(council: Council) -> QuerySet[Mandate]:
    """The mandates of a council that hold today, with person and convocation."""
    return Mandate.objects.on().of(council).with_names()


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def head_council(request: HttpRequest, code: str) -> HttpResponse:
    """Who heads the council."""
    council = managed(request, code)
    form = HeadForm(posted(request), council=council)
    guide = Guide(
        title=_("Head of the maslikhat"),
        explained=_(
            "The head before ends on the same day. The head leaves commissions and factions"
            " (Law 148, art. 19)."
        ),
        button=_("Enter the head"),
        done=_("The head is entered."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        person = cleaned.pop("mandate").person
        return actions.head_council(council, person, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def end_headship(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The head lays the office down and stays a deputy."""
    council = managed(request, code)
    headship = get_object_or_404(
        Headship.objects.on().filter(council=council).select_related("person", "council"), pk=number
    )
    form = EndForm(posted(request), council=council)
    guide = Guide(
        title=_("End of a headship: %(name)s") % {"name": headship.person.full_name()},
        button=_("End the headship"),
        done=_("The headship is ended."),
    )

    def act(cleaned: dict[str, Any]) -> object:
        return actions.end_headship(headship, by=actor(request), **cleaned)

    return guided(request, form, guide, act, council=council)
