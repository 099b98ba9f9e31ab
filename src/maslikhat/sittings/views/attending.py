"""Attendance: a deputy's own button, the clerk's list, recusals, declared interests."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Hidden
from maslikhat.norms.lookup import number as norm
from maslikhat.registry.models import Mandate
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.attendance import body_of, quorum_of, rows_of, unexcused_in_a_row
from maslikhat.sittings.forms.agenda import RecusalForm
from maslikhat.sittings.forms.attending import InvitedForm
from maslikhat.sittings.models import Part, Reason, Sitting
from maslikhat.sittings.proposals import proposed_for
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.views.asked import (
    acted,
    back_to,
    item_of,
    recusal_of,
    sitting_of,
    trail_to,
)

FORM = ["GET", "HEAD", "POST"]
# Beside the parts: who was there has left.
LEFT = "left"


@require_POST
@signed_in
def check_in(request: HttpRequest, number: int) -> HttpResponse:
    """Say that one is there."""
    sitting = sitting_of(request, number)
    is_remote = request.POST.get("where") == "remote"
    actions.check_in(sitting, by=actor(request), is_remote=is_remote)
    messages.success(request, _("It is noted that you are there."))
    return back_to(sitting)


@require_POST
@signed_in
def check_out(request: HttpRequest, number: int) -> HttpResponse:
    """Say that one leaves."""
    sitting = sitting_of(request, number)
    actions.check_out(sitting, by=actor(request))
    messages.success(request, _("It is noted that you have left."))
    return back_to(sitting)


@require_http_methods(FORM)
@signed_in
def mark_attendance(request: HttpRequest, number: int) -> HttpResponse:
    """Note how each deputy takes part, one at a time."""
    sitting = sitting_of(request, number)
    if not permissions.may_mark_attendance(request.user, sitting):
        raise Hidden()
    if request.method == "POST":
        _mark(request, sitting)
        return back_to_list(sitting)
    body = body_of(sitting)
    rows = rows_of(sitting, body.mandates)
    there = sum(row.is_there for row in rows)
    context = {
        "absences": norm("absences", sitting.day),
        "missed": _missed(sitting),
        "parts": Part.choices,
        "quorum": quorum_of(sitting, there, body),
        "reasons": Reason.choices,
        "rows": rows,
        "sitting": sitting,
        "title": title_of(sitting),
        "trail": trail_to(sitting),
    }
    return render(request, "sittings/attendance.html", context)


@require_http_methods(FORM)
@signed_in
def mark_invited(request: HttpRequest, number: int) -> HttpResponse:
    """Note who was invited and is there."""
    sitting = sitting_of(request, number)
    if not permissions.may_mark_invited(request.user, sitting):
        raise Hidden()
    known = {f"invited_{lang}": getattr(sitting, f"invited_{lang}") for lang in LANGUAGES}
    form = InvitedForm(posted(request), initial=known)
    return acted(
        request,
        sitting,
        form,
        lambda _cleaned: actions.mark_invited(sitting, by=actor(request), invited=form.asked()),
        title=_("Invited persons"),
        button=_("Save"),
        done=_("It is noted who was invited and is there."),
        explained=_("Besides the deputies. Everyone reads it on the page and in the minutes."),
    )


def _left(request: HttpRequest, sitting: Sitting, mandate: Mandate) -> None:
    actions.check_out(sitting, by=actor(request), mandate=mandate)
    said = _("It is noted that %(name)s has left.") % {"name": mandate.person.full_name()}
    messages.success(request, said)


@require_POST
@signed_in
def call_roll(request: HttpRequest, number: int) -> HttpResponse:
    """Note that all of whom nothing was said are in the hall."""
    sitting = sitting_of(request, number)
    actions.call_roll(sitting, by=actor(request), at=_moment_of_papers(sitting))
    messages.success(request, _("All others are noted as present in the hall."))
    return back_to_list(sitting)


def back_to_list(sitting: Sitting) -> HttpResponse:
    """The list of attendance."""
    answer = back_to(sitting)
    answer["Location"] += "attendance/"
    return answer


def _mark(request: HttpRequest, sitting: Sitting) -> None:
    part, _colon, reason = request.POST.get("part", "").partition(":")
    number = number_asked(request.POST.get("mandate", ""))
    mandate = Mandate.objects.filter(pk=number).select_related("person").first()
    if mandate is None:
        raise Http404
    if part == LEFT:
        _left(request, sitting, mandate)
        return
    actions.mark_attendance(
        sitting,
        by=actor(request),
        mandate=mandate,
        part=part,
        reason=reason,
        at=_moment_of_papers(sitting),
    )


def _moment_of_papers(sitting: Sitting) -> dt.datetime | None:
    """When it began, of a sitting that is being entered from its papers; else now."""
    return sitting.starts_at if sitting.is_being_entered else None


def _missed(sitting: Sitting) -> dict[int, int]:
    """How many sessions in a row each mandate of those absent here missed; of sessions only.

    Who was at another sitting of this session has not missed it.
    """
    if sitting.session_id is None:
        return {}
    absent = list(sitting.attendances.unexcused().values_list("mandate", flat=True))
    told = unexcused_in_a_row(sitting, absent)
    return {mandate: sessions for mandate, sessions in told.items() if sessions}


@require_http_methods(FORM)
@signed_in
def recuse(request: HttpRequest, number: int) -> HttpResponse:
    """Stand aside from an item, or note who does; with what declared interests propose."""
    item = item_of(request, number)
    own = permissions.mandate_in(request.user, item.sitting)
    leads = permissions.may_lead(request.user, item.sitting)
    if not leads and own is None:
        raise Hidden()
    choices = list(body_of(item.sitting).mandates) if leads else [own] if own else []
    proposed = proposed_for(item, choices)
    words = "; ".join(f"{one.mandate.person.full_name()}: {one.interest.name}" for one in proposed)
    explained = _("Declared interests that the item names: %(words)s") % {"words": words}
    return acted(
        request,
        item.sitting,
        RecusalForm(posted(request), choices=choices, leads=leads),
        lambda cleaned: actions.recuse(item, by=actor(request), **cleaned),
        title=_("Recusal"),
        button=_("Take no part"),
        done=_("It is noted who takes no part in this item."),
        explained=explained if proposed else item.called,
    )


@require_POST
@signed_in
def unrecuse(request: HttpRequest, number: int) -> HttpResponse:
    """Take a recusal back."""
    found = recusal_of(request, number)
    actions.unrecuse(found, by=actor(request))
    return back_to(found.item.sitting, "agenda")
