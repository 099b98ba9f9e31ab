"""What those present have decided of the doors for an item (Law 148, art. 11)."""

from collections.abc import Iterable, Iterator

from maslikhat.sittings.models import Item, Motion
from maslikhat.voting.models import Ballot
from maslikhat.voting.tally import Outcome


def is_voted_shut(motions: Iterable[Motion]) -> bool:
    """Whether those present have voted to close the doors; of the motions on one item."""
    return any(one.outcome == Outcome.ADOPTED for one in _on_doors(motions))


def awaits_its_vote(item: Item, motions: Iterable[Motion]) -> bool:
    """Whether the doors of an item announced as closed are still to be voted on, before all else.

    Not below an item whose doors are closed, and not where the whole sitting is behind them.
    """
    if not item.is_closed_to_public or item.sitting.is_closed_to_public:
        return False
    if item.parent is not None and item.parent.is_closed_to_public:
        return False
    return not list(_on_doors(motions))


def is_voted_open(item: Item, motions: Iterable[Motion]) -> bool:
    """Whether an item announced as closed is to be considered openly: its doors were not closed.

    Not so below an item whose doors are closed, and not once something else was voted on there.
    """
    if not item.is_closed_to_public:
        return False
    known = list(motions)
    if is_voted_shut(known) or not list(_on_doors(known)):
        return False
    others = [one for one in known if one.kind != Motion.Kind.DOORS]
    if any(one.ballot is not None and one.ballot.is_closed for one in others):
        return False
    return item.parent is None or not item.parent.is_closed_to_public


def _on_doors(motions: Iterable[Motion]) -> Iterator[Ballot]:
    """The votes on closing the doors that have a result."""
    for one in motions:
        if one.kind == Motion.Kind.DOORS and one.ballot is not None and one.ballot.is_closed:
            yield one.ballot
