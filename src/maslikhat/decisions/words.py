"""What states, facts and stations are called, and how they are marked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.course import State, Station

STATES: dict[State, str | Promise] = {
    State.DRAFT: _("Draft"),
    State.REFERRED: _("In commissions"),
    State.CONSULTATION: _("In consultation"),
    State.CONSULTED: _("Consultation is over"),
    State.TABLED: _("Tabled"),
    State.ADOPTED: _("Adopted"),
    State.REJECTED: _("Rejected"),
    State.WITHDRAWN: _("Withdrawn"),
    State.REGISTERED: _("Registered by the State"),
    State.PUBLISHED: _("Published"),
    State.IN_FORCE: _("In force"),
    State.AMENDED: _("In force, amended"),
    State.LAPSED: _("No longer in force"),
    State.REPEALED: _("Repealed"),
}
# Colour never speaks alone: the word stands beside it.
TAGS = {
    State.ADOPTED: "good",
    State.REGISTERED: "good",
    State.PUBLISHED: "good",
    State.IN_FORCE: "good",
    State.AMENDED: "good",
    State.CONSULTATION: "warn",
    State.TABLED: "warn",
    State.REJECTED: "bad",
}
STATIONS: dict[State, str | Promise] = {
    State.REFERRED: _("Referred to commissions"),
    State.CONSULTATION: _("Out for consultation"),
    State.TABLED: _("Tabled"),
    State.ADOPTED: _("Adopted"),
    State.REGISTERED: _("Registered by the State"),
    State.PUBLISHED: _("Published"),
    State.IN_FORCE: _("Entered into force"),
    State.AMENDED: _("Amended"),
    State.LAPSED: _("No longer in force"),
    State.REPEALED: _("Repealed"),
    State.REJECTED: _("Rejected"),
    State.WITHDRAWN: _("Withdrawn"),
}
# What a station is called while it lies ahead.
AHEAD: dict[State, str | Promise] = {
    State.REFERRED: _("To the commissions"),
    State.CONSULTATION: _("Consultation"),
    State.TABLED: _("Before the maslikhat"),
    State.ADOPTED: _("Adoption"),
    State.REGISTERED: _("Registration by the State"),
    State.PUBLISHED: _("Publication"),
    State.IN_FORCE: _("Entry into force"),
    State.LAPSED: _("End of its force"),
    State.REPEALED: _("Repeal"),
}

# In what the texts in two languages differ (`parity.Differs`).
DIFFERS: dict[str, str | Promise] = {
    "number": _("Figure"),
    "date": _("Day"),
    "reference": _("Reference"),
    "name": _("Name"),
    "structure": _("Point"),
}
# What another decision does to this one; the words stand before the other.
UNDERGOES: dict[str, str | Promise] = {
    "amends": _("Amended by"),
    "repeals": _("Repealed by"),
    "implements": _("Implemented by"),
    "refers": _("Referred to by"),
}


def station_words(station: Station) -> str | Promise:
    """What a station is called, passed or still ahead."""
    words = STATIONS[station.state]
    return words if station.is_past else AHEAD.get(station.state, words)


def tag_of(state: State) -> str:
    """The class of a state's mark: good, warn, bad or plain."""
    return TAGS.get(state, "plain")
