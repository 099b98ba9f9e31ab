"""What may become of an item that is considered: what its vote came to, or what needs none."""

from maslikhat.kit.refusals import refuse_unless
from maslikhat.sittings import refusals
from maslikhat.sittings.doors import is_voted_open
from maslikhat.sittings.kinds import rules
from maslikhat.sittings.models import Item
from maslikhat.sittings.rounds import last_round
from maslikhat.voting.models import Ballot
from maslikhat.voting.tally import Outcome

# What becomes of an item by a vote alone.
DECIDED = {
    Item.Outcome.ADOPTED.value,
    Item.Outcome.NOT_ADOPTED.value,
    Item.Outcome.ELECTED.value,
    Item.Outcome.NOT_ELECTED.value,
}
PUT_OFF = {Item.Outcome.POSTPONED.value, Item.Outcome.WITHDRAWN.value}
_BECAME = {
    Outcome.ADOPTED.value: Item.Outcome.ADOPTED.value,
    Outcome.ELECTED.value: Item.Outcome.ELECTED.value,
}


def outcomes_of(item: Item) -> list[tuple[str, str]]:
    """What the item can end with now, as a form offers it; four queries at most."""
    voted, to_put_off = last_round(item), _must_be_put_off(item)
    return [
        (value, str(label))
        for value, label in Item.Outcome.choices
        if _sentence(item, value, voted) is None and (value in PUT_OFF or not to_put_off)
    ]


def refuse_outcome(item: Item, outcome: str) -> None:
    """Refuse what the vote on the main motion says otherwise, or what only a vote decides."""
    refuse_unless(outcome in PUT_OFF or not _must_be_put_off(item), refusals.DOORS_VOTED_OPEN)
    sentence = _sentence(item, outcome, last_round(item))
    refuse_unless(sentence is None, sentence or "")


def _must_be_put_off(item: Item) -> bool:
    """Whether it can only be put off as it is: its doors were not closed, and it was not opened."""
    return is_voted_open(item, item.motions.select_related("ballot"))


def outcome_of_the_vote(item: Item) -> str | None:
    """What the vote on the main motion came to; None where there was none with a result."""
    voted = last_round(item)
    return None if voted is None else _became(voted)


def _became(voted: Ballot) -> str:
    """Whoever is not elected in any round held is not elected, though another was to be held."""
    failed = Item.Outcome.NOT_ELECTED if voted.is_election else Item.Outcome.NOT_ADOPTED
    return _BECAME.get(voted.outcome, failed.value)


def _sentence(item: Item, outcome: str, voted: Ballot | None) -> str | None:
    """Why the item cannot end so; of some kinds nothing is noted or heard without a vote.

    An item ends with what its vote came to alone; where that was a further round, and it is not
    held today, the item may be put off too.
    """
    if voted is not None:
        is_unfinished = voted.outcome == Outcome.FURTHER_ROUND
        fits = outcome == _became(voted) or (is_unfinished and outcome in PUT_OFF)
        return None if fits else str(refusals.VOTE_SAYS_OTHERWISE)
    if outcome in DECIDED:
        return str(refusals.NOT_VOTED_ON)
    rule = rules().get(item.kind)
    is_free = rule is None or not rule.ends_by_vote or outcome in PUT_OFF
    return None if is_free else str(refusals.ENDS_BY_VOTE)
