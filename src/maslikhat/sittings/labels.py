"""The words that stand on the screen of the hall beside what it shows."""

from functools import cache

from django.utils.translation import gettext_lazy as _

from maslikhat.sittings.screen import Told, told

LABELS = {
    "called_off": _("The sitting is called off"),
    "between": _("The sitting goes on"),
    "break": _("Break"),
    "break_since": _("The break began at"),
    "break_until": _("The sitting goes on at"),
    "closed_item": _("Closed item"),
    "item": _("Item %(number)s"),
    "reports": _("Who reports"),
    "candidates": _("Candidates"),
    "floor": _("Has the floor"),
    "until": _("time until"),
    "over_time": _("The time is over"),
    "waiting": _("Next to speak"),
    "vote": _("Vote"),
    "voted": _("have voted"),
    "by_tellers": _("Two tellers count the votes in the hall."),
    "over": _("The sitting is closed"),
    "quorum": _("Quorum present"),
    "no_quorum": _("No quorum yet"),
    "there": _("have come"),
    "needed": _("needed for a quorum"),
    "total": _("seats in all"),
}


def label(tongues: tuple[str, ...], name: str, **values: str) -> Told:
    """A word of the screen in its languages, with what stands in it."""
    if not values:
        return _plain(tongues, name)
    return told(tongues, lambda _lang: str(LABELS[name]) % values)


@cache
def _plain(tongues: tuple[str, ...], name: str) -> Told:
    return told(tongues, lambda _lang: str(LABELS[name]))
