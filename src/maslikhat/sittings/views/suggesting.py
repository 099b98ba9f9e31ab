"""The pages of suggested questions: suggesting a topic, the apparatus' list, its two answers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.dialogue.models import Topic
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Council
from maslikhat.registry.standing import standing
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.forms.suggesting import AcceptForm, DeclineForm, SuggestForm
from maslikhat.sittings.models import Item, Suggestion
from maslikhat.sittings.models.sessions import TITLE_MOST
from maslikhat.sittings.suggesting import planned

FORM = ["GET", "HEAD", "POST"]
MOST_DECIDED = 30


@require_http_methods(FORM)
@signed_in
def suggest_item(request: HttpRequest, number: int) -> HttpResponse:
    """Suggest a topic for the agenda of the own maslikhat's next sitting."""
    topic = get_object_or_404(Topic.objects.visible_to(None).exclude(title=""), pk=number)
    own = Council.objects.filter(pk__in=standing(request.user).councils)
    councils = own.in_order(reader_language())
    if not councils.exists():
        raise Hidden()
    page = reverse("dialogue:topic", args=[topic.pk])
    form = SuggestForm(
        posted(request), councils=councils, initial={"title": topic.title[:TITLE_MOST]}
    )
    guide = Guide(
        title=_("Question for an agenda"),
        button=_("Suggest"),
        done=_("It is suggested. The apparatus takes it onto the agenda of the next sitting."),
        explained=_("The clerk decides, and says why if it is not taken on; everyone sees it."),
        back=page,
        trail=[(page, Said(topic.title, topic.language))],
        extra={"section": "sittings", "keeps_typed": True},
    )

    def act(cleaned: dict[str, Any]) -> object:
        told = dict(cleaned)
        return actions.suggest_item(told.pop("council"), topic, by=actor(request), **told)

    return guided(request, form, guide, act)


@require_safe
def suggestions(request: HttpRequest, code: str) -> HttpResponse:
    """What is suggested for the agendas of a maslikhat, and what became of it."""
    council = get_object_or_404(Council, code=code)
    rows = Suggestion.objects.filter(council=council)
    decided = rows.exclude(outcome="").select_related("item")
    decided = decided.order_by("-decided_at", "-pk")[:MOST_DECIDED]
    items = Item.objects.visible_to(request.user).filter(
        suggestions__in=[one.pk for one in decided]
    )
    context = {
        "council": council,
        "decided": decided,
        "items": set(items.values_list("pk", flat=True)),
        "leads": permissions.may_plan_session(request.user, council),
        "path": [
            (reverse("portal:council", args=[council.code]), said(council, "name")),
        ],
        "waiting": rows.waiting(),
    }
    return render(request, "sittings/suggestions.html", context)


@require_http_methods(FORM)
@signed_in
def accept_suggestion(request: HttpRequest, number: int) -> HttpResponse:
    """Take a question onto the agenda."""
    found = _found(request, number)
    form = AcceptForm(posted(request), sittings=planned(found.council))
    explained = "" if form.by_number else _("No sitting is planned. Plan one first.")
    return _answered(
        request,
        found,
        form,
        lambda cleaned: actions.accept_suggestion(found, by=actor(request), **cleaned),
        title=_("Take onto the agenda"),
        done=_("The question is on the agenda; it links back to the topic."),
        explained=explained,
    )


@require_http_methods(FORM)
@signed_in
def decline_suggestion(request: HttpRequest, number: int) -> HttpResponse:
    """Say why a question is not taken on."""
    found = _found(request, number)
    return _answered(
        request,
        found,
        DeclineForm(posted(request)),
        lambda cleaned: actions.decline_suggestion(found, by=actor(request), **cleaned),
        title=_("Not taken onto the agenda"),
        done=_("The answer stands beside the suggestion."),
    )


def _found(request: HttpRequest, number: int) -> Suggestion:
    """The suggestion, when this reader leads the sittings of its council; else as if none."""
    rows = Suggestion.objects.select_related("council", "topic")
    found = get_object_or_404(rows, pk=number)
    if not permissions.may_accept_suggestion(request.user, found):
        raise Hidden()
    return found


def _answered(
    request: HttpRequest,
    found: Suggestion,
    form: Any,
    act: Any,
    *,
    title: str,
    done: str,
    explained: str = "",
) -> HttpResponse:
    back = reverse("sittings:suggestions", args=[found.council.code])
    guide = Guide(
        title=title,
        button=title,
        done=done,
        explained=f"{found.title}. {explained}".strip(),
        back=back,
        trail=[(back, _("Suggested for the agenda"))],
        extra={"section": "sittings"},
    )
    return guided(request, form, guide, act)
