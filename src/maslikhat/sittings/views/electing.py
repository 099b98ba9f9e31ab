"""The candidates of an election: who stands, another one, one fewer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.answers import posted
from maslikhat.kit.doors import signed_in
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.views.guided import Guide, guided
from maslikhat.sittings import actions, permissions
from maslikhat.sittings.attendance import mandates_of
from maslikhat.sittings.candidates import refuse_late
from maslikhat.sittings.forms.agenda import CandidateForm
from maslikhat.sittings.models import Candidate
from maslikhat.sittings.views.asked import address_of, item_of, trail_to

FORM = ["GET", "HEAD", "POST"]


@require_http_methods(FORM)
@signed_in
def name_candidate(request: HttpRequest, number: int) -> HttpResponse:
    """Say who stands, one at a time; the list stands above the form."""
    item = item_of(request, number)
    if not permissions.may_name_candidate(request.user, item):
        raise Hidden()
    refuse_late(item)
    form = CandidateForm(posted(request), item=item, choices=mandates_of(item.sitting))
    guide = Guide(
        title=_("Candidates"),
        button=_("Name the candidate"),
        done=_("The candidate stands."),
        explained=item.called,
        back=address_of(item.sitting),
        trail=trail_to(item.sitting),
        extra={
            "candidates": item.candidates.select_related("mandate__person"),
            "listed": "sittings/_candidates.html",
            "section": "sittings",
        },
    )

    def name(_cleaned: object) -> None:
        actions.name_candidate(item, by=actor(request), **form.asked())
        # The next one is named on the same page.
        guide.back = request.path

    return guided(request, form, guide, name)


@require_POST
@signed_in
def drop_candidate(request: HttpRequest, number: int) -> HttpResponse:
    """A candidate does not stand after all."""
    found = get_object_or_404(Candidate, pk=number)
    found.item = item_of(request, found.item_id)
    actions.drop_candidate(found, by=actor(request))
    messages.success(request, _("The candidate does not stand any more."))
    return HttpResponseRedirect(reverse("sittings:name_candidate", args=[found.item_id]))
