"""The pages on which sittings are planned, convened and cancelled."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Commission, Council
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.convening import broken_if_convened, clocks_of
from maslikhat.sittings.forms.planning import CancelForm, ConveneForm, SessionForm, SittingForm
from maslikhat.sittings.models import Session
from maslikhat.sittings.numbering import next_number
from maslikhat.sittings.titles import session_title
from maslikhat.sittings.views.asked import (
    SHEETS,
    acted,
    address_of,
    back_to,
    council_trail,
    sitting_of,
)
from maslikhat.sittings.waiting import TOLD, clock_said
from maslikhat.sittings.words import CLOCKS

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def plan_session(request: HttpRequest, code: str) -> HttpResponse:
    """Plan a session of a council; its first sitting comes next."""
    council = get_object_or_404(Council, code=code)
    if not permissions.may_plan_session(request.user, council):
        raise Hidden()
    guide = Guide(
        title=_("Plan a session"),
        button=_("Go on to the sitting"),
        done=_("The session is planned. Say when it sits."),
        back="",
        trail=council_trail(council),
        extra={"section": "sittings", "sheets": SHEETS},
    )

    def act(cleaned: dict[str, Any]) -> None:
        session = actions.plan_session(council, by=actor(request), **cleaned)
        guide.back = reverse("sittings:plan_sitting", args=["session", session.pk])

    form = SessionForm(posted(request), initial={"number": next_number(council)})
    return guided(request, form, guide, act)


@require_http_methods(FORM)
@signed_in
def plan_sitting(request: HttpRequest, body: str, number: int) -> HttpResponse:
    """Plan a sitting of a session, or of a commission."""
    found = _body(body, number)
    if not permissions.may_plan_sitting(request.user, found):
        raise Hidden()
    form = SittingForm(posted(request))
    name = session_title(found) if isinstance(found, Session) else said(found, "name").text
    guide = Guide(
        title=_("Plan a sitting"),
        button=_("Plan the sitting"),
        done=_("The sitting is planned. Put questions on its agenda, then convene it."),
        explained=name,
        trail=council_trail(found.council),
        extra={"section": "sittings"},
    )

    def act(_cleaned: dict[str, Any]) -> None:
        made = actions.plan_sitting(found, by=actor(request), **form.asked())
        guide.back = address_of(made)
        missed = [clock_said(one) for one in clocks_of(made) if one.standing in TOLD]
        if missed:
            guide.done = _("The sitting is planned.")
            messages.warning(
                request,
                _(
                    "Terms of the law: %(clocks)s. Act today, choose a later day, or say why when "
                    "you convene it."
                )
                % {"clocks": "; ".join(missed)},
            )

    return guided(request, form, guide, act)


@require_http_methods(FORM)
@signed_in
def edit_sitting(request: HttpRequest, number: int) -> HttpResponse:
    """Change time, place or doors of a sitting that has not begun."""
    sitting = sitting_of(request, number)
    if not permissions.may_edit_sitting(request.user, sitting):
        raise Hidden()
    form = SittingForm(posted(request), sitting=sitting)
    return acted(
        request,
        sitting,
        form,
        lambda _cleaned: actions.edit_sitting(sitting, by=actor(request), **form.asked()),
        title=_("Time and place"),
        button=_("Save"),
        done=_("Saved. Who was invited is told of another time."),
    )


@require_http_methods(FORM)
@signed_in
def convene(request: HttpRequest, number: int) -> HttpResponse:
    """Convene the sitting: the notice goes out."""
    sitting = sitting_of(request, number)
    if not permissions.may_convene(request.user, sitting):
        raise Hidden()
    return acted(
        request,
        sitting,
        ConveneForm(
            posted(request),
            missed=[str(CLOCKS[one.clock]) for one in broken_if_convened(sitting, timezone.now())],
        ),
        lambda cleaned: actions.convene(sitting, by=actor(request), **cleaned),
        title=_("Convene the sitting"),
        button=_("Send the notice"),
        done=_("The sitting is convened: deputies are invited, everyone sees the agenda."),
        explained=_(
            "The deputies are invited at once, the population and the akim see the sitting and its"
            " agenda on this page."
        ),
    )


@require_POST
@signed_in
def send_materials(request: HttpRequest, number: int) -> HttpResponse:
    """Send the materials to the deputies."""
    sitting = sitting_of(request, number)
    actions.send_materials(sitting, by=actor(request))
    messages.success(request, _("The deputies are told that the materials are there."))
    return back_to(sitting)


@require_http_methods(FORM)
@signed_in
def cancel_sitting(request: HttpRequest, number: int) -> HttpResponse:
    """Cancel a sitting that has not begun."""
    sitting = sitting_of(request, number)
    if not permissions.may_cancel_sitting(request.user, sitting):
        raise Hidden()
    return acted(
        request,
        sitting,
        CancelForm(posted(request)),
        lambda cleaned: actions.cancel_sitting(sitting, by=actor(request), **cleaned),
        title=_("Cancel the sitting"),
        button=_("Cancel the sitting"),
        done=_("The sitting is cancelled; who was invited is told."),
    )


def _body(body: str, number: int) -> Session | Commission:
    if body not in {"session", "commission"}:
        raise Hidden()
    if body == "session":
        return get_object_or_404(Session.objects.select_related("council"), pk=number)
    return get_object_or_404(Commission.objects.on().select_related("council"), pk=number)
