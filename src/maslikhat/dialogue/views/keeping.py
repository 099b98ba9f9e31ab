"""What readers and keepers do with a post or topic at a touch: marks, answers, pins, doors."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.choices import open_rooms
from maslikhat.dialogue.forms import MoveForm
from maslikhat.dialogue.models import Post, RoomRef, Topic
from maslikhat.dialogue.refusals import not_kept
from maslikhat.dialogue.views.asked import address_of, post_of, topic_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in


@require_POST
@signed_in
def mark_useful(request: HttpRequest, number: int) -> HttpResponse:
    """Say that a post was of use."""
    return _marked(request, post_of(request, number), actions.mark_useful, is_useful=True)


@require_POST
@signed_in
def unmark_useful(request: HttpRequest, number: int) -> HttpResponse:
    """Take that back."""
    return _marked(request, post_of(request, number), actions.unmark_useful, is_useful=False)


def _marked(
    request: HttpRequest, said: Post, act: Callable[..., Post], *, is_useful: bool
) -> HttpResponse:
    """The button as it now is for htmx, otherwise the post on its page."""
    post = act(said, by=actor(request))
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect(address_of(said))
    context = {
        "pk": post.pk,
        "count": post.useful_count,
        "is_useful": is_useful,
        "may_mark": True,
    }
    return render(request, "dialogue/_useful.html", context)


@require_POST
@signed_in
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Say that this reply answers one's question."""
    said = post_of(request, number)
    actions.accept(said, by=actor(request))
    return HttpResponseRedirect(address_of(said))


@require_POST
@signed_in
def unaccept(request: HttpRequest, number: int) -> HttpResponse:
    """Say that one's question is open again."""
    return _kept(request, number, actions.unaccept, _("The question is open again."))


@require_POST
@signed_in
def pin(request: HttpRequest, number: int) -> HttpResponse:
    """Put a topic before all others of its room."""
    return _kept(request, number, actions.pin, _("The topic now stands first in its room."))


@require_POST
@signed_in
def unpin(request: HttpRequest, number: int) -> HttpResponse:
    """Put it back among the others."""
    return _kept(request, number, actions.unpin, _("The topic stands among the others again."))


@require_POST
@signed_in
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Let nobody reply any more."""
    return _kept(request, number, actions.close, _("The topic is closed."))


@require_POST
@signed_in
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Let a topic go on."""
    return _kept(request, number, actions.reopen, _("The topic is open for replies again."))


def _kept(request: HttpRequest, number: int, act: Callable[..., Topic], said: str) -> HttpResponse:
    act(topic_of(request, number), by=actor(request))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Take a topic to another room."""
    topic = topic_of(request, number)
    if not permissions.may_move(request.user, topic):
        raise not_kept()
    form = MoveForm(posted(request), rooms=open_rooms())
    if request.method == "POST" and form.is_valid():
        actions.move(topic, RoomRef.parse(form.cleaned_data["room"]), by=actor(request))
        messages.success(request, _("The topic is in its new room."))
        return HttpResponseRedirect(reverse("dialogue:topic", args=[number]))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/move.html", {"form": form, "topic": topic}, status=status)
