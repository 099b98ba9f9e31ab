"""Any list of sittings as an Atom feed, and calendars to subscribe to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.kit.formats import words
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language, said
from maslikhat.registry.models import Commission, Council, Person
from maslikhat.sittings import calendars
from maslikhat.sittings.lists import Asked, read, told
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.models.sittings import SittingQuerySet
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.words import STATES

IN_FEED = 50


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """Any list as an Atom feed: only what everyone may see, whoever asks."""
    asked = read(request.GET)
    rows = list(told(asked)[:IN_FEED])
    return HttpResponse(_atom(asked, rows), content_type=Atom1Feed.content_type)


@require_safe
def council_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The sittings of a council."""
    council = get_object_or_404(Council, code=code)
    return _sent(said(council, "name").text, calendars.of_council(council))


@require_safe
def commission_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The sittings of a commission."""
    commission = get_object_or_404(Commission, pk=number)
    return _sent(said(commission, "name").text, calendars.of_commission(commission))


@require_safe
def deputy_calendar(request: HttpRequest, number: int) -> HttpResponse:
    """The sittings of every body in which a deputy sits."""
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
            description=_described(sitting, state),
            unique_id=f"{base}/sittings/{sitting.pk}#{sitting.state}",
            updateddate=sitting.changed_at,
            pubdate=sitting.convened_at,
            categories=[state],
            author_name=said(sitting.council, "name").text,
        )
    return made.writeString("utf-8").encode()


def _described(sitting: Sitting, state: str) -> str:
    """Whose sitting it is, when and where it is held, how it stands, and why it is called off."""
    council, hall = said(sitting.council, "name").text, said(sitting, "hall").text
    when = words.moment(sitting.starts_at)
    told_of = [council, when, hall, state, sitting.cancelled_because]
    # Atom's summary is HTML here, and these are words of people.
    return escape(". ".join(filter(None, told_of)))
