"""Motions: moved, taken back, put to the vote."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.forms.agenda import MotionForm
from maslikhat.sittings.views.asked import acted, actor, back_to, item_of, motion_of
from maslikhat.voting.models import Mode

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
        explained=f"{item.number}. {item}",
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
    """Put a motion to the vote; one counted by tellers is opened on its own page."""
    motion = motion_of(request, number)
    mode = request.POST.get("mode", "")
    ballot = actions.put_to_vote(motion, by=actor(request), mode=mode)
    if mode in {Mode.HAND, Mode.PAPER}:
        messages.success(request, _("Appoint the tellers, then open the vote."))
    return HttpResponseRedirect(reverse("voting:ballot", args=[ballot.pk]))
