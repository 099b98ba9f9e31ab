"""Whom to ask, what was asked before, and the guide for those who have just come."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.asking import asked_in, desk_of
from maslikhat.dialogue.models import Topic, TopicKind
from maslikhat.dialogue.newcomers import has_read, subjects_for
from maslikhat.dialogue.similar import similar_to
from maslikhat.dialogue.views.asked import topic_of
from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.doors import signed_in
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Refused
from maslikhat.registry.standing import standing

MOST_TICKED = 50
_ASKED_BEFORE = gettext_lazy("They were asked here already: nobody is asked a second time.")


@require_safe
@signed_in
def peers(request: HttpRequest, number: int) -> HttpResponse:
    """Whom the author of a question may ask, and who was asked; nobody else is shown it."""
    subject = topic_of(request, number)
    if not permissions.may_accept(request.user, subject):
        raise Http404
    return _desk(request, subject)


@require_POST
@signed_in
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the deputies who are ticked."""
    subject = topic_of(request, number)
    ticked = request.POST.getlist("person")
    if len(ticked) > MOST_TICKED:
        raise Refused(_("Too much was asked for at once. Open the page anew."), status=400)
    made = actions.ask(subject, {number_asked(word) for word in ticked}, by=actor(request))
    if request.headers.get("HX-Request") == "true":
        return _desk(request, subject, is_repeated=not made)
    if made:
        messages.success(request, _("They are asked: each hears of it at once."))
    else:
        messages.info(request, _ASKED_BEFORE)
    return HttpResponseRedirect(reverse("dialogue:peers", args=[number]))


def _desk(request: HttpRequest, subject: Topic, *, is_repeated: bool = False) -> HttpResponse:
    may_ask = permissions.may_ask(request.user, subject)
    context: dict[str, Any] = {
        "asked": asked_in(subject),
        "asked_before": _ASKED_BEFORE if is_repeated else "",
        "desk": desk_of(subject, actor(request)) if may_ask else None,
        "topic": subject,
    }
    return page_or_fragment(request, "dialogue/peers.html", "dialogue/_peers.html", context)


@require_safe
@signed_in
def similar(request: HttpRequest) -> HttpResponse:
    """Topics like the question that is being typed: a part of the page on which it is typed."""
    if not standing(request.user).deputy_of or request.headers.get("HX-Request") != "true":
        return HttpResponseRedirect(reverse("dialogue:start"))
    is_question = request.GET.get("kind", TopicKind.QUESTION) == TopicKind.QUESTION
    rows = similar_to(request.GET.get("title", ""), request.user) if is_question else []
    return render(request, "dialogue/_similar.html", {"looks": False, "similar": rows})


@held(300)
def newcomers(request: HttpRequest) -> HttpResponse:
    """The guide: what the portal is for, how one talks here, how to find who has solved it."""
    context = {
        "has_read": has_read(request.user),
        "may_start": bool(standing(request.user).deputy_of),
        "subjects": subjects_for(request.user),
    }
    return render(request, "dialogue/newcomers.html", context)


@require_POST
@signed_in
def read_guide(request: HttpRequest) -> HttpResponse:
    """Keep that the guide was read."""
    actions.read_guide(by=actor(request))
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204)
    return HttpResponseRedirect(reverse("portal:desk"))


@require_POST
@signed_in
def dismiss_path(request: HttpRequest) -> HttpResponse:
    """Put the newcomer's path aside."""
    actions.dismiss_path(by=actor(request))
    messages.success(request, _("Put aside. The guide for newcomers stays in the dialogue."))
    return HttpResponseRedirect(reverse("portal:desk"))
