"""A sitting as an Event of schema.org, in JSON-LD, for machines that read the page."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import said
from maslikhat.sittings.course import State
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.titles import title_of

_STATUSES = {State.CANCELLED: "https://schema.org/EventCancelled"}


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
        "startDate": sitting.starts_at.astimezone(ALMATY).isoformat(),
        "endDate": sitting.ends_at.astimezone(ALMATY).isoformat() if sitting.ends_at else "",
        "eventStatus": _STATUSES.get(sitting.state, "https://schema.org/EventScheduled"),
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
