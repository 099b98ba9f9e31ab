"""The pictures of a closed vote: the chamber of a vote by name, and the bar of any."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maslikhat.voting.chamber import Part, Seat, bar, chamber
from maslikhat.voting.models import Ballot, Mode
from maslikhat.voting.shown import ElectorRow, OptionRow


class Pictures(NamedTuple):
    """Both; the chamber is empty for secret votes and those counted by hand."""

    bar: SafeString
    chamber: SafeString


def of(
    ballot: Ballot, options: Sequence[OptionRow], electors: Sequence[ElectorRow]
) -> Pictures | None:
    """The pictures of a closed ballot; None before that. Asks the database nothing."""
    if not ballot.is_closed:
        return None
    told = ", ".join(f"{row.name}: {row.option.votes or 0}" for row in options)
    needed = _("Needed: %(needed)d.") % {"needed": ballot.needed or 0}
    parts = [Part(row.option.kind, row.name, row.option.votes or 0) for row in options]
    whole = max(ballot.present or 0, ballot.needed or 0)
    shares = bar(
        parts, whole=whole, needed=ballot.needed, title=_("Votes given"), told=f"{told}. {needed}"
    )
    if ballot.mode != Mode.OPEN:
        return Pictures(shares, SafeString(""))
    chose = {one.pk: row for row in options for one in row.electors}
    seats = [_seat(one, chose.get(one.pk)) for one in electors if one.may_vote]
    return Pictures(shares, chamber(seats, title=_("Who voted how"), told=told))


def _seat(elector: ElectorRow, chosen: OptionRow | None) -> Seat:
    if chosen is None:
        return Seat(elector.name, "silent", _("Present, did not vote"))
    return Seat(elector.name, chosen.option.kind, chosen.name)
