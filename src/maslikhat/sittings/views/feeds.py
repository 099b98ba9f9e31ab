"""Any list of sittings as an Atom feed, and calendars to subscribe to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.links import MOST
from maslikhat.kit.refusals import Hidden
from maslikhat.registry.models import Commission, Council, Person
from maslikhat.sittings import calendars
from maslikhat.sittings.lists import Asked, chosen, read
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.models.sittings import SittingQuerySet
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.words import STATES

IN_FEED = 50


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Any list as an Atom feed: only what everyone may see, whoever asks."""
    asked = read(request.GET)
    rows = list(chosen(asked, None)[:IN_FEED])
    return HttpResponse(_atom(asked, rows), content_type=Atom1Feed.content_type)


@require_safe
def council_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The sittings of a council."""
    council = get_object_or_404(Council, code=code)
    return _sent(said(council, "name").text, calendars.of_council(council))


@require_safe
def commission_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The sittings of a commission."""
    if number >= MOST:
        raise Hidden()
    commission = get_object_or_404(Commission, pk=number)
    return _sent(said(commission, "name").text, calendars.of_commission(commission))


@require_safe
def deputy_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The sittings of every body in which a deputy sits."""
    if number >= MOST:
        raise Hidden()
    persons = Person.objects.filter(mandates__isnull=False).distinct()
    person = get_object_or_404(persons, pk=number)
    return _sent(person.short_name(), calendars.of_deputy(person))


def _sent(name: str, sittings: SittingQuerySet) -> HttpResponse:
    answer = HttpResponse(
        calendars.made_of(name, sittings), content_type="text/calendar; charset=utf-8"
    )
    answer["Content-Disposition"] = 'inline; filename="sittings.ics"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _atom(asked: Asked, found: list[Sitting]) -> bytes:
    base, query = settings.PUBLIC_URL, asked.query
    title = _("Sittings of the maslikhats")
    if is_demo():
        title += " · " + _("Demonstration: persons and amounts are invented")
    made = Atom1Feed(
        title=title,
        link=f"{base}{reverse('sittings:sittings')}?{query}",
        feed_url=f"{base}{reverse('sittings:feed')}?{query}",
        description=None,
        language=reader_language(),
    )
    for sitting in found:
        state = str(STATES[sitting.state])
        made.add_item(
            title=title_of(sitting).text,
            link=f"{base}{reverse('sittings:sitting', args=[sitting.pk])}",
            description=f"{said(sitting.council, 'name').text}. {state}",
            unique_id=f"{base}/sittings/{sitting.pk}#{sitting.state}",
            updateddate=sitting.changed_at,
            pubdate=sitting.convened_at,
            categories=[state],
            author_name=said(sitting.council, "name").text,
        )
    return made.writeString("utf-8").encode()
