"""The queue, and the page of a thing on which a moderator decides."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import part_of
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.moderation import actions, permissions, registers
from maslikhat.moderation.forms import (
    AskForm,
    LockForm,
    MeasureForm,
    PublicMeasureForm,
    SuspensionForm,
)
from maslikhat.moderation.lists import measure_rows, queue_rows, with_all
from maslikhat.moderation.models import Act, Appeal, Case, is_national
from maslikhat.moderation.registers import Ref, Thing
from maslikhat.moderation.views.asked import about, moderated_thing

MOST_REPORTS = 50
FORMS: dict[str, type[MeasureForm]] = {
    "hide": PublicMeasureForm,
    "lock": LockForm,
    "warn": MeasureForm,
    "suspend": SuspensionForm,
    "ask_suspension": AskForm,
}
# What not everyone does who decides on a thing.
ONLY_FOR = {
    "suspend": permissions.may_suspend,
    "ask_suspension": permissions.may_ask_suspension,
}


@require_safe
@never_cache
@signed_in
def queue(request: HttpRequest) -> HttpResponse:
    """What was reported in the rooms this reader moderates; what waits longest stands first."""
    if not permissions.may_see_queue(request.user):
        raise Hidden()
    page = part_of(request, Case.objects.waiting_for(request.user))
    context = {"page": page, "rows": queue_rows(page.object_list, request.user)}
    return render(request, "moderation/queue.html", context)


@require_safe
@never_cache
@signed_in
def appeals(request: HttpRequest) -> HttpResponse:
    """The appeals this reader may decide, the oldest first."""
    if not permissions.may_see_queue(request.user):
        raise Hidden()
    waiting = Appeal.objects.waiting_for(request.user).select_related(
        "measure__case", "measure__council"
    )
    page = part_of(request, waiting)
    rows = measure_rows(appeal.measure for appeal in page.object_list)
    context = {"page": page, "rows": list(zip(page.object_list, rows, strict=True))}
    return render(request, "moderation/appeals.html", context)


@require_safe
@never_cache
@signed_in
def thing(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """A thing with its reports, what was done about it, and what can be done."""
    ref, found = moderated_thing(request, kind, number)
    return _page(request, ref, found)


def _page(
    request: HttpRequest, ref: Ref, found: Thing, sent: dict[str, MeasureForm] | None = None
) -> HttpResponse:
    context = {**about(request, ref), "thing": found}
    case, kind = context["case"], registers.kinds[ref.kind]
    reports = case.reports.order_by("closed_at", "-pk")[:MOST_REPORTS] if case else []
    measures = with_all(case.measures.order_by("-pk")) if case else []
    open_reports = [report for report in reports if report.closed_at is None]
    is_asked = any(report.asks_suspension for report in open_reports)
    if not is_national(request.user):
        open_reports = [report for report in open_reports if not report.asks_suspension]
    context |= {
        "measures": measure_rows(measures),
        "open_reports": open_reports,
        "is_asked": is_asked and not is_national(request.user),
        "past_reports": [report for report in reports if report.closed_at is not None],
    }
    done = {row.measure.act for row in context["measures"] if row.measure.has_effect}
    if is_asked or Act.SUSPEND in done:
        done.add("ask_suspension")
    barred = {word for word, may in ONLY_FOR.items() if not may(request.user, found)}
    sent = sent or {}
    # What was sent comes back with what is wrong in it, offered or not.
    offered = [
        word
        for word in FORMS
        if word in sent or (word not in done | barred and _is_offered(word, kind, found))
    ]
    context["forms"] = {
        word: sent.get(word) or FORMS[word](auto_id=f"{word}_%s") for word in offered
    }
    context["opened"] = set(sent)
    return render(request, "moderation/thing.html", context, status=422 if sent else 200)


def _is_offered(word: str, kind: registers.Kind, found: Thing) -> bool:
    """Whether a measure can be taken on a thing of this kind, as it is now."""
    if word in {"warn", "suspend", "ask_suspension"}:
        return found.author is not None
    return word in kind.effects and (word != "hide" or found.stands)


@require_POST
@signed_in
def dismiss(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Find the reports of a thing groundless."""
    ref, _found = moderated_thing(request, kind, number)
    actions.dismiss(ref, by=actor(request))
    messages.success(request, _("The reports are put aside."))
    return HttpResponseRedirect(reverse("moderation:queue"))


@require_POST
@signed_in
def hide(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Hide a text."""
    return _measured(request, Ref(kind, number), "hide", actions.hide, _("The text is hidden."))


@require_POST
@signed_in
def lock(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Lock a topic."""
    return _measured(request, Ref(kind, number), "lock", actions.lock, _("The topic is locked."))


@require_POST
@signed_in
def warn(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Warn who made a thing."""
    return _measured(request, Ref(kind, number), "warn", actions.warn, _("The author is warned."))


@require_POST
@signed_in
def suspend(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Suspend who made a thing."""
    said = _("The author is suspended.")
    return _measured(request, Ref(kind, number), "suspend", actions.suspend, said)


@require_POST
@signed_in
def ask_suspension(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Ask the moderators of the portal to suspend who made a thing."""
    said = _("The moderators of the portal have your request.")
    ref, word = Ref(kind, number), "ask_suspension"
    return _measured(request, ref, word, actions.ask_suspension, said)


def _measured(
    request: HttpRequest, ref: Ref, word: str, act: Callable[..., Any], said: str
) -> HttpResponse:
    """The measure of a filled-in form, or the page again with what is missing."""
    ref, found = moderated_thing(request, *ref)
    if word in ONLY_FOR and not ONLY_FOR[word](request.user, found):
        raise Hidden()
    form = FORMS[word](request.POST, auto_id=f"{word}_%s")
    if not form.is_valid():
        return _page(request, ref, found, {word: form})
    act(ref, by=actor(request), **_fields(form))
    messages.success(request, said)
    return HttpResponseRedirect(reverse("moderation:thing", args=[*ref]))


def _fields(form: forms.Form) -> dict[str, Any]:
    return dict(form.cleaned_data)
