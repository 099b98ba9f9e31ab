"""Quorum and majority, computed exactly: numbers in, the outcome and its reasons out; no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Base(StrEnum):
    """Of what number the share is taken."""

    TOTAL = "total"
    PRESENT = "present"
    CAST = "cast"


class Outcome(StrEnum):
    """What a vote came to."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    ELECTED = "elected"
    FURTHER_ROUND = "further_round"
    NOBODY_ELECTED = "nobody_elected"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Rule:
    """How a question is decided: the share of a base, the quorum, and who decides a tie.

    Shares are exact fractions above 0 and up to 1. `is_more_than` reads "more than the share" (more
    than half); without it the share itself is enough (two thirds).
    """

    base: Base
    share: Fraction
    is_more_than: bool
    quorum_share: Fraction = Fraction(2, 3)
    quorum_is_more_than: bool = False
    chair_decides_ties: bool = False

    def __post_init__(self) -> None:
        assert 0 < self.share <= 1, self.share
        assert 0 < self.quorum_share <= 1, self.quorum_share


@dataclass(frozen=True)
class Roll:
    """Who could vote: seats by law, seats filled, and those present when voting began.

    Whether empty seats belong to the "total number" is said by the regulations of each council.
    """

    seats: int
    filled: int
    present: int
    counts_vacancies: bool = True

    def __post_init__(self) -> None:
        assert self.seats > 0, self
        assert 0 <= self.present <= self.filled <= self.seats, self

    @property
    def total(self) -> int:
        """The total number of deputies, of which quorum and majority are shares."""
        return self.seats if self.counts_vacancies else self.filled


@dataclass(frozen=True)
class Result:
    """What came out, with every number that the sentence about it needs.

    `reached` is the number of votes held against `needed`: those for, or the most for a candidate.
    `chosen` are places of options: who is elected, or between whom the next round is.
    `by_casting_vote` is whether the chair's vote made the difference.
    """

    outcome: Outcome
    quorum_needed: int
    base: int
    needed: int
    reached: int
    by_casting_vote: bool = False
    chosen: tuple[int, ...] = ()

    @property
    def has_quorum(self) -> bool:
        """Whether enough deputies were present."""
        return self.outcome is not Outcome.NO_QUORUM


def least(share: Fraction, of: int, *, is_more_than: bool) -> int:
    """The least whole number that is more than the share of `of`, or that reaches it; 1 at least.

    More than 1/2 of 25 is 13; 2/3 of 25 is 17.
    """
    exact = share * of
    number = exact.numerator // exact.denominator + 1 if is_more_than else -(-exact // 1)
    return max(int(number), 1)


def quorum_needed(rule: Rule, roll: Roll) -> int:
    """How many deputies must be present (Law 148, art. 11: two thirds of the total number)."""
    return least(rule.quorum_share, roll.total, is_more_than=rule.quorum_is_more_than)


def has_quorum(rule: Rule, roll: Roll) -> bool:
    """Whether as many are present as the rule asks for."""
    return roll.present >= quorum_needed(rule, roll)


def votes_needed(rule: Rule, roll: Roll, cast: int | None = None) -> int | None:
    """How many votes decide; None while that depends on how many will be cast."""
    base = {Base.TOTAL: roll.total, Base.PRESENT: roll.present, Base.CAST: cast}[rule.base]
    return None if base is None else least(rule.share, base, is_more_than=rule.is_more_than)


def decide(
    rule: Rule,
    roll: Roll,
    *,
    votes_for: int,
    against: int,
    abstained: int = 0,
    chair_is_for: bool | None = None,
) -> Result:
    """Whether a motion is adopted.

    Where votes for and against are equal and the rule gives the chair the casting vote, the chair's
    vote counts once more on its side: it decides the tie, and does not replace a majority that the
    law asks of the total number. `chair_is_for` is None where that is not known or the chair
    abstained.
    """
    cast = votes_for + against + abstained
    _within(roll, votes_for, against, abstained)
    is_tie = votes_for == against and votes_for > 0
    weighs = rule.chair_decides_ties and is_tie and chair_is_for is not None
    reached = votes_for + (weighs and chair_is_for is True)
    base, needed = _needed(rule, roll, cast)
    if not has_quorum(rule, roll):
        outcome = Outcome.NO_QUORUM
    else:
        outcome = Outcome.ADOPTED if reached >= needed else Outcome.NOT_ADOPTED
    # One more vote than those for would have been enough: the chair's alone made the difference.
    decided = weighs and outcome is not Outcome.NO_QUORUM and votes_for + 1 == needed
    return Result(outcome, quorum_needed(rule, roll), base, needed, reached, decided)


def elect(rule: Rule, roll: Roll, votes: Sequence[int], *, against: int = 0) -> Result:
    """Who of the candidates is elected to one office, or between whom a further round is held.

    `votes` are those for each candidate in their order, `against` those against all. Who reaches
    the number with more votes than anybody else is elected. Else the next round is between the two
    first, with everyone who equals the second. Where that would be all candidates of this round
    again, two or fewer, nobody is elected; more than two who are all equal meet once more.
    """
    assert votes, "an election has candidates"
    _within(roll, *votes, against)
    base, needed = _needed(rule, roll, sum(votes) + against)
    quorum, most = quorum_needed(rule, roll), max(votes)
    first = tuple(place for place, number in enumerate(votes) if number == most)

    def result(outcome: Outcome, chosen: tuple[int, ...] = ()) -> Result:
        return Result(outcome, quorum, base, needed, most, chosen=chosen)

    if not has_quorum(rule, roll):
        return result(Outcome.NO_QUORUM)
    if most >= needed and len(first) == 1:
        return result(Outcome.ELECTED, first)
    if len(votes) <= 2:
        return result(Outcome.NOBODY_ELECTED)
    return result(Outcome.FURTHER_ROUND, _leading(votes))


def _leading(votes: Sequence[int]) -> tuple[int, ...]:
    """The two with most votes, and whoever equals the second of them."""
    second = sorted(votes, reverse=True)[1]
    return tuple(place for place, number in enumerate(votes) if number >= second)


def _needed(rule: Rule, roll: Roll, cast: int) -> tuple[int, int]:
    base = {Base.TOTAL: roll.total, Base.PRESENT: roll.present, Base.CAST: cast}[rule.base]
    return base, least(rule.share, base, is_more_than=rule.is_more_than)


def _within(roll: Roll, *numbers: int) -> None:
    assert all(number >= 0 for number in numbers), numbers
    assert sum(numbers) <= roll.present, (numbers, roll)
