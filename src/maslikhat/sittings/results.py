"""What may become of an item that is considered: what its vote came to, or what needs none."""

from maslikhat.kit.refusals import refuse_unless
from maslikhat.sittings import refusals
from maslikhat.sittings.kinds import rules
from maslikhat.sittings.models import Item
from maslikhat.sittings.rounds import outcome_of_the_vote

# What becomes of an item by a vote alone.
DECIDED = {
    Item.Outcome.ADOPTED.value,
    Item.Outcome.NOT_ADOPTED.value,
    Item.Outcome.ELECTED.value,
    Item.Outcome.NOT_ELECTED.value,
}
PUT_OFF = {Item.Outcome.POSTPONED.value, Item.Outcome.WITHDRAWN.value}


def outcomes_of(item: Item) -> list[tuple[str, str]]:
    """What the item can end with now, as a form offers it: after a vote this alone; one query."""
    voted = outcome_of_the_vote(item)
    return [
        (value, str(label))
        for value, label in Item.Outcome.choices
        if _sentence(item, value, voted) is None
    ]


def refuse_outcome(item: Item, outcome: str) -> None:
    """Refuse what the vote on the main motion says otherwise, or what only a vote decides."""
    sentence = _sentence(item, outcome, outcome_of_the_vote(item))
    refuse_unless(sentence is None, sentence or "")


def _sentence(item: Item, outcome: str, voted: str | None) -> str | None:
    """Why the item cannot end so; of some kinds nothing is noted or heard without a vote."""
    if voted is not None:
        return None if outcome == voted else str(refusals.VOTE_SAYS_OTHERWISE)
    if outcome in DECIDED:
        return str(refusals.NOT_VOTED_ON)
    rule = rules().get(item.kind)
    is_free = rule is None or not rule.ends_by_vote or outcome in PUT_OFF
    return None if is_free else str(refusals.ENDS_BY_VOTE)
