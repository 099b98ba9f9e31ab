"""The poll of a topic: put, answered, closed, and drawn anew on pages that are open."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.forms import PollForm
from maslikhat.dialogue.heads import TopicHead, topic_head
from maslikhat.dialogue.heard import channel_of
from maslikhat.dialogue.models import Poll
from maslikhat.dialogue.polls import option_rows
from maslikhat.dialogue.views.asked import topic_of
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_asked
from maslikhat.registry.standing import standing


def poll_parts(request: HttpRequest, head: TopicHead, *, may_write: bool) -> dict[str, Any]:
    """What a page says of the poll of a topic; one query where there is one, none where not."""
    poll = head.poll
    is_own = head.author_id == standing(request.user).person_id
    channel = channel_of(head.pk)
    if poll is None:
        may_open = is_own and may_write and head.closed_at is None
        return {"channel": channel, "may_open_poll": may_open, "poll": None}
    return {
        "channel": channel,
        "may_answer_poll": may_write and not poll.is_closed,
        "may_close_poll": not poll.is_closed
        and ((is_own and may_write) or permissions.may_keep(request.user, head.room)),
        "options": option_rows(poll, standing(request.user).person_id),
        "poll": poll,
    }


@require_safe
def poll(request: HttpRequest, number: int) -> HttpResponse:
    """The poll of a topic as it is now: for a page that is open."""
    head = topic_head(number, request.user)
    if head is None or not permissions.may_read(request.user, head.room):
        raise Http404
    if request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect(_address(number))
    return _drawn(request, head)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_poll(request: HttpRequest, number: int) -> HttpResponse:
    """Put a poll in one's topic."""
    topic = topic_of(request, number)
    if not permissions.may_open_poll(request.user, topic):
        raise Http404
    form = PollForm(posted(request), initial={"language": reader_language()})
    if request.method == "POST" and form.is_valid():
        actions.open_poll(topic, by=actor(request), **form.asked())
        messages.success(request, _("The poll is open."))
        return HttpResponseRedirect(_address(number))
    status = 422 if request.method == "POST" else 200
    return render(request, "dialogue/open_poll.html", {"form": form, "topic": topic}, status=status)


@require_POST
@signed_in
def answer_poll(request: HttpRequest, number: int) -> HttpResponse:
    """Choose among the answers."""
    asked = get_object_or_404(Poll, topic=topic_of(request, number))
    chosen = [number_asked(text) for text in request.POST.getlist("option")[:20]]
    actions.answer_poll(asked, by=actor(request), options=chosen)
    if request.headers.get("HX-Request") == "true":
        head = topic_head(number, request.user)
        assert head is not None, "it was there a moment ago"
        return _drawn(request, head)
    messages.success(request, _("Your answer is kept; you may change it until the poll is closed."))
    return HttpResponseRedirect(_address(number))


@require_POST
@signed_in
def close_poll(request: HttpRequest, number: int) -> HttpResponse:
    """End a poll; its numbers stand."""
    asked = get_object_or_404(Poll, topic=topic_of(request, number))
    actions.close_poll(asked, by=actor(request))
    messages.success(request, _("The poll is closed."))
    return HttpResponseRedirect(_address(number))


def _drawn(request: HttpRequest, head: TopicHead) -> HttpResponse:
    may_write = permissions.may_write(request.user, head.room)
    context = {"topic": head, **poll_parts(request, head, may_write=may_write)}
    return render(request, "dialogue/_poll.html", context)


def _address(number: int) -> str:
    return reverse("dialogue:topic", args=[number]) + "#poll"
