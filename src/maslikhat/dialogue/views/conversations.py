"""Pages of private conversations: one's own, who takes part in one, writing to deputies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.dialogue import actions, permissions
from maslikhat.dialogue.actions.conversations import MOST_PARTICIPANTS
from maslikhat.dialogue.forming import ConversationForm
from maslikhat.dialogue.gathering import (
    A_PAGE,
    conversation_rows,
    own_conversations,
    participants_of,
)
from maslikhat.dialogue.models import Topic
from maslikhat.dialogue.people import deputies_called, deputies_of
from maslikhat.dialogue.places import Place
from maslikhat.dialogue.refusals import only_deputies
from maslikhat.dialogue.views.asked import (
    conversation_of,
    page_of,
    person_asked,
)
from maslikhat.dialogue.views.composing import (
    compose,
    draft_at,
    files_of,
    is_preview,
    numbers_in,
    told_of,
    words_of,
)
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language
from maslikhat.kit.links import number_asked
from maslikhat.registry.models import Person
from maslikhat.registry.standing import standing


@require_safe
@signed_in
def conversations(request: HttpRequest) -> HttpResponse:
    """One's own conversations, with how much of each is unread."""
    person = standing(request.user).person_id
    own = own_conversations(person)
    page, rows = page_of(request, own, A_PAGE, own.count())
    context = {
        "may_start": permissions.may_start_conversation(request.user),
        "page": page,
        "rows": conversation_rows(rows, person, actor(request).pk),
    }
    return render(request, "dialogue/conversations.html", context)


@require_safe
@signed_in
def conversation(request: HttpRequest, number: int) -> HttpResponse:
    """Who takes part; a deputy to be added is found by surname."""
    found = conversation_of(request, number)
    people = participants_of(found.pk)
    may_add = permissions.may_add_participant(request.user, found)
    asked = request.GET.get("q", "").strip()[:100] if may_add else ""
    context = {
        "asked": asked,
        "called": deputies_called(asked, people),
        "conversation": found,
        "may_add": may_add,
        "participants": people.values(),
        "topic": get_object_or_404(Topic, room__conversation=found),
    }
    return render(request, "dialogue/conversation.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def start_conversation(request: HttpRequest) -> HttpResponse:
    """Write to deputies: chosen from a list found by surname, on the one form."""
    if not permissions.may_start_conversation(request.user):
        raise only_deputies(request.user)
    own = standing(request.user).person_id
    asked = request.POST if request.method == "POST" else request.GET
    wanted = _numbers(asked)
    place = _place(request)
    draft = draft_at(request, place)
    if draft is not None:
        wanted += numbers_in(draft.words.get("with", ""), MOST_PARTICIPANTS)
    chosen = deputies_of(number for number in wanted if number != own)
    # Looking for one more deputy keeps what is written, and says nothing of what is missing.
    form = ConversationForm(
        None if "find" in request.POST else posted(request),
        language=reader_language(),
        initial=words_of(draft) | _kept(request),
    )
    form = compose(request, form, place, draft=draft)
    is_sent = form.is_bound and not is_preview(request)
    if is_sent and form.is_valid():
        persons = Person.objects.filter(pk__in=chosen)
        words = {**form.cleaned_data, "files": files_of(request)}
        made = actions.start_conversation(persons, by=actor(request), **words)
        told_of(request, made.posts.earliest("pk"))
        return HttpResponseRedirect(reverse("dialogue:topic", args=[made.pk]))
    name = asked.get("q", "").strip()[:100]
    leaving_out = [*chosen, *([own] if own else [])]
    context = {
        "asked": name,
        "called": deputies_called(name, leaving_out),
        "chosen": chosen.values(),
        "form": form,
    }
    status = 422 if is_sent else 200
    return render(request, "dialogue/start_conversation.html", context, status=status)


def _numbers(asked: QueryDict) -> list[int]:
    return [number_asked(one) for one in asked.getlist("with")[: MOST_PARTICIPANTS + 1]]


def _place(request: HttpRequest) -> Place:
    """Of the draft: what was begun on one deputy's page is not offered for another."""
    named = _numbers(request.GET)
    return Place.of_conversation(named[0] if len(named) == 1 else 0)


def _kept(request: HttpRequest) -> dict[str, str]:
    """What was written before another deputy was looked for."""
    names = ("title", "body", "language", "key")
    return {name: request.POST[name] for name in names if request.POST.get(name)}


@require_POST
@signed_in
def add_participant(request: HttpRequest, number: int) -> HttpResponse:
    """Add a deputy."""
    found = conversation_of(request, number)
    person = person_asked(request.POST.get("person", ""))
    actions.add_participant(found, person, by=actor(request))
    messages.success(request, _("%(name)s takes part now.") % {"name": person.short_name()})
    return HttpResponseRedirect(reverse("dialogue:conversation", args=[number]))


@require_POST
@signed_in
def leave_conversation(request: HttpRequest, number: int) -> HttpResponse:
    """Leave a conversation."""
    actions.leave_conversation(conversation_of(request, number), by=actor(request))
    messages.success(request, _("You have left the conversation and no longer see it."))
    return HttpResponseRedirect(reverse("dialogue:conversations"))
