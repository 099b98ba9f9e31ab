"""Casting: by a form, or by the page's script, which is answered with a receipt."""

import datetime as dt
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maslikhat.accounts.acting import actor
from maslikhat.kit.doors import signed_in
from maslikhat.kit.formats.words import clock
from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Refused
from maslikhat.registry.standing import standing
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, Elector, Vote
from maslikhat.voting.permissions import may_cast
from maslikhat.voting.refusals import not_taken
from maslikhat.voting.sentences import choice_name
from maslikhat.voting.views.asked import back_to


@require_POST
@signed_in
def cast(request: HttpRequest, number: int) -> HttpResponse:
    """Receive a vote by name; the script gets its receipt as JSON, and a refusal likewise."""

    def received() -> Vote:
        return actions.cast(
            # Whether it is this reader's to see the act itself asks.
            Ballot(pk=number),
            by=actor(request),
            option=number_asked(request.POST.get("option", "")),
            key=_key(request, number),
            made_at=_made_at(request),
        )

    if request.headers.get("Accept") == "application/json":
        return _answered(received)
    vote = received()
    (messages.warning if vote.is_late else messages.success)(request, _receipt(vote))
    return back_to(number)


@require_POST
@signed_in
def cast_secretly(request: HttpRequest, number: int) -> HttpResponse:
    """Receive a secret vote."""
    option = number_asked(request.POST.get("option", ""))
    actions.cast_secretly(Ballot(pk=number), by=actor(request), option=option)
    messages.success(request, _("Your vote is in the box. Nobody can tell which one is yours."))
    return back_to(number)


def _answered(received: Callable[[], Vote]) -> JsonResponse:
    try:
        vote = received()
    except Refused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=refusal.status)
    return JsonResponse({
        "key": str(vote.key),
        "option": vote.option.place,
        "received_at": vote.received_at.isoformat(),
        "is_late": vote.is_late,
        "sentence": _receipt(vote),
    })  # fmt: skip


def _receipt(vote: Vote) -> str:
    """ "Received at 10:31:07: for." """
    choice = choice_name(vote.elector.ballot, vote.option)
    told = {"time": clock(vote.received_at), "choice": choice}
    if vote.is_late:
        return _("Received at %(time)s, after closing, and not counted: %(choice)s.") % told
    return _("Received at %(time)s: %(choice)s.") % told


def _key(request: HttpRequest, number: int) -> uuid.UUID:
    """The key of the form; of one without a key it is asked first whether it is this reader's."""
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        by = actor(request)
        # Asked by the ballot's own key: a number larger than the column finds nothing.
        ballots = Ballot.objects.filter(pk=number)
        mine = Elector.objects.filter(ballot__in=ballots, person=standing(by).person_id)
        elector = mine.select_related("ballot").first()
        if elector is None or not may_cast(by, elector):
            raise not_taken(Ballot(pk=number), elector, by) from None
        raise Refused(_("The form is damaged. Open the page anew and vote."), status=400) from None


def _made_at(request: HttpRequest) -> dt.datetime | None:
    """When a vote that waited on a device was given, by the clock of the server: the device says
    when it was given and when it is sent, both by its own."""
    given, sent = (_moment(request.POST.get(name, "")) for name in ("made_at", "sent_at"))
    if given is None or sent is None:
        return None
    now = timezone.now()
    return now - max(sent - given, dt.timedelta(0))


def _moment(text: str) -> dt.datetime | None:
    """When the device says the vote was given; nothing that it says is refused for its clock."""
    try:
        moment = dt.datetime.fromisoformat(text[:40])
    except ValueError:
        return None
    is_told = moment.tzinfo is not None and 2000 <= moment.year <= 2200
    return moment if is_told else None
