"""What the page of a sitting shows: the agenda as its reader may see it, who is there, clocks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from maslikhat.decisions.models import Referral
from maslikhat.kit.languages import Said, said
from maslikhat.kit.prepared import PreparedThings
from maslikhat.registry.standing import Visitor
from maslikhat.sittings import permissions
from maslikhat.sittings.added import added_said
from maslikhat.sittings.attendance import Quorum, Row, body_of, mandates_of, quorum_of, rows_of
from maslikhat.sittings.conclusions import VOTED, referrals_of
from maslikhat.sittings.convening import clocks_of
from maslikhat.sittings.doors import awaits_its_vote, is_voted_open
from maslikhat.sittings.kinds import rule_said
from maslikhat.sittings.models import (
    Candidate,
    Document,
    Item,
    Motion,
    Part,
    Rapporteur,
    Recusal,
    Sitting,
)
from maslikhat.sittings.words import CLOCKS, STANDINGS
from maslikhat.voting.models import Ballot

# Matters of order are voted on before amendments, and these before what they amend.
_TURN = [
    Motion.Kind.DOORS.value,
    Motion.Kind.PROCEDURE.value,
    Motion.Kind.AMENDMENT.value,
    Motion.Kind.MAIN.value,
]

# Asked after each step of a sitting, while all who follow it wait for the page.
_items = PreparedThings(
    lambda sitting: Item.objects.of(sitting).in_order().select_related("decision")
)
# What belongs to an item, by the name of it in its row.
_parts: dict[str, PreparedThings[Any]] = {
    "rapporteurs": PreparedThings(
        lambda sitting: Rapporteur.objects.filter(item__sitting=sitting).select_related(
            "mandate__person"
        )
    ),
    "motions": PreparedThings(
        lambda sitting: Motion.objects.filter(
            item__sitting=sitting, withdrawn_at=None
        ).select_related("ballot", "mover__person")
    ),
    "recusals": PreparedThings(
        lambda sitting: Recusal.objects.filter(item__sitting=sitting).select_related("person")
    ),
}


@dataclass
class ItemRow:
    """An item on the page; of one behind closed doors a stranger sees its number alone."""

    item: Item
    title: Said | None
    rapporteurs: list[Rapporteur] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)
    recusals: list[Recusal] = field(default_factory=list)
    # Of a commission's sitting: the draft of the item before it, with the conclusion once there is.
    referral: Referral | None = None

    @property
    def waiting(self) -> list[Motion]:
        """The motions that have not been put to the vote, in the order in which they are."""
        waits = [one for one in self.motions if one.ballot_id is None]
        return sorted(waits, key=lambda one: (_TURN.index(one.kind), one.place))

    @property
    def awaits_its_vote(self) -> bool:
        """Whether it was announced as closed, and the doors are still to be voted on."""
        return awaits_its_vote(self.item, self.motions)

    @property
    def is_voted_open(self) -> bool:
        """Whether it was announced as closed, and the deputies did not close the doors."""
        return is_voted_open(self.item, self.motions)

    @property
    def awaits_conclusion(self) -> bool:
        """Whether the commission has voted on the draft, and has not concluded on it."""
        return (
            self.referral is not None
            and not self.referral.outcome
            and self.item.outcome in VOTED
            and not self.item.is_closed_to_public
        )

    @property
    def added(self) -> str:
        """That it was added after the notice, when and by what; empty of one announced."""
        return added_said(self.item, is_open=self.title is not None)

    @property
    def under(self) -> Said | None:
        """By what it was added after the notice, to whoever sees the item."""
        return said(self.item, "added_under") if self.title is not None else None

    @property
    def rule(self) -> Said | None:
        """What the law says of items of this kind, to whoever sees the item."""
        return rule_said(self.item.kind) if self.title is not None else None


@dataclass(frozen=True)
class There:
    """Who is there: every deputy with the part taken, the quorum, and how many of each part."""

    rows: list[Row]
    quorum: Quorum | None
    parts: list[tuple[Any, list[Row]]]


def agenda_of(sitting: Sitting, user: Visitor | None, papers: Iterable[Document]) -> list[ItemRow]:
    """The agenda in its order as this reader may see it; seven queries at most whatever its length.

    `papers` are those of the sitting that the reader may have.
    """
    inside = permissions.is_insider(user, sitting)
    return _rows(sitting, papers, lambda item: inside or _is_open(item, sitting))


def all_of(sitting: Sitting) -> list[ItemRow]:
    """The agenda whole but for its papers, whoever reads; seven queries at most."""
    return _rows(sitting, (), lambda _item: True)


def _rows(
    sitting: Sitting, papers: Iterable[Document], is_seen: Callable[[Item], bool]
) -> list[ItemRow]:
    items = _items(sitting.pk)
    for item in items:
        item.sitting = sitting
    rows = {
        item.pk: ItemRow(item, said(item, "title") if is_seen(item) else None) for item in items
    }
    shown = {number: row for number, row in rows.items() if row.title is not None}
    for part, ask in _parts.items():
        for one in ask(sitting.pk):
            if one.item_id in shown:
                getattr(shown[one.item_id], part).append(one)
    elections = [number for number, row in shown.items() if row.item.is_election]
    stand = Candidate.objects.filter(item__in=elections).select_related("mandate__person")
    for candidate in stand if elections else ():
        shown[candidate.item_id].candidates.append(candidate)
    for paper in papers:
        if paper.item_id is not None:
            rows[paper.item_id].documents.append(paper)
    _add_referrals(sitting, list(shown.values()))
    return list(rows.values())


def _add_referrals(sitting: Sitting, rows: list[ItemRow]) -> None:
    """To each item of a commission's sitting its draft as it stands before the commission."""
    if sitting.commission_id is None:
        return
    sent = referrals_of(sitting.commission_id, (row.item for row in rows))
    for row in rows:
        row.referral = sent.get(row.item.decision_id or 0)


def _is_open(item: Item, sitting: Sitting) -> bool:
    return not item.is_closed_to_public and sitting.is_public


def there_at(sitting: Sitting) -> There:
    """Every deputy of the body and the part taken; two queries once the quorum is frozen."""
    body = body_of(sitting) if sitting.quorum_needed is None else None
    rows = rows_of(sitting, mandates_of(sitting) if body is None else body.mandates)
    by_part = [
        (label, [row for row in rows if row.attendance and row.attendance.part == part])
        for part, label in Part.choices
    ]
    there = sum(row.is_there for row in rows)
    return There(
        rows, quorum_of(sitting, there, body), [(label, some) for label, some in by_part if some]
    )


def clocks_shown(sitting: Sitting) -> list[dict[str, Any]]:
    """The legal clocks with their words."""
    return [
        {
            "words": CLOCKS[one.clock],
            "standing": one.standing,
            "stands": STANDINGS[one.standing],
            "last_day": one.last_day,
            "done_on": one.done_on,
        }
        for one in clocks_of(sitting)
    ]


def open_ballot_of(agenda: list[ItemRow]) -> Ballot | None:
    """The vote that goes on, where this reader may see its item."""
    ballots = [motion.ballot for row in agenda for motion in row.motions if motion.ballot]
    return next((one for one in ballots if one.is_open), None)
