"""Measures: those about the reader, one with its appeal, and how it is undone."""

from collections.abc import Callable

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
from maslikhat.moderation.forms import AppealForm, DecisionForm
from maslikhat.moderation.lists import measure_rows, with_all
from maslikhat.moderation.models import Act, Appeal, Measure
from maslikhat.moderation.views.asked import measure_of

UNDOING = {Act.HIDE: "restore", Act.LOCK: "unlock", Act.SUSPEND: "lift"}


@require_safe
@never_cache
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The measures about the reader, the latest first."""
    page = part_of(request, with_all(Measure.objects.about(actor(request))))
    context = {"page": page, "rows": measure_rows(page.object_list)}
    return render(request, "moderation/mine.html", context)


@require_safe
@never_cache
@signed_in
def measure(request: HttpRequest, number: int) -> HttpResponse:
    """One measure: what was done, why, by which office, and the appeal with its outcome."""
    return _page(request, measure_of(request, number))


def _page(
    request: HttpRequest,
    taken: Measure,
    *,
    appeal: AppealForm | None = None,
    decision: DecisionForm | None = None,
) -> HttpResponse:
    (row,) = measure_rows([taken])
    is_own, is_open = taken.user_id == request.user.pk, taken.ended_at is None
    said = row.appeal
    kind, number = registers.kinds[taken.case.kind], taken.case.number
    may_decide = said is not None and permissions.may_decide(request.user, said)
    context = {
        "row": row,
        "is_own": is_own,
        "text": kind.text(number) if row.thing else None,
        "may_go_there": kind.may_read(request.user, number),
        "undoing": _undoing(request, taken),
        "is_stuck": said is not None and Measure.objects.stuck().filter(pk=taken.pk).exists(),
        "appeal_form": appeal or AppealForm() if is_own and is_open and said is None else None,
        "decision_form": decision or DecisionForm()
        if is_open and may_decide and said is not None and not said.outcome
        else None,
    }
    status = 422 if appeal or decision else 200
    return render(request, "moderation/measure.html", context, status=status)


def _undoing(request: HttpRequest, taken: Measure) -> str:
    """The word of the act by which this reader may undo the measure; empty when none."""
    word = UNDOING.get(Act(taken.act), "")
    if not word or not taken.has_effect:
        return ""
    return word if getattr(permissions, f"may_{word}")(request.user, taken) else ""


@require_POST
@signed_in
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Show a hidden text again."""
    return _undone(request, number, actions.restore, _("The text is shown again."))


@require_POST
@signed_in
def unlock(request: HttpRequest, number: int) -> HttpResponse:
    """Let a locked topic go on."""
    return _undone(request, number, actions.unlock, _("The topic is no longer locked."))


@require_POST
@signed_in
def lift(request: HttpRequest, number: int) -> HttpResponse:
    """End a suspension."""
    return _undone(request, number, actions.lift, _("The suspension has ended."))


def _undone(
    request: HttpRequest, number: int, act: Callable[..., Measure], said: str
) -> HttpResponse:
    act(measure_of(request, number), by=actor(request))
    messages.success(request, said)
    return _afterwards(request, number)


def _afterwards(request: HttpRequest, number: int) -> HttpResponse:
    """To the measure; to the queue when it stood in a closed room and is nothing to see any more
    for a moderator from outside."""
    is_seen = Measure.objects.visible_to(request.user).filter(pk=number).exists()
    address = reverse("moderation:measure", args=[number]) if is_seen else None
    return HttpResponseRedirect(address or reverse("moderation:queue"))


@require_POST
@signed_in
def appeal(request: HttpRequest, number: int) -> HttpResponse:
    """Say why a measure about oneself is wrong."""
    taken = measure_of(request, number)
    form = AppealForm(request.POST)
    if not permissions.may_appeal(request.user, taken):
        raise Hidden()
    is_valid, is_heard = form.is_valid(), Appeal.objects.filter(measure=taken).exists()
    if not is_valid and not is_heard and taken.ended_at is None:
        return _page(request, taken, appeal=form)
    # Of a measure that holds no longer, or was appealed against, the act says so.
    actions.appeal(taken, by=actor(request), words=form.cleaned_data.get("words", ""))
    messages.success(request, _("Your appeal waits for another moderator."))
    return HttpResponseRedirect(reverse("moderation:measure", args=[number]))


@require_POST
@signed_in
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """Decide on the appeal against a measure."""
    taken = measure_of(request, number)
    said = getattr(taken, "appeal", None)
    if said is None or not permissions.may_decide(request.user, said):
        raise Hidden()
    form = DecisionForm(request.POST)
    if not form.is_valid() and said.waits:
        return _page(request, taken, decision=form)
    # Of one that is decided already the act says so, whatever was sent.
    told = {name: form.cleaned_data.get(name, "") for name in form.fields}
    actions.decide(said, by=actor(request), **told)
    messages.success(request, _("The decision is kept, and the author hears of it."))
    return _afterwards(request, number)
