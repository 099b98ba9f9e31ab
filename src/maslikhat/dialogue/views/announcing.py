"""Announcements that ask to be read and understood: asked for, confirmed, counted."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.accounts.models import User
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.forming import AnnouncingForm, UntilForm
from maslikhat.dialogue.forms import StartForm
from maslikhat.dialogue.heads import topic_head
from maslikhat.dialogue.heard import channel_of
from maslikhat.dialogue.models import GroupMember, RoomRef, Topic, TopicKind
from maslikhat.dialogue.understood import tally_of
from maslikhat.dialogue.views.asked import topic_of
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Refused
from maslikhat.registry.standing import Visitor, standing


def form_to_start(user: Visitor) -> type[StartForm]:
    """The form of a topic; who keeps some room may ask there for a confirmation."""
    who = standing(user)
    leads = GroupMember.objects.leads().filter(person=who.person_id)
    return AnnouncingForm if who.clerk_of or who.chair_of or leads.exists() else StartForm


def started(room: RoomRef, *, by: User, **words: Any) -> Topic:
    """The topic, by the act that fits: announced when it asks to be confirmed."""
    asks, until = words.pop("asks_understood", False), words.pop("until", None)
    if not asks:
        return actions.start_topic(room, by=by, **words)
    if words.pop("kind") != TopicKind.ANNOUNCEMENT:
        raise Refused(_("Only an announcement asks to be confirmed. Choose that kind."), status=422)
    return actions.announce(room, by=by, until=until, **words)


@require_safe
def understood(request: HttpRequest, number: int) -> HttpResponse:
    """How many have understood, as a part of the open page of a topic."""
    head = topic_head(number, request.user)
    if head is None or not permissions.may_read(request.user, head.room):
        raise Http404
    if request.headers.get("HX-Request") != "true" or not head.asks_understood:
        return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))
    keeps = permissions.may_keep(request.user, head.room)
    tally = tally_of(head, request.user, keeps=keeps)
    context = {"channel": channel_of(number), "tally": tally, "topic": head}
    return render(request, "dialogue/_understood.html", context)


@require_POST
@signed_in
def understand(request: HttpRequest, number: int) -> HttpResponse:
    """Say that one has read and understood."""
    actions.understand(topic_of(request, number), by=actor(request))
    return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))


@require_POST
@signed_in
def ask_understood(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the deputies of the room to confirm an announcement, or give them another day."""
    topic = topic_of(request, number)
    form = UntilForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Choose the day in the calendar."), status=422)
    actions.ask_understood(topic, by=actor(request), until=form.cleaned_data["until"])
    messages.success(request, _("The deputies of the room are asked to confirm."))
    return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))
