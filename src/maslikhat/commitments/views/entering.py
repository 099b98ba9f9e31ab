"""The pages on which an event is entered and changed, and its recommendations sent at once."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from maslikhat.accounts.acting import actor
from maslikhat.commitments import actions
from maslikhat.commitments.events.telling import address_of, councils_for
from maslikhat.commitments.forms.events import EventForm, RecommendForm
from maslikhat.commitments.forms.joint import NothingForm
from maslikhat.commitments.looking import counted_by, table_looked_at
from maslikhat.commitments.models import Event
from maslikhat.commitments.models.commitments import Kind
from maslikhat.commitments.permissions import may_amend_event, may_drop_event, may_recommend
from maslikhat.commitments.views.events import event_of, trail
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.registry.views.guided import Guide, guided

FORM = ["GET", "HEAD", "POST"]
KEPT = ("kind", "title_kk", "title_ru", "title_en", "held_on", "place", "organiser", "language", "rubric")  # fmt: skip  # noqa: E501


@require_http_methods(FORM)
@signed_in
def enter_event(request: HttpRequest) -> HttpResponse:
    """Enter an event in the own maslikhat; who may in several chooses one."""
    councils = councils_for(request.user).select_related("unit__parent")
    code = request.GET.get("council", "")
    council = get_object_or_404(councils, code=code) if code else councils.first()
    if council is None:
        raise Hidden()
    form = EventForm(
        posted(request), request.FILES or None, initial={"place": council.unit}, council=council
    )
    guide = Guide(
        title=_("New event"),
        button=_("Enter the event"),
        done=_("The event has its page. Add what it recommended."),
        explained=_("A session, a hearing, a conference that was held, and what it recommended to"
                    " whom: everyone sees what came of each recommendation."),
        back=reverse("commitments:events"),
        trail=trail(),
        extra={
            "section": "commitments",
            "keeps_typed": True,
            "listed": "commitments/_of_council.html",
            "chosen": council,
            "councils": list(councils),
        },
    )  # fmt: skip
    made: list[Event] = []

    def act(told: dict[str, Any]) -> None:
        made.append(actions.enter_event(council, by=actor(request), **told))

    answer = guided(request, form, guide, act)
    return HttpResponseRedirect(address_of(made[0].pk)) if made else answer


@require_http_methods(FORM)
@signed_in
def amend_event(request: HttpRequest, number: int) -> HttpResponse:
    """Correct what is said of an event, or add its protocol."""
    found = event_of(number)
    if not may_amend_event(request.user, found):
        raise Hidden()
    is_asked = found.recommendations.exists()
    told = _("Bodies were asked already: the kind, the day and the language of the event stay.")
    form = EventForm(
        posted(request),
        request.FILES or None,
        initial={name: getattr(found, name) for name in KEPT},
        council=found.council,
        event=found,
        is_asked=is_asked,
    )
    guide = Guide(
        title=_("Change the event"),
        button=_("Save"),
        done=_("It is saved; the letters stay as they were sent."),
        explained=told if is_asked else "",
        back=address_of(found.pk),
        trail=[*trail(), (address_of(found.pk), said(found, "title"))],
        extra={"section": "commitments", "keeps_typed": True},
    )
    return guided(
        request, form, guide, lambda told: actions.amend_event(found, by=actor(request), **told)
    )


@require_http_methods(FORM)
@signed_in
def drop_event(request: HttpRequest, number: int) -> HttpResponse:
    """Remove an event that was entered by mistake."""
    found = event_of(number)
    if not may_drop_event(request.user, found) or found.recommendations.exists():
        raise Hidden()
    guide = Guide(
        title=_("Remove the event"),
        button=_("Remove"),
        done=_("The event is removed."),
        explained=_("Nobody finds it any more, and it cannot be brought back."),
        back=reverse("commitments:events"),
        trail=[*trail(), (address_of(found.pk), said(found, "title"))],
        extra={"section": "commitments"},
    )
    return guided(
        request,
        NothingForm(posted(request)),
        guide,
        lambda told: actions.drop_event(found, by=actor(request)),
    )


@require_http_methods(FORM)
@signed_in
def recommend(request: HttpRequest, number: int) -> HttpResponse:
    """Send what an event recommended: a table, each row a letter of its own."""
    found = event_of(number)
    if not may_recommend(request.user, found):
        raise Hidden()
    form, status = RecommendForm(posted(request), event=found), 200
    page, more = "commitments/recommend.html", dict[str, Any]()
    if request.method == "POST" and "change" not in request.POST:
        status = 422
        if form.is_valid():
            try:
                if "look" in request.POST:
                    more = table_looked_at(form, found, actor(request))
                    status, page = 200, "commitments/look_table.html"
                else:
                    return _sent(request, form, found)
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
    context = {
        "event": found,
        "form": form,
        "norm": counted_by(Kind.RECOMMENDATION, found.kind),
        "path": [*trail(), (address_of(found.pk), said(found, "title"))],
        **more,
    }
    return render(request, page, context, status=status)


def _sent(request: HttpRequest, form: RecommendForm, event: Event) -> HttpResponse:
    """Each row in an act of its own: the same form sent again sends what is missing."""
    told, lines = form.cleaned_data, form.lines()
    key = told["key"] or uuid.uuid4()
    for line in lines:
        actions.recommend(
            event,
            by=actor(request),
            text=line.text,
            addressee=line.addressee,
            due_on=line.due_on,
            sent_on=told["sent_on"],
            out_number=line.out_number,
            key=uuid.uuid5(key, str(line.number)),
        )
    sentence = ngettext(
        "%(count)s recommendation is sent; the body has been told.",
        "%(count)s recommendations are sent; the bodies have been told.",
        len(lines),
    )
    messages.success(request, sentence % {"count": len(lines)})
    return HttpResponseRedirect(address_of(event.pk))
