"""The attendance of a deputy as its page shows it: a table by year, a picture, the reasons."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maslikhat.kit import charts
from maslikhat.registry.models import Person
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.deputies import NOT_NOTED, Sat, in_all
from maslikhat.sittings.models import Part, Reason
from maslikhat.sittings.permissions import knows_reasons
from maslikhat.sittings.words import PARTS
from maslikhat.voting.participation import Taken

# The colour of each part in the picture.
_KINDS = {
    Part.PRESENT: "k2",
    Part.REMOTE: "k0",
    Part.EXCUSED: "k1",
    Part.DUTY_TRIP: "k5",
    Part.TECHNICAL: "k6",
    Part.ABSENT: "k4",
    NOT_NOTED: "unknown",
}


class Table(NamedTuple):
    """Sittings by year: the parts that occur, a row for each year, all together, their picture."""

    columns: list[tuple[str, Any]]
    years: Sequence[Sat]
    whole: Sat
    slices: list[charts.Slice]
    picture: SafeString
    # How often each class of good reason was noted, of those that this reader may know.
    reasons: list[tuple[Any, int]]


def table(person: Person, years: Sequence[Sat], *, reader: Visitor | None, title: str) -> Table:
    """The table of these years; it asks the database nothing but who reads."""
    whole = in_all(years)
    slices = [
        charts.Slice(str(PARTS[part]), whole.parts[part], kind)
        for part, kind in _KINDS.items()
        if whole.parts[part]
    ]
    return Table(
        [(part, label) for part, label in PARTS.items() if whole.parts[part]],
        years,
        whole,
        slices,
        charts.bar(slices, title=title),
        _reasons(person, whole, reader),
    )


def votes_picture(whole: Taken) -> tuple[list[charts.Slice], SafeString]:
    """Votes that the deputy was entitled to: those the deputy took part in, and the others."""
    slices = [
        charts.Slice(_("Took part"), whole.took_part, "k2"),
        charts.Slice(_("Did not vote though present"), whole.silent, "k1"),
        charts.Slice(_("Was not present when the vote was opened"), whole.not_present, "unknown"),
    ]
    told = [one for one in slices if one.amount]
    return told, charts.bar(told, title=_("Votes the deputy was entitled to"))


def _reasons(person: Person, whole: Sat, reader: Visitor | None) -> list[tuple[Any, int]]:
    known = Counter[str]()
    for (council, reason), number in whole.reasons.items():
        if knows_reasons(reader, person.pk, council):
            known[reason] += number
    return [(label, known[value]) for value, label in Reason.choices if known[value]]
