"""The operator's pages of offices: who is operator, clerk or official; giving and ending one."""

from typing import Any

from django.contrib import messages
from django.db.models import Case, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import part_of, posted
from maslikhat.kit.days import today
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry import actions
from maslikhat.registry.forms.offices import AppointForm, OfficeForm
from maslikhat.registry.models import Role
from maslikhat.registry.permissions import is_operator, may_appoint, may_end_role
from maslikhat.registry.views.guided import Guide, guide_page, guided


@require_safe
@signed_in
def roles(request: HttpRequest) -> HttpResponse:
    """Who is operator, moderator, clerk or official today; the operator alone sees it."""
    if not may_appoint(request.user):
        raise Hidden()
    sort = f"sort_{reader_language()}"
    kinds = (Role.Kind.OPERATOR, Role.Kind.MODERATOR, Role.Kind.CLERK, Role.Kind.OFFICIAL)
    rank = Case(*(When(kind=kind, then=place) for place, kind in enumerate(kinds)))
    held = Role.objects.on(today()).select_related("user__person", "council", "body")
    listed = held.order_by(rank, f"council__{sort}", f"body__{sort}", "pk")
    return render(request, "registry/roles.html", {"page": part_of(request, listed)})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def appoint(request: HttpRequest) -> HttpResponse:
    """First which office and where, by the address; then who is given it."""
    if not may_appoint(request.user):
        raise Hidden()
    is_asked = request.method == "POST" or "kind" in request.GET
    office = OfficeForm(request.GET if is_asked else None)
    if not office.is_valid():
        return _choose(request, office)
    kind, council = office.cleaned_data["kind"], office.cleaned_data["council"]
    is_official = kind == Role.Kind.OFFICIAL
    form = AppointForm(posted(request), council=council if is_official else None)
    guide = Guide(
        title=str(Role.Kind(kind).label),
        explained=said(council, "name").text if council else "",
        button=_("Appoint"),
        done=_("The office is given. The person signs in anew, with a second factor if needed."),
        back=reverse("registry:roles"),
        trail=_trail(),
    )

    def act(cleaned: dict[str, Any]) -> object:
        place = {"body": cleaned["body"]} if is_official else {"council": council}
        return actions.appoint(cleaned["login"], by=actor(request), kind=kind, **place)

    return guided(request, form, guide, act)


def _choose(request: HttpRequest, office: OfficeForm) -> HttpResponse:
    guide = Guide(
        title=_("Appoint"),
        explained=_("An operator runs the portal; a moderator decides on reports; a clerk keeps a"
                    " council's papers; an official answers for a body. Deputies and chairs follow"
                    " from the register."),
        button=_("Next"),
        done="",
        back=reverse("registry:roles"),
        trail=_trail(),
        method="get",
    )  # fmt: skip
    return guide_page(request, office, guide, status=422 if office.is_bound else 200)


def _trail() -> list[tuple[str, str]]:
    return [
        (reverse("portal:desk"), _("My desk")),
        (reverse("registry:roles"), _("Offices on the portal")),
    ]


@require_POST
@signed_in
def end_role(request: HttpRequest, number: int) -> HttpResponse:
    """The office ends today; its holder may lay it down, the last operator may not."""
    role = get_object_or_404(Role.objects.on(today()), pk=number)
    if not may_end_role(request.user, role):
        raise Hidden()
    actions.end_role(role, by=actor(request))
    messages.success(request, _("The office is ended."))
    back = "registry:roles" if is_operator(request.user) else "portal:desk"
    return HttpResponseRedirect(reverse(back))


@require_POST
@signed_in
def reset_factors(request: HttpRequest, number: int) -> HttpResponse:
    """A lost second factor is taken off, so that its holder can set up a new one."""
    role = get_object_or_404(Role.objects.on(today()), pk=number)
    if not may_appoint(request.user):
        raise Hidden()
    actions.reset_factors(role, by=actor(request))
    messages.success(
        request,
        _("The second factor is taken off. The person signs in without it and sets up a new one."),
    )
    return HttpResponseRedirect(reverse("registry:roles"))
