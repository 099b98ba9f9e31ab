"""What the page of a sitting shows: the agenda as its reader may see it, who is there, clocks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from maslikhat.kit.languages import Said, said
from maslikhat.registry.standing import Visitor
from maslikhat.sittings import permissions
from maslikhat.sittings.attendance import Quorum, Row, body_of, mandates_of, quorum_of, rows_of
from maslikhat.sittings.convening import clocks_of
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
    """The agenda in its order as this reader may see it; six queries at most whatever its length.

    `papers` are those of the sitting that the reader may have.
    """
    inside = permissions.is_insider(user, sitting)
    return _rows(sitting, papers, lambda item: inside or _is_open(item, sitting))


def all_of(sitting: Sitting) -> list[ItemRow]:
    """The agenda whole but for its papers, whoever reads; six queries at most."""
    return _rows(sitting, (), lambda _item: True)


def _rows(
    sitting: Sitting, papers: Iterable[Document], is_seen: Callable[[Item], bool]
) -> list[ItemRow]:
    items = list(Item.objects.of(sitting).in_order().select_related("decision"))
    rows = {
        item.pk: ItemRow(item, said(item, "title") if is_seen(item) else None) for item in items
    }
    shown = [number for number, row in rows.items() if row.title is not None]
    for one in Rapporteur.objects.filter(item__in=shown).select_related("mandate__person"):
        rows[one.item_id].rapporteurs.append(one)
    elections = [number for number in shown if rows[number].item.is_election]
    stand = Candidate.objects.filter(item__in=elections).select_related("mandate__person")
    for candidate in stand if elections else ():
        rows[candidate.item_id].candidates.append(candidate)
    for paper in papers:
        if paper.item_id is not None:
            rows[paper.item_id].documents.append(paper)
    moved = Motion.objects.filter(item__in=shown, withdrawn_at=None)
    for motion in moved.select_related("ballot", "mover__person"):
        rows[motion.item_id].motions.append(motion)
    for recusal in Recusal.objects.filter(item__in=shown).select_related("person"):
        rows[recusal.item_id].recusals.append(recusal)
    return list(rows.values())


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
