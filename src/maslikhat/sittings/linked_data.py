"""A sitting as an Event of schema.org, in JSON-LD, for machines that read the page."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import said
from maslikhat.sittings.course import State
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.titles import title_of


def event(sitting: Sitting) -> dict[str, Any]:
    """Name, times, place, body and state of a sitting that everyone may see."""
    base = settings.PUBLIC_URL
    title = title_of(sitting)
    council = sitting.council
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": base + reverse("sittings:sitting", args=[sitting.pk]),
        "name": title.text,
        "startDate": _moment(sitting.starts_at),
        "endDate": _moment(sitting.ends_at),
        "eventStatus": f"https://schema.org/{_status(sitting)}",
        "previousStartDate": _moment(sitting.moved_from),
        "organizer": {
            "@type": "GovernmentOrganization",
            "name": said(sitting.commission or council, "name").text,
            "url": base + reverse("portal:council", args=[council.code]),
        },
    }
    hall = said(sitting, "hall").text
    if hall:
        told["location"] = {"@type": "Place", "name": hall}
    return {name: value for name, value in told.items() if value}


def _moment(value: dt.datetime | None) -> str:
    return value.astimezone(ALMATY).isoformat() if value is not None else ""


def _status(sitting: Sitting) -> str:
    if sitting.state == State.CANCELLED:
        return "EventCancelled"
    return "EventRescheduled" if sitting.moved_from is not None else "EventScheduled"
