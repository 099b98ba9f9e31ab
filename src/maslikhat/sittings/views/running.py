"""The chair's and the clerk's buttons while a sitting goes on."""

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.doors import signed_in
from maslikhat.kit.links import number_asked
from maslikhat.registry.models import Person
from maslikhat.sittings import actions
from maslikhat.sittings.views.asked import back_to, item_of, sitting_of


@require_POST
@signed_in
def open_sitting(request: HttpRequest, number: int) -> HttpResponse:
    """Open the sitting."""
    sitting = sitting_of(request, number)
    chosen = number_asked(request.POST.get("presiding", ""))
    presiding = Person.objects.filter(pk=chosen).first()
    at = sitting.starts_at if sitting.is_being_entered else None
    actions.open_sitting(sitting, by=actor(request), presiding=presiding, at=at)
    messages.success(request, _("The sitting is open."))
    return back_to(sitting)


@require_POST
@signed_in
def pause(request: HttpRequest, number: int) -> HttpResponse:
    """Announce a break of so many minutes."""
    sitting = sitting_of(request, number)
    actions.pause(sitting, by=actor(request), until=_until(request))
    return back_to(sitting)


def _until(request: HttpRequest) -> dt.datetime | None:
    """So many minutes from now; None where no number of them is named."""
    minutes = number_asked(request.POST.get("minutes", ""))
    return timezone.now() + dt.timedelta(minutes=min(minutes, 10_000)) if minutes else None


@require_POST
@signed_in
def plan_resume(request: HttpRequest, number: int) -> HttpResponse:
    """Say of a break that goes on in how many minutes it ends."""
    sitting = sitting_of(request, number)
    actions.plan_resume(sitting, by=actor(request), until=_until(request) or timezone.now())
    messages.success(request, _("Everyone sees now when the sitting goes on."))
    return back_to(sitting)


@require_POST
@signed_in
def resume(request: HttpRequest, number: int) -> HttpResponse:
    """Go on after a break."""
    sitting = sitting_of(request, number)
    actions.resume(sitting, by=actor(request))
    return back_to(sitting)


@require_POST
@signed_in
def close_sitting(request: HttpRequest, number: int) -> HttpResponse:
    """End the sitting."""
    sitting = sitting_of(request, number)
    ended = sitting.ends_at if sitting.is_being_entered else None
    postponing = request.POST.get("postpone") == "yes"
    actions.close_sitting(sitting, by=actor(request), postponing=postponing, at=ended)
    messages.success(request, _("The sitting is closed. Its minutes are drafted."))
    return back_to(sitting)


@require_POST
@signed_in
def call_item(request: HttpRequest, number: int) -> HttpResponse:
    """Call an item."""
    item = item_of(request, number)
    actions.call_item(item, by=actor(request))
    return back_to(item.sitting)


@require_POST
@signed_in
def end_item(request: HttpRequest, number: int) -> HttpResponse:
    """Say what became of an item."""
    item = item_of(request, number)
    actions.end_item(item, by=actor(request), outcome=request.POST.get("outcome", ""))
    return back_to(item.sitting)
