"""The first page, and what the portal is."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maslikhat.commitments.summary import owed
from maslikhat.dialogue import summary
from maslikhat.kit.answers import held
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES, reader_language, said
from maslikhat.kit.prepared import Prepared
from maslikhat.portal import councils as lists
from maslikhat.portal.kept import once_between_acts
from maslikhat.registry.models import Bestowal, Council
from maslikhat.registry.models.people import nearest_name
from maslikhat.sittings.summary import running_count

MOST = 5
_PARTS = ("surname", "given", "patronymic")
_bestowals = Prepared(
    lambda: Bestowal.objects.order_by("-day", "-pk").values(
        "person_id",
        *(f"person__{part}_{lang}" for part in _PARTS for lang in LANGUAGES),
        *(f"award__name_{lang}" for lang in LANGUAGES),
        "day",
    )[:3]
)


@held(15)
def home(request: HttpRequest) -> HttpResponse:
    """The country in numbers, the map, what goes on now, the latest decisions and topics."""
    context = {
        **_country(today(), reader_language()),
        "bestowals": [_bestowal(row) for row in _bestowals()],
        "topics": summary.latest_topics(request.user, MOST),
    }
    return render(request, "portal/home.html", context)


@once_between_acts
def _country(day: dt.date, _lang: str) -> dict[str, Any]:
    """What the page says of the country on a day, by public rows alone."""
    country = lists.country_on(day)
    return {
        "chambers": list(Council.objects.national().order_by("-from_day", "code")),
        "counts": country.totals,
        "owed": owed(),
        "running": running_count(),
        "tiles": country.tiles,
    }


def _bestowal(row: dict[str, Any]) -> dict[str, Any]:
    name = nearest_name(lambda part: row[f"person__{part}"], reader_language())
    return {
        "award": said(row, "award__name"),
        "day": row["day"],
        "name": name.full(),
        "person_id": row["person_id"],
    }


@held(300)
def about(request: HttpRequest) -> HttpResponse:
    """What the portal is, what it is not, and where its facts come from."""
    return render(request, "portal/about.html")
