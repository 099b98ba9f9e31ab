"""The first page, and what the portal is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maslikhat.commitments.summary import owed
from maslikhat.dialogue import summary
from maslikhat.kit.answers import held
from maslikhat.kit.days import today
from maslikhat.kit.prepared import PreparedThings
from maslikhat.portal import councils as lists
from maslikhat.registry.models import Bestowal, Council
from maslikhat.sittings.summary import running_count

MOST = 5
_bestowals = PreparedThings(
    lambda: Bestowal.objects.select_related("person", "award").order_by("-day", "-pk")[:3]
)
_chambers = PreparedThings(lambda: Council.objects.national().order_by("-from_day", "code"))


@held(15)
def home(request: HttpRequest) -> HttpResponse:
    """The country in numbers, the map, what goes on now, the latest decisions and topics."""
    country = lists.country_on(today())
    context = {
        "bestowals": _bestowals(),
        "chambers": _chambers(),
        "counts": country.totals,
        "owed": owed(),
        "running": running_count(),
        "tiles": country.tiles,
        "topics": summary.latest_topics(request.user, MOST),
    }
    return render(request, "portal/home.html", context)


@held(300)
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, what it is not, and where its facts come from."""
    return render(request, "portal/about.html")
