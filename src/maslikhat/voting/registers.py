"""What upper rooms tell this one: who else hears of a vote, inside the act, and who is there."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from maslikhat.kit.languages import Said
from maslikhat.voting.models import Ballot

# Their names by language.
Candidates = Sequence[Mapping[str, str]]


class Attending(NamedTuple):
    """Who is there where a vote is held, and who takes no part and why, by numbers of persons."""

    present: frozenset[int]
    recused: Mapping[int, str]
    # Of those present who may count hands and papers: in the hall, and not voted on.
    may_count: frozenset[int]
    # The page on which it is noted who is there.
    address: str


class Place(NamedTuple):
    """Where a vote is held: the page of the sitting, at the question, and what it is called."""

    address: str
    title: Said
    # Whether the question is done there: nothing more is voted on.
    is_over: bool


# A vote was opened, closed or cancelled.
staged: list[Callable[[Ballot], None]] = []
# Who stands now where a cancelled election is held again, given who stood; None of any other.
standing: list[Callable[[Ballot, Candidates], Candidates | None]] = []
# Of a vote that was cancelled, or came to no end, and of the one that takes its place.
held_again: list[Callable[[Ballot, Ballot], None]] = []
# Who is there now, of a vote that is held where somebody notes it; None of any other.
attending: list[Callable[[Ballot], Attending | None]] = []
# Where a vote is held that is of a sitting; None of any other.
places: list[Callable[[Ballot], Place | None]] = []
