"""What a request asks for: the ballot, the elector; 404 when it is not the reader's."""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.links import number_asked
from maslikhat.kit.refusals import Refused
from maslikhat.voting.models import Ballot, Elector


def ballot_of(request: HttpRequest, number: int) -> Ballot:
    """The ballot of this number, when the reader may see it."""
    ballots = Ballot.objects.visible_to(request.user).with_names()
    return get_object_or_404(ballots, pk=number)


def elector_asked(request: HttpRequest, ballot: Ballot) -> Elector:
    """The elector whom a form names; refused (422) when it names nobody."""
    if not request.POST.get("elector"):
        raise Refused(_("Choose the deputy who takes no part."), status=422)
    electors = Elector.objects.filter(ballot=ballot)
    return get_object_or_404(electors, pk=number_asked(request.POST.get("elector", "")))


def back_to(number: int) -> HttpResponseRedirect:
    """The page of the ballot."""
    return HttpResponseRedirect(reverse("voting:ballot", args=[number]))
