"""Calendars of sittings as iCalendar (RFC 5545): an entry keeps its UID however often it moves."""

import datetime as dt
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import said, written
from maslikhat.registry.models import Commission, CommissionMember, Council, Mandate, Person
from maslikhat.sittings.course import State
from maslikhat.sittings.models import Sitting, Withdrawal
from maslikhat.sittings.models.sittings import SittingQuerySet
from maslikhat.sittings.titles import title_of

MOST = 500
# How long an entry lasts where nobody has said when the sitting ends.
USUAL = dt.timedelta(hours=3)
_STATUSES = {State.CANCELLED: "CANCELLED"}


def of_council(council: Council) -> SittingQuerySet:
    """The announced sittings of a council itself."""
    return Sitting.objects.announced().of(council).filter(commission=None)


def of_commission(commission: Commission) -> SittingQuerySet:
    """The announced sittings of a commission."""
    return Sitting.objects.announced().filter(commission=commission)


def of_deputy(person: Person) -> SittingQuerySet:
    """The announced sittings of every body in which a person sits or has sat, while it was so."""
    condition = Q(pk__in=[])
    for mandate in Mandate.objects.filter(person=person).select_related("convocation"):
        within = _within(mandate.from_day, mandate.to_day)
        condition |= within & Q(council=mandate.convocation.council_id, commission=None)
    for place in CommissionMember.objects.filter(mandate__person=person):
        condition |= _within(place.from_day, place.to_day) & Q(commission=place.commission_id)
    return Sitting.objects.announced().filter(condition)


def made_of(name: str, sittings: SittingQuerySet) -> bytes:
    """The latest 500 of these sittings as a file that calendars subscribe to."""
    calendar = Calendar()
    calendar.add("prodid", "-//Maslikhat//Sittings//")
    calendar.add("version", "2.0")
    if is_demo():
        name += " · " + _("Demonstration: persons and amounts are invented")
    calendar.add("x-wr-calname", name)
    rows = sittings.with_names().select_related("withdrawal").order_by("-starts_at", "-pk")[:MOST]
    for event in _events(rows):
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(sittings: Iterable[Sitting]) -> Iterable[Event]:
    base = settings.PUBLIC_URL
    host = urlsplit(base).hostname or "localhost"
    for sitting in sittings:
        event = Event()
        event.add("uid", f"sitting-{sitting.pk}@{host}")
        if not sitting.is_public:
            yield _withdrawn(event, sitting.withdrawal)
            continue
        address = base + reverse("sittings:sitting", args=[sitting.pk])
        event.add("sequence", sitting.sequence)
        event.add("dtstamp", sitting.changed_at)
        event.add("last-modified", sitting.changed_at)
        event.add("dtstart", sitting.starts_at.astimezone(dt.UTC))
        event.add("dtend", (sitting.ends_at or sitting.starts_at + USUAL).astimezone(dt.UTC))
        event.add("summary", f"{title_of(sitting).text} · {said(sitting.council, 'name').text}")
        event.add("status", _STATUSES.get(sitting.state, "CONFIRMED"))
        event.add("url", address)
        because = written(sitting.cancelled_because)
        told = {"language": because.lang} if because.text else {}
        event.add("description", because.text or address, parameters=told)
        hall = said(sitting, "hall")
        if hall.text:
            event.add("location", hall.text, parameters={"language": hall.lang})
        yield event


def _withdrawn(event: Event, known: Withdrawal) -> Event:
    """The entry of a sitting whose doors were shut: cancelled, without a word of it."""
    event.add("sequence", known.sequence)
    event.add("dtstamp", known.at)
    event.add("last-modified", known.at)
    event.add("dtstart", known.starts_at.astimezone(dt.UTC))
    event.add("status", "CANCELLED")
    return event


def _within(from_day: dt.date, to_day: dt.date | None) -> Q:
    condition = Q(starts_at__date__gte=from_day)
    return condition if to_day is None else condition & Q(starts_at__date__lt=to_day)
