"""The floor: a deputy's one tap, the chair's list, the council's times."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import held, page_or_fragment, posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Council, Mandate
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.attendance import body_of
from maslikhat.sittings.floor import list_of, rules_of
from maslikhat.sittings.forms.speaking import FloorRulesForm, SpeakerForm
from maslikhat.sittings.heard import channels_of
from maslikhat.sittings.models import Item, Sitting, Speech, SpeechKind
from maslikhat.sittings.staged import clock_of
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.views.asked import (
    acted,
    back_to,
    item_of,
    sitting_of,
    trail_to,
)

FORM = ["GET", "HEAD", "POST"]


@held(2, ("since",))
def floor(request: HttpRequest, number: int) -> HttpResponse:
    """Who speaks and who waits."""
    found = sitting_of(request, number)
    item = found.items.called().first()
    own = permissions.mandate_in(request.user, found)
    context = {
        **floor_context(request, found, item=item, own=own),
        "title": title_of(found),
        "trail": trail_to(found),
    }
    return page_or_fragment(request, "sittings/floor.html", "sittings/_floor.html", context)


def floor_context(
    request: HttpRequest, found: Sitting, *, item: Item | None, own: Mandate | None
) -> dict[str, Any]:
    """The list of speakers as this reader may see it: on a closed item only its own people.

    `item` is being considered, `own` is the reader's mandate in this body. One query.
    """
    speaking, waiting = list_of(found)
    inside = permissions.is_insider(request.user, found)
    seen = [one for one in waiting if inside or not one.item.is_closed_to_public]
    if speaking is not None and not inside and speaking.item.is_closed_to_public:
        speaking = None
    # What goes on while the doors are closed is theirs who are inside.
    is_apart = item is not None and item.is_closed_to_public and not inside
    return {
        "channels": channels_of(found.pk, inside=inside),
        "item": None if is_apart else item,
        "is_apart": is_apart,
        "kinds": SpeechKind.choices,
        "leads": permissions.may_lead(request.user, found),
        "now": timezone.now(),
        "own": own,
        "own_waiting": [one for one in seen if own and one.mandate_id == own.pk],
        "sitting": found,
        "speaking": speaking,
        "speaking_clock": speaking and clock_of(speaking),
        "waiting": seen,
    }


@require_POST
@signed_in
def ask_floor(request: HttpRequest, number: int) -> HttpResponse:
    """Ask to speak, in the own name."""
    item = item_of(request, number)
    actions.ask_floor(item, by=actor(request), kind=request.POST.get("kind", ""))
    messages.success(request, _("You are on the list of speakers."))
    return back_to(item.sitting, "floor")


@require_http_methods(FORM)
@signed_in
def enter_speaker(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever leads enters a deputy or a guest on the list."""
    item = item_of(request, number)
    if not permissions.may_call_item(request.user, item):
        raise Hidden()
    form = SpeakerForm(posted(request), mandates=body_of(item.sitting).mandates)
    return acted(
        request,
        item.sitting,
        form,
        lambda cleaned: actions.ask_floor(item, by=actor(request), **cleaned),
        title=_("A speaker"),
        button=_("Put on the list"),
        done=_("On the list of speakers."),
        explained=item.called,
    )


@require_POST
@signed_in
def withdraw_speech(request: HttpRequest, number: int) -> HttpResponse:
    """Do not speak after all."""
    speech = _speech(request, number)
    actions.withdraw_speech(speech, by=actor(request))
    return back_to(speech.sitting, "floor")


@require_POST
@signed_in
def order_speech(request: HttpRequest, number: int) -> HttpResponse:
    """Let one speak first."""
    speech = _speech(request, number)
    actions.order_speech(speech, by=actor(request))
    return back_to(speech.sitting, "floor")


@require_POST
@signed_in
def give_floor(request: HttpRequest, number: int) -> HttpResponse:
    """Give somebody the floor."""
    speech = _speech(request, number)
    actions.give_floor(speech, by=actor(request))
    return back_to(speech.sitting, "floor")


@require_POST
@signed_in
def end_speech(request: HttpRequest, number: int) -> HttpResponse:
    """The speech has ended."""
    speech = _speech(request, number)
    actions.end_speech(speech, by=actor(request))
    return back_to(speech.sitting, "floor")


@require_http_methods(FORM)
@signed_in
def set_floor_rules(request: HttpRequest, code: str) -> HttpResponse:
    """How long each may speak by the council's regulations."""
    council = get_object_or_404(Council, code=code)
    if not permissions.may_set_floor_rules(request.user, council):
        raise Hidden()
    form = FloorRulesForm(posted(request), now=rules_of(council))
    guide = Guide(
        title=_("Speaking times and minutes"),
        button=_("Save"),
        done=_("The times are entered and hold from today."),
        explained=_("No law has them: each maslikhat's own regulations do."),
        back=reverse("portal:council", args=[code]),
        trail=[
            (reverse("sittings:sittings"), _("Sittings")),
            (reverse("portal:council", args=[code]), said(council, "name")),
        ],
        extra={"section": "sittings"},
    )
    return guided(
        request,
        form,
        guide,
        lambda _cleaned: actions.set_floor_rules(council, by=actor(request), **form.asked()),
    )


def _speech(request: HttpRequest, number: int) -> Speech:
    found = get_object_or_404(Speech, pk=number)
    found.item = item_of(request, found.item_id)
    found.sitting = found.item.sitting
    return found
