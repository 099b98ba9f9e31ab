"""A decision as schema.org's `Legislation`, for machines that read the page."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.urls import reverse

from maslikhat.decisions.course import State
from maslikhat.decisions.models import Decision
from maslikhat.kit.languages import LANGUAGES, said

ONE_DAY = dt.timedelta(days=1)
# https://schema.org/LegalForceStatus
_FORCE = {
    State.IN_FORCE: "InForce",
    State.AMENDED: "PartiallyInForce",
    State.LAPSED: "NotInForce",
    State.REPEALED: "NotInForce",
    State.REJECTED: "NotInForce",
    State.WITHDRAWN: "NotInForce",
}


def legislation(decision: Decision) -> dict[str, Any]:
    """What schema.org says of a legal act: identifier, days, who passed it, its force."""
    base = settings.PUBLIC_URL
    force = _FORCE.get(decision.state, "NotInForce")
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": said(decision, "title").text,
        "url": base + reverse("decisions:decision", args=[decision.pk]),
        "inLanguage": [lang for lang in LANGUAGES if getattr(decision, f"title_{lang}")],
        "legislationType": decision.kind,
        "legislationPassedBy": {
            "@type": "GovernmentOrganization",
            "name": said(decision.council, "name").text,
            "url": base + reverse("portal:council", args=[decision.council.code]),
        },
        "legislationLegalForce": f"https://schema.org/{force}",
        "legislationIdentifier": decision.number,
        "legislationDate": _day(decision.adopted_on),
        "legislationDateVersion": _day(decision.amended_on),
        "datePublished": _day(decision.published_on),
        "temporalCoverage": _span(decision),
        "about": said(decision.rubric, "name").text if decision.rubric else "",
        "sameAs": [url for url in (decision.source_kk, decision.source_ru) if url],
    }
    return {name: value for name, value in told.items() if value}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


def _span(decision: Decision) -> str:
    """The first and the last day in force, as an interval of ISO 8601; open while it has no end."""
    first = decision.in_force_from
    # On these days it is in force no longer.
    ends = [day for day in (decision.repealed_on, decision.in_force_to) if day]
    if first is None or (ends and min(ends) <= first):
        return ""
    return f"{first.isoformat()}/{(min(ends) - ONE_DAY).isoformat() if ends else '..'}"
