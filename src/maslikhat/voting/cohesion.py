"""Where factions stood in votes by name: how often two agreed, how united each was. No Django."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from maslikhat.kit.shares import Share

# Of one vote alone there is nothing to be united with.
SEVERAL = 2


class Given(NamedTuple):
    """So many members of a faction chose this in a ballot; both are known by their numbers."""

    ballot: int
    faction: int
    choice: str
    votes: int


# By ballot, what the members of one faction chose in it.
Stands = Mapping[int, Mapping[str, int]]


def stands(given: Iterable[Given]) -> dict[int, dict[int, dict[str, int]]]:
    """What was given, by faction and within it by ballot."""
    found: dict[int, dict[int, dict[str, int]]] = {}
    for one in given:
        found.setdefault(one.faction, {}).setdefault(one.ballot, {})[one.choice] = one.votes
    return found


def position(choices: Mapping[str, int]) -> str | None:
    """What more members chose than anything else; None where two choices had equally many."""
    most = max(choices.values(), default=0)
    first = [choice for choice, votes in choices.items() if votes == most]
    return first[0] if len(first) == 1 else None


def positions(own: Stands) -> dict[int, str]:
    """The position of a faction in each ballot in which it had one."""
    found = {ballot: position(choices) for ballot, choices in own.items()}
    return {ballot: choice for ballot, choice in found.items() if choice is not None}


def agreement(one: Mapping[int, str], other: Mapping[int, str]) -> Share:
    """In how many of the ballots in which both had a position it was the same."""
    common = one.keys() & other.keys()
    return Share(sum(one[ballot] == other[ballot] for ballot in common), len(common))


def cohesion(own: Stands) -> Share:
    """How many of all its votes were given as most of the faction gave them.

    Counted are ballots in which at least two of its members chose.
    """
    counted = [choices for choices in own.values() if sum(choices.values()) >= SEVERAL]
    return Share(
        sum(max(choices.values()) for choices in counted),
        sum(sum(choices.values()) for choices in counted),
    )
