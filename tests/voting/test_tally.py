"""Quorum and majority: the sentences of the law, recorded votes replayed, and what always holds."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.voting.tally import (
    Base,
    Outcome,
    Result,
    Roll,
    Rule,
    decide,
    elect,
    has_quorum,
    least,
    quorum_needed,
    votes_needed,
)

HALF, TWO_THIRDS, THREE_QUARTERS = Fraction(1, 2), Fraction(2, 3), Fraction(3, 4)
TOTAL = Rule(Base.TOTAL, HALF, is_more_than=True)
PRESENT = Rule(Base.PRESENT, HALF, is_more_than=True)
CAST = Rule(Base.CAST, HALF, is_more_than=True, quorum_share=Fraction(1, 10))
OF_TOTAL_2_3 = Rule(Base.TOTAL, TWO_THIRDS, is_more_than=False)
OF_TOTAL_3_4 = Rule(Base.TOTAL, THREE_QUARTERS, is_more_than=False)
CHAIR_DECIDES = Rule(Base.TOTAL, HALF, is_more_than=True, chair_decides_ties=True)
COMMISSION = Rule(
    Base.TOTAL,
    HALF,
    is_more_than=True,
    quorum_share=HALF,
    quorum_is_more_than=True,
    chair_decides_ties=True,
)
ADOPTED, NOT_ADOPTED, NO_QUORUM = Outcome.ADOPTED, Outcome.NOT_ADOPTED, Outcome.NO_QUORUM


@pytest.mark.parametrize(
    ("share", "of", "is_more_than", "number"),
    [
        (HALF, 25, True, 13),
        (HALF, 24, True, 13),
        (HALF, 24, False, 12),
        (TWO_THIRDS, 25, False, 17),
        (TWO_THIRDS, 24, False, 16),
        (TWO_THIRDS, 24, True, 17),
        (TWO_THIRDS, 50, False, 34),
        (TWO_THIRDS, 145, False, 97),
        (THREE_QUARTERS, 25, False, 19),
        (THREE_QUARTERS, 20, False, 15),
        (Fraction(1, 3), 17, False, 6),
        (HALF, 0, False, 1),
        (Fraction(1), 25, False, 25),
    ],
)
def test_the_least_number_that_is_enough(
    share: Fraction, of: int, is_more_than: bool, number: int
) -> None:
    assert least(share, of, is_more_than=is_more_than) == number


@pytest.mark.parametrize(
    ("rule", "roll", "numbers", "outcome", "needed"),
    [
        # Law 148, art. 11: quorum two thirds of the total, majority of the total number.
        (TOTAL, Roll(25, 25, 17), (12, 5, 0), NOT_ADOPTED, 13),
        (TOTAL, Roll(25, 25, 17), (13, 4, 0), ADOPTED, 13),
        (TOTAL, Roll(25, 25, 17), (12, 0, 0), NOT_ADOPTED, 13),
        (TOTAL, Roll(25, 25, 16), (16, 0, 0), NO_QUORUM, 13),
        (TOTAL, Roll(25, 25, 25), (13, 12, 0), ADOPTED, 13),
        (TOTAL, Roll(24, 24, 24), (12, 12, 0), NOT_ADOPTED, 13),
        # Empty seats belong to the total, or not, as the regulations say.
        (TOTAL, Roll(25, 22, 17), (12, 5, 0), NOT_ADOPTED, 13),
        (TOTAL, Roll(25, 22, 17, counts_vacancies=False), (12, 5, 0), ADOPTED, 12),
        (TOTAL, Roll(25, 22, 15), (15, 0, 0), NO_QUORUM, 13),
        (TOTAL, Roll(25, 22, 15, counts_vacancies=False), (15, 0, 0), ADOPTED, 12),
        # Art. 11 (a closed sitting) and 21 (censure): the majority of those present.
        (PRESENT, Roll(25, 25, 17), (9, 8, 0), ADOPTED, 9),
        (PRESENT, Roll(25, 25, 18), (9, 9, 0), NOT_ADOPTED, 10),
        # Who is present and silent counts against.
        (PRESENT, Roll(25, 25, 18), (9, 0, 0), NOT_ADOPTED, 10),
        (OF_TOTAL_2_3, Roll(25, 25, 20), (17, 3, 0), ADOPTED, 17),
        (OF_TOTAL_2_3, Roll(25, 25, 20), (16, 4, 0), NOT_ADOPTED, 17),
        (OF_TOTAL_3_4, Roll(25, 25, 20), (18, 2, 0), NOT_ADOPTED, 19),
        (OF_TOTAL_3_4, Roll(20, 20, 20), (15, 5, 0), ADOPTED, 15),
        # Art. 15, 19-1: a commission of seven, quorum more than half of its members.
        (COMMISSION, Roll(7, 7, 3), (3, 0, 0), NO_QUORUM, 4),
        (COMMISSION, Roll(7, 7, 4), (4, 0, 0), ADOPTED, 4),
        (COMMISSION, Roll(7, 7, 4), (3, 1, 0), NOT_ADOPTED, 4),
    ],
)
def test_the_sentences_of_the_law(
    rule: Rule, roll: Roll, numbers: tuple[int, int, int], outcome: Outcome, needed: int
) -> None:
    votes_for, against, abstained = numbers
    found = decide(rule, roll, votes_for=votes_for, against=against, abstained=abstained)
    assert (found.outcome, found.needed) == (outcome, needed)
    assert found.has_quorum is has_quorum(rule, roll)


def test_seventeen_of_twenty_five_are_a_quorum_and_twelve_for_are_not_enough() -> None:
    roll = Roll(seats=25, filled=25, present=17)
    assert quorum_needed(TOTAL, roll) == 17
    found = decide(TOTAL, roll, votes_for=12, against=5)
    assert found == Result(NOT_ADOPTED, quorum_needed=17, base=25, needed=13, reached=12)
    assert found.has_quorum


@pytest.mark.parametrize(
    ("rule", "roll", "numbers", "chair_is_for", "outcome", "decides"),
    [
        # Six members, three against three: the chair of the commission decides (art. 15).
        (COMMISSION, Roll(6, 6, 6), (3, 3), True, ADOPTED, True),
        (COMMISSION, Roll(6, 6, 6), (3, 3), False, NOT_ADOPTED, True),
        (COMMISSION, Roll(6, 6, 6), (3, 3), None, NOT_ADOPTED, False),
        # A tie of the whole council (art. 19).
        (CHAIR_DECIDES, Roll(24, 24, 24), (12, 12), True, ADOPTED, True),
        (CHAIR_DECIDES, Roll(24, 24, 24), (12, 12), False, NOT_ADOPTED, True),
        # The casting vote is one vote: it does not replace a majority of the total.
        (CHAIR_DECIDES, Roll(25, 25, 18), (9, 9), True, NOT_ADOPTED, False),
        # Three against three where sixteen are needed: nobody's vote decided that.
        (CHAIR_DECIDES, Roll(30, 30, 30), (3, 3), True, NOT_ADOPTED, False),
        (CHAIR_DECIDES, Roll(30, 30, 30), (3, 3), False, NOT_ADOPTED, False),
        (CHAIR_DECIDES, Roll(24, 24, 4), (2, 2), True, NO_QUORUM, False),
        # Without a tie the chair's vote counts as anybody's.
        (CHAIR_DECIDES, Roll(24, 24, 24), (12, 11), True, NOT_ADOPTED, False),
        (TOTAL, Roll(24, 24, 24), (12, 12), True, NOT_ADOPTED, False),
    ],
)
def test_the_casting_vote_of_the_chair(
    rule: Rule,
    roll: Roll,
    numbers: tuple[int, int],
    chair_is_for: bool | None,
    outcome: Outcome,
    decides: bool,
) -> None:
    found = decide(rule, roll, votes_for=numbers[0], against=numbers[1], chair_is_for=chair_is_for)
    assert found.outcome is outcome
    assert found.by_casting_vote is decides


BUNDESTAG = Rule(Base.TOTAL, HALF, is_more_than=True, quorum_share=HALF, quorum_is_more_than=True)
SENATE = Rule(
    Base.PRESENT, TWO_THIRDS, is_more_than=False, quorum_share=HALF, quorum_is_more_than=True
)
COMMONS = Rule(Base.CAST, HALF, is_more_than=True, quorum_share=Fraction(40, 650))


# Votes that were held, with the numbers of their official records.
@pytest.mark.parametrize(
    ("record", "rule", "roll", "numbers", "outcome", "needed"),
    [
        # Bundestag, election of the Chancellor, 6 May 2025, first and second ballot (art. 63 of
        # the Basic Law: the majority of the members); invalid papers count as nothing.
        ("21/2, first", BUNDESTAG, Roll(630, 630, 621), (310, 307, 3), NOT_ADOPTED, 316),
        ("21/2, second", BUNDESTAG, Roll(630, 630, 618), (325, 289, 1), ADOPTED, 316),
        # Bundestag, constructive vote of no confidence, 27 April 1972 (art. 67).
        ("6/183", BUNDESTAG, Roll(496, 496, 260), (247, 10, 3), NOT_ADOPTED, 249),
        # United States Senate, impeachment votes 33 of 5 February 2020 and 59 of 13 February 2021
        # (two thirds of the members present).
        ("116-2-33", SENATE, Roll(100, 100, 100), (48, 52, 0), NOT_ADOPTED, 67),
        ("117-1-59", SENATE, Roll(100, 100, 100), (57, 43, 0), NOT_ADOPTED, 67),
        # House of Commons, 28 March 1979 (no confidence) and 15 January 2019 (division 293): the
        # majority of votes cast.
        ("1979", COMMONS, Roll(635, 635, 621), (311, 310, 0), ADOPTED, 311),
        ("2019-293", COMMONS, Roll(650, 650, 634), (202, 432, 0), NOT_ADOPTED, 318),
    ],
)
def test_votes_on_record_come_out_as_they_did(
    record: str,
    rule: Rule,
    roll: Roll,
    numbers: tuple[int, int, int],
    outcome: Outcome,
    needed: int,
) -> None:
    votes_for, against, abstained = numbers
    found = decide(rule, roll, votes_for=votes_for, against=against, abstained=abstained)
    assert (found.outcome, found.needed) == (outcome, needed), record


@pytest.mark.parametrize(
    ("votes", "against", "outcome", "chosen"),
    [
        ([13, 4], 0, Outcome.ELECTED, (0,)),
        ([4, 13], 0, Outcome.ELECTED, (1,)),
        ([13], 4, Outcome.ELECTED, (0,)),
        ([12], 5, Outcome.NOBODY_ELECTED, ()),
        ([12, 5], 0, Outcome.NOBODY_ELECTED, ()),
        ([8, 6, 3], 0, Outcome.FURTHER_ROUND, (0, 1)),
        ([3, 8, 6], 0, Outcome.FURTHER_ROUND, (1, 2)),
        ([8, 4, 4, 1], 0, Outcome.FURTHER_ROUND, (0, 1, 2)),
        ([6, 6, 5], 0, Outcome.FURTHER_ROUND, (0, 1)),
        ([5, 5, 5], 2, Outcome.FURTHER_ROUND, (0, 1, 2)),
        ([1, 1, 1], 14, Outcome.FURTHER_ROUND, (0, 1, 2)),
    ],
)
def test_an_election_among_seventeen_of_twenty_five(
    votes: list[int], against: int, outcome: Outcome, chosen: tuple[int, ...]
) -> None:
    found = elect(TOTAL, Roll(25, 25, 17), votes, against=against)
    assert (found.outcome, found.chosen) == (outcome, chosen)


def test_two_who_both_reach_a_small_share_are_not_both_elected() -> None:
    rule = Rule(Base.PRESENT, Fraction(1, 3), is_more_than=False)
    found = elect(rule, Roll(24, 24, 18), [7, 7, 4])
    assert (found.outcome, found.chosen) == (Outcome.FURTHER_ROUND, (0, 1))


def test_without_a_quorum_nobody_is_elected() -> None:
    assert elect(TOTAL, Roll(25, 25, 16), [16]).outcome is NO_QUORUM


def test_votes_needed_are_not_known_before_they_are_cast_where_they_depend_on_them() -> None:
    roll = Roll(25, 25, 20)
    assert votes_needed(TOTAL, roll) == 13
    assert votes_needed(PRESENT, roll) == 11
    assert votes_needed(CAST, roll) is None
    assert votes_needed(CAST, roll, cast=18) == 10


shares = st.fractions(min_value=Fraction(1, 20), max_value=1, max_denominator=20)
rules = st.builds(
    Rule, st.sampled_from(Base), shares, st.booleans(), shares, st.booleans(), st.booleans()
)


@st.composite
def rolls(draw: st.DrawFn) -> Roll:
    seats = draw(st.integers(1, 200))
    filled = draw(st.integers(0, seats))
    return Roll(seats, filled, draw(st.integers(0, filled)), draw(st.booleans()))


@st.composite
def votes(draw: st.DrawFn) -> tuple[Roll, int, int, int]:
    roll = draw(rolls())
    votes_for = draw(st.integers(0, roll.present))
    against = draw(st.integers(0, roll.present - votes_for))
    return roll, votes_for, against, draw(st.integers(0, roll.present - votes_for - against))


def enough(number: int, rule: Rule, of: int) -> bool:
    """Whether a number is enough, said the other way round: by comparing, without rounding."""
    share = Fraction(number, of) if of else Fraction(number)
    return number > 0 and (share > rule.share if rule.is_more_than else share >= rule.share)


@given(rules, votes())
def test_a_motion_is_adopted_exactly_when_there_is_a_quorum_and_the_share_is_reached(
    rule: Rule, vote: tuple[Roll, int, int, int]
) -> None:
    roll, votes_for, against, abstained = vote
    found = decide(rule, roll, votes_for=votes_for, against=against, abstained=abstained)
    of = {
        Base.TOTAL: roll.total,
        Base.PRESENT: roll.present,
        Base.CAST: votes_for + against + abstained,
    }[rule.base]
    share = Fraction(roll.present, roll.total) if roll.total else Fraction(0)
    is_enough = (
        share > rule.quorum_share if rule.quorum_is_more_than else share >= rule.quorum_share
    )
    assert found.has_quorum is (roll.present > 0 and is_enough)
    assert (found.outcome is ADOPTED) is (found.has_quorum and enough(votes_for, rule, of))


@given(rules, votes(), st.sampled_from([True, False, None]))
def test_one_more_for_instead_of_against_never_loses_a_motion(
    rule: Rule, vote: tuple[Roll, int, int, int], chair_is_for: bool | None
) -> None:
    roll, votes_for, against, abstained = vote
    if not against:
        return
    before = decide(
        rule, roll, votes_for=votes_for, against=against, abstained=abstained,
        chair_is_for=chair_is_for,
    )  # fmt: skip
    after = decide(
        rule, roll, votes_for=votes_for + 1, against=against - 1, abstained=abstained,
        chair_is_for=chair_is_for,
    )  # fmt: skip
    assert after.outcome is ADOPTED or before.outcome is not ADOPTED


@given(rules, votes())
def test_empty_seats_in_the_total_never_make_a_motion_easier(
    rule: Rule, vote: tuple[Roll, int, int, int]
) -> None:
    roll, votes_for, against, abstained = vote
    counted = Roll(roll.seats, roll.filled, roll.present, counts_vacancies=True)
    left_out = Roll(roll.seats, roll.filled, roll.present, counts_vacancies=False)
    hard = decide(rule, counted, votes_for=votes_for, against=against, abstained=abstained)
    easy = decide(rule, left_out, votes_for=votes_for, against=against, abstained=abstained)
    assert easy.outcome is ADOPTED or hard.outcome is not ADOPTED


@given(rules, votes())
def test_the_casting_vote_changes_nothing_without_a_tie(
    rule: Rule, vote: tuple[Roll, int, int, int]
) -> None:
    roll, votes_for, against, abstained = vote
    known, unknown = (
        decide(
            rule,
            roll,
            votes_for=votes_for,
            against=against,
            abstained=abstained,
            chair_is_for=chair,
        )
        for chair in (True, None)
    )
    assert known == unknown or votes_for == against


@st.composite
def elections(draw: st.DrawFn) -> tuple[Roll, list[int], int]:
    roll, numbers, left = draw(rolls()), [], 0
    left = roll.present
    for _ in range(draw(st.integers(1, 6))):
        numbers.append(draw(st.integers(0, left)))
        left -= numbers[-1]
    return roll, numbers, draw(st.integers(0, left))


@given(rules, elections())
def test_an_election_ends_or_goes_on_between_those_who_lead(
    rule: Rule, election: tuple[Roll, list[int], int]
) -> None:
    roll, numbers, against = election
    found = elect(rule, roll, numbers, against=against)
    chosen = [numbers[place] for place in found.chosen]
    others = [number for place, number in enumerate(numbers) if place not in found.chosen]
    if found.outcome is Outcome.ELECTED:
        assert len(chosen) == 1
        assert chosen[0] >= found.needed
        assert all(number < chosen[0] for number in others)
    elif found.outcome is Outcome.FURTHER_ROUND:
        assert len(numbers) > 2
        assert len(chosen) >= 2
        assert all(number < min(chosen) for number in others)
    else:
        assert found.chosen == ()


@given(rules, votes())
def test_one_candidate_is_elected_exactly_when_a_motion_would_be_adopted(
    rule: Rule, vote: tuple[Roll, int, int, int]
) -> None:
    roll, votes_for, against, _abstained = vote
    motion = decide(rule, roll, votes_for=votes_for, against=against)
    election = elect(rule, roll, [votes_for], against=against)
    assert (motion.outcome is ADOPTED) is (election.outcome is Outcome.ELECTED)
