"""The words for what units are, what is counted about them, and how their beginnings are known."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import Said, reader_language
from maslikhat.places.models import Kind

Words = str | Promise

KINDS: dict[str, Words] = {
    Kind.COUNTRY: _("Country"),
    Kind.REGION: _("Region (oblast)"),
    Kind.REPUBLICAN_CITY: _("City of republican significance"),
    Kind.RAYON: _("District (rayon)"),
    Kind.OBLAST_CITY: _("City of oblast significance"),
    Kind.LEASED_CITY: _("Leased city"),
    Kind.CITY_DISTRICT: _("City district"),
    Kind.SUB_DISTRICT: _("Rural district, town or settlement administration"),
    Kind.SETTLEMENT: _("Settlement"),
}


class Indicated(NamedTuple):
    """An indicator in words: its title, and what a reader must know before comparing it."""

    title: Words
    caveat: Words


INDICATORS = {
    "environment_spending": Indicated(
        _("Spending on environment protection"),
        _(
            "This is the spending of all payers, enterprises included. It is not comparable with"
            " the lines of a budget."
        ),
    ),
    "population": Indicated(_("Population"), ""),
}
MEASURES: dict[str, Words] = {
    "thousand_tenge": _("thousand tenge"),
    "people": _("people"),
}
# As places/data writes them.
BASES: dict[str, Words] = {
    "decree published 15 March 2021 (press)": _("decree published 15 March 2021 (press)"),
    "decree No. 886 of 3 May 2022 in force 7 June 2022 (press)": _(
        "decree No. 886 of 3 May 2022 in force 7 June 2022 (press)"
    ),
    "decree of 3 May 2022 in force 8 June 2022 (press)": _(
        "decree of 3 May 2022 in force 8 June 2022 (press)"
    ),
    "decree announced for 1 January 2024 (press)": _("decree announced for 1 January 2024 (press)"),
    "first seen in a classifier on this day": _("first seen in a classifier on this day"),
    "unsourced: check before release": _("no source has been found for this day"),
    "unsourced, high": _("no source has been found for this day"),
}
# What the demo gives as the source of people it has invented.
INVENTED = "invented"


def source(written: str) -> Said:
    """Where a number is from: as it was written; of an invented one it is said that it is."""
    if written == INVENTED:
        return Said(str(_("invented for the demo")), reader_language())
    return Said(written, "en")


def basis(written: str) -> Said:
    """How a day is known, in the reader's language where it is known, else as it was written."""
    if written in BASES:
        return Said(str(BASES[written]), reader_language())
    return Said(written, "en")


def title(key: str) -> Said:
    """What an indicator is called; one the portal has no words for goes by its key."""
    if key in INDICATORS:
        return Said(str(INDICATORS[key].title), reader_language())
    return Said(key.replace("_", " ").capitalize(), "en")


def caveat(key: str) -> str:
    """What must be known before an indicator is compared with anything; empty when nothing."""
    return str(INDICATORS[key].caveat) if key in INDICATORS else ""


def measure(written: str) -> Said:
    """A unit of measure, in the reader's language where the portal knows it."""
    if written in MEASURES:
        return Said(str(MEASURES[written]), reader_language())
    return Said(written, "en")
