"""The pages of events that recommend: the list, one with all it recommended, its protocol."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.commitments.course import State
from maslikhat.commitments.events import recommended, telling
from maslikhat.commitments.lists import rows_of
from maslikhat.commitments.models import Commitment, Event
from maslikhat.commitments.permissions import may_amend_event, may_blank, may_recommend
from maslikhat.commitments.views.feeds import atom
from maslikhat.dialogue.models.posts import Language
from maslikhat.kit.answers import held, part_of
from maslikhat.kit.days import today
from maslikhat.kit.downloads import download
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.links import number_named
from maslikhat.kit.refusals import Hidden
from maslikhat.notices.lists import follow_state
from maslikhat.places.models import Unit
from maslikhat.registry.choosing import council_of
from maslikhat.registry.models import Commission
from maslikhat.registry.standing import standing

A_PAGE, IN_FEED = 20, 50
ASKED = ("year", "place", "council", "commission")


def trail() -> list[tuple[str, str]]:
    """The way to the list."""
    return [
        (reverse("commitments:commitments"), _("Follow-up")),
        (reverse("commitments:events"), _("Events and recommendations")),
    ]


def event_of(number: int) -> Event:
    """The event of this number; all are open to everyone."""
    return get_object_or_404(Event.objects.with_all(), pk=number)


@held(15, (*ASKED, "page"))
def events(request: HttpRequest) -> HttpResponse:
    """The events that recommended something, by year and region, or of a maslikhat or a commission,
    with what came of it."""
    place, year = request.GET.get("place", ""), request.GET.get("year", "")
    council = council_of(request.GET.get("council", ""))
    commission = _commission(request.GET.get("commission", ""))
    regions = list(Unit.objects.shown().regional().in_order(reader_language()))
    years = [str(day.year) for day in Event.objects.dates("held_on", "year", order="DESC")]
    region = next((one for one in regions if one.kato == place), None)
    if (place and region is None) or (year and year not in years):
        raise BadRequest("year or place")
    rows = Event.objects.with_all().lately()
    if region is not None:
        rows = rows.within(region)
    if council is not None:
        rows = rows.filter(council=council)
    if commission is not None:
        rows = rows.filter(commission=commission)
    if year:
        rows = rows.filter(held_on__year=int(year))
    is_late = Q(recommendations__owed_on__lt=today())
    counted = rows.annotate(
        asked=Count("recommendations"),
        ended=Count("recommendations", filter=Q(recommendations__state=State.CLOSED)),
        overdue=Count("recommendations", filter=is_late),
    )
    context = {
        "commission": commission,
        "council": council,
        "may_enter": _may_enter(request),
        "page": part_of(request, counted, A_PAGE),
        "path": trail()[:1],
        "place": place,
        "query": "".join(f"{name}={request.GET[name]}&" for name in ASKED if request.GET.get(name)),
        "regions": regions,
        "year": year,
        "years": [(one, one) for one in years],
    }
    return render(request, "commitments/events.html", context)


def _commission(text: str) -> Commission | None:
    """The commission that the address names, None for no word; a 400 for any other."""
    if not text:
        return None
    number = number_named(text, "commission")
    found = Commission.objects.select_related("council").filter(pk=number).first()
    if found is None:
        raise BadRequest("commission")
    return found


def _may_enter(request: HttpRequest) -> bool:
    """Asked of the database only where somebody has signed in with an office."""
    stands = standing(request.user)
    if not (stands.councils or stands.operator):
        return False
    return telling.councils_for(request.user).exists()


@held(15)
def event(request: HttpRequest, number: int) -> HttpResponse:
    """One event: what it recommended to whom, by when, where each stands, and its way."""
    found = event_of(number)
    rows = recommended.rows_of(found, today())
    counts = recommended.counts_of(rows)
    context: dict[str, Any] = {
        "counts": counts,
        "ended": recommended.ended(rows),
        "event": found,
        "follow": follow_state(request.user, telling.EVENT, found.pk),
        "language": Language(found.language).label,
        "may_amend": may_amend_event(request.user, found),
        "may_blank": may_blank(request.user),
        "may_recommend": may_recommend(request.user, found),
        "overdue": sum(one.overdue for one in counts),
        "parts": recommended.slices_of(counts),
        "path": trail(),
        "rows": rows,
        "standing": recommended.standing(rows),
        "title": said(found, "title"),
    }
    return render(request, "commitments/event.html", context)


@require_safe
def feed(request: HttpRequest, number: int) -> HttpResponse:
    """What an event recommended as an Atom feed, the latest moved first."""
    found = event_of(number)
    rows = rows_of(Commitment.objects.filter(event=found).lately()[:IN_FEED])
    own = reverse("commitments:event_feed", args=[found.pk])
    return atom(said(found, "title").text, telling.address_of(found.pk), own, rows)


@require_safe
def protocol(request: HttpRequest, number: int) -> HttpResponseBase:
    """The protocol or resolution of an event, open to everyone."""
    found = event_of(number)
    if not found.protocol_name:
        raise Hidden()
    return download(found.protocol_sha256, found.file_called, found.protocol_type)
