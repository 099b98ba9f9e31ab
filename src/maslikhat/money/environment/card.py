"""The card of a region to share: its test in one sentence, the source and the day, as a PNG."""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.formats.words import day_short
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.typeset import Template, shown
from maslikhat.money.environment import verdicts
from maslikhat.money.environment.duty import Verdict
from maslikhat.money.environment.mirror import Region
from maslikhat.registry.models import Council

COLOURS = {Verdict.MEETS: "#1f6a45", Verdict.BELOW: "#b3261e"}
UNKNOWN = "#4a5a63"
_template = Template(Path(__file__).parents[1] / "typst" / "card.typ", "card")


def card_of(council: Council, region: Region, year: int, day: dt.date) -> bytes:
    """The picture, 1200 by 630, in the language that is on, of what was known on a day."""
    verdict = region.standing.verdict
    reports = [one.report for one in region.years if one.report is not None]
    last = max((one.day for one in reports), default=None)
    source = _("Source: reports on execution up to %(day)s.") if last else _("No report is known.")
    source = f"{source % {'day': day_short(last)}} {address_of(council)} · {day_short(day)}"
    name = said(council.unit, "name").text if council.unit else said(council, "name").text
    told = {
        "lang": reader_language(),
        "portal": _("What pollution paid for, and what it bought"),
        "region": name,
        "colour": COLOURS.get(verdict, UNKNOWN),
        "verdict": verdicts.heading(verdict),
        "sentence": verdicts.sentence(region.standing, year),
        "source": source,
        "demo": _("Invented figures of the demo.") if is_demo() else "",
    }
    return _template.png({name: shown(words) for name, words in told.items()})


def address_of(council: Council) -> str:
    """The whole address of a region's page."""
    page = reverse("money:environment_of", args=[council.code])
    return settings.PUBLIC_URL + page


def picture_of(council: Council, query: str) -> str:
    """The whole address of the card; `query` is that of the page."""
    page = reverse("money:card", args=[council.code])
    return f"{settings.PUBLIC_URL}{page}?{query}"
