"""What an event recommended, gathered: each with its way, and counts by state."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise

from maslikhat.commitments.course import State
from maslikhat.commitments.models import Commitment, Event, Step
from maslikhat.commitments.way import way_of
from maslikhat.commitments.words import called, tag_of
from maslikhat.kit.charts import Slice
from maslikhat.kit.ways import Station

# The colours of the picture; the words stand beside each (`kit/charts.css`). Red is for overdue.
COLOURS: dict[State, str] = {
    State.SENT: "unknown",
    State.REGISTERED: "k0",
    State.ANSWERED: "k6",
    State.PROMISED: "k1",
    State.REPORTED: "k5",
    State.DISPUTED: "vacant",
    State.REOPENED: "vacant",
    State.CONFIRMED: "k3",
    State.CLOSED: "k2",
    State.WITHDRAWN: "self",
}


class Recommended(NamedTuple):
    """One recommendation: its letter, where it stands, for how long it is overdue, its way."""

    letter: Commitment
    state: str | Promise
    tag: str
    days_overdue: int
    stations: Sequence[Station]


class Count(NamedTuple):
    """How many stand in a state, how many of these are overdue, and the colour of the state."""

    words: str
    kind: str
    amount: int
    overdue: int


def rows_of(event: Event, day: dt.date) -> list[Recommended]:
    """All that an event recommended, in the order it was entered; two queries, however many."""
    steps: dict[int, list[Step]] = {}
    for step in Step.objects.filter(commitment__event=event).defer("words").in_order():
        steps.setdefault(step.commitment_id, []).append(step)
    letters = Commitment.objects.filter(event=event).select_related("addressee")
    return [
        Recommended(
            letter,
            called(letter.state, letter.assessment),
            tag_of(letter.state, letter.assessment),
            letter.days_overdue(day),
            way_of(letter, steps[letter.pk], day),
        )
        for letter in letters.order_by("pk")
    ]


def counts_of(rows: Sequence[Recommended]) -> list[Count]:
    """What some are called, in the order of their way."""
    order = list(COLOURS)
    there = Counter((State(row.letter.state), str(row.state)) for row in rows)
    late = Counter((State(row.letter.state), str(row.state)) for row in rows if row.days_overdue)
    return [
        Count(words, COLOURS[state], amount, late[state, words])
        for (state, words), amount in sorted(there.items(), key=lambda one: order.index(one[0][0]))
    ]


def slices_of(counts: Sequence[Count]) -> list[Slice]:
    """The same for the picture."""
    return [Slice(one.words, one.amount, one.kind) for one in counts]


def standing(rows: Sequence[Recommended]) -> int:
    """How many were not withdrawn: these are to be brought to their end."""
    return sum(row.letter.state != State.WITHDRAWN for row in rows)


def ended(rows: Sequence[Recommended]) -> int:
    """How many were brought to their end."""
    return sum(row.letter.state == State.CLOSED for row in rows)
