"""Motions: moved, taken back, put to the vote."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import said
from maslikhat.kit.refusals import Hidden
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.attendance import mandates_of
from maslikhat.sittings.forms.agenda import CompletingForm, MotionForm, TellersForm
from maslikhat.sittings.tellers import may_count, tellers_before
from maslikhat.sittings.views.asked import acted, back_to, item_of, motion_of
from maslikhat.voting.models import Mode

COUNTED = {Mode.HAND, Mode.PAPER}
FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Move something on an item."""
    item = item_of(request, number)
    if not permissions.may_move(request.user, item):
        raise Hidden()
    leads = permissions.may_lead(request.user, item.sitting)
    form = MotionForm(posted(request), item=item, leads=leads)
    return acted(
        request,
        item.sitting,
        form,
        lambda _cleaned: actions.move(item, by=actor(request), **form.asked()),
        title=_("A motion"),
        button=_("Move it"),
        done=_("The motion is entered. Who leads the sitting puts it to the vote."),
        explained=item.called,
    )


@require_http_methods(FORM)
@signed_in
def complete_motion(request: HttpRequest, number: int) -> HttpResponse:
    """Write a motion in the language in which its mover did not."""
    motion = motion_of(request, number)
    if not permissions.may_complete_motion(request.user, motion):
        raise Hidden()
    form = CompletingForm(posted(request), lacks=motion.lacks)
    return acted(
        request,
        motion.item.sitting,
        form,
        lambda cleaned: actions.complete_motion(
            motion, by=actor(request), texts={motion.lacks: cleaned["text"]}
        ),
        title=_("The motion in the other language"),
        button=_("Save"),
        done=_("The motion is there in both languages."),
        explained=said(motion, "text").text,
    )


@require_POST
@signed_in
def withdraw_motion(request: HttpRequest, number: int) -> HttpResponse:
    """Take a motion back."""
    motion = motion_of(request, number)
    actions.withdraw_motion(motion, by=actor(request))
    messages.success(request, _("The motion is taken back."))
    return back_to(motion.item.sitting)


@require_POST
@signed_in
def put_to_vote(request: HttpRequest, number: int) -> HttpResponse:
    """Put a motion to the vote; hands and papers are counted by those who counted before."""
    motion, mode = motion_of(request, number), request.POST.get("mode", "")
    tellers = tellers_before(motion.item.sitting, motion.item) if mode in COUNTED else []
    if mode in COUNTED and not tellers:
        kind = {Mode.HAND: "hand", Mode.PAPER: "paper"}[Mode(mode)]
        return HttpResponseRedirect(reverse("sittings:choose_tellers", args=[number, kind]))
    ballot = actions.put_to_vote(motion, by=actor(request), mode=mode, tellers=tellers)
    return HttpResponseRedirect(reverse("voting:ballot", args=[ballot.pk]))


@require_http_methods(FORM)
@signed_in
def choose_tellers(request: HttpRequest, number: int, mode: str) -> HttpResponse:
    """Say who counts hands or papers, and put the motion to the vote."""
    motion = motion_of(request, number)
    sitting = motion.item.sitting
    if mode not in COUNTED or not permissions.may_put_to_vote(request.user, motion):
        raise Hidden()
    counting = may_count(sitting, motion.item)
    mandates = [one for one in mandates_of(sitting) if one.person_id in counting]
    return acted(
        request,
        sitting,
        TellersForm(
            posted(request), mandates=mandates, chosen=tellers_before(sitting, motion.item)
        ),
        lambda cleaned: actions.put_to_vote(
            motion,
            by=actor(request),
            mode=mode,
            tellers=[cleaned["first"].person, cleaned["second"].person],
        ),
        title=_("Who counts"),
        button=_("Put to the vote"),
        done=_("The vote is open. Each teller enters the own count."),
        explained=_("Two deputies count apart; they stay the tellers of this sitting."),
    )
