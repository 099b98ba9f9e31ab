"""A vote as a VoteEvent of Popolo, in JSON-LD, for machines that read the page."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.voting.models import Ballot, Mode
from maslikhat.voting.shown import OptionRow

# http://www.popoloproject.com/specs/vote-event.html
_CONTEXT = "http://www.popoloproject.com/contexts/vote-event.jsonld"
_OPTIONS = {"for": "yes", "against": "no", "abstain": "abstain"}
_RESULTS = {"adopted": "pass", "elected": "pass"}


def vote_event(ballot: Ballot, options: list[OptionRow]) -> dict[str, Any]:
    """The question, body, times, counts and, of a closed vote by name, each vote."""
    base = settings.PUBLIC_URL
    address = base + reverse("voting:ballot", args=[ballot.pk])
    told: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "VoteEvent",
        "@id": address,
        "identifier": str(ballot.pk),
        "motion": {
            "@type": "Motion",
            "text": said(ballot, "motion").text,
            "requirement": said(ballot.rule, "name").text,
        },
        "inLanguage": [lang for lang in LANGUAGES if getattr(ballot, f"motion_{lang}")],
        "organization": {
            "@type": "Organization",
            "name": said(ballot.commission or ballot.council, "name").text,
            "url": base + reverse("portal:council", args=[ballot.council.code]),
        },
        "start_date": ballot.opened_at.isoformat() if ballot.opened_at else "",
        "end_date": ballot.closed_at.isoformat() if ballot.closed_at else "",
    }
    if ballot.is_closed:
        told["result"] = _RESULTS.get(ballot.outcome, "fail")
        told["counts"] = [
            {"option": _option(row), "value": row.option.votes or 0} for row in options
        ]
    if ballot.is_closed and ballot.mode == Mode.OPEN:
        told["votes"] = [
            {
                "@type": "Vote",
                "option": _option(row),
                "voter": {
                    "@type": "Person",
                    "name": elector.name,
                    "url": base + reverse("portal:deputy", args=[elector.person_id]),
                },
            }
            for row in options
            for elector in row.electors
        ]
    return {name: value for name, value in told.items() if value}


def _option(row: OptionRow) -> str:
    return _OPTIONS.get(row.option.kind, row.name)
