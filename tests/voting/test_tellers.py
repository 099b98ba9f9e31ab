"""Hands and papers: two tellers, each alone, until both have counted the same."""

import pytest

from maslikhat.kit.refusals import Refused
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, Count
from maslikhat.voting.tellers import counted
from tests.voting.cast import FOR, Cast, cast_by

FIRST, SECOND = 3, 4


def enter(
    cast: Cast,
    ballot: Ballot,
    place: int,
    numbers: list[int],
    spoiled: int = 0,
    given: int | None = None,
) -> Count:
    """A teller's count; of papers as many were given out as were marked, unless it is told."""
    if ballot.mode == "paper" and given is None:
        given = ballot.electors.took_part().count()
    return actions.count(
        ballot, by=cast.deputies[place], numbers=numbers, spoiled=spoiled, given=given
    )


def test_two_tellers_who_agree_are_the_result_and_are_named_in_it(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    enter(cast, ballot, FIRST, [13, 4, 1])
    with pytest.raises(Refused, match="have not entered the same"):
        cast.close(ballot)
    enter(cast, ballot, SECOND, [13, 4, 1])
    closed = cast.close(ballot)
    assert (closed.outcome, closed.voted) == ("adopted", 18)
    assert "Counted by: Deputy03 Тест, Deputy04 Тест." in closed.sentence_en


def test_counts_that_differ_stay_and_are_entered_anew(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    enter(cast, ballot, FIRST, [13, 4, 1])
    enter(cast, ballot, SECOND, [12, 5, 1])
    state = counted(ballot)
    assert (state.attempt, state.agreed, len(state.disagreements)) == (2, None, 1)
    with pytest.raises(Refused, match="have not entered the same"):
        cast.close(ballot)
    enter(cast, ballot, SECOND, [12, 5, 1])
    enter(cast, ballot, FIRST, [12, 5, 1])
    assert cast.close(ballot).outcome == "not_adopted"
    assert Count.objects.filter(teller__ballot=ballot).count() == 4


def test_a_teller_enters_once_an_attempt_and_not_after_both_agree(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    enter(cast, ballot, FIRST, [13, 4, 1])
    with pytest.raises(Refused, match="other teller"):
        enter(cast, ballot, FIRST, [13, 4, 1])
    enter(cast, ballot, SECOND, [13, 4, 1])
    with pytest.raises(Refused, match="agree already"):
        enter(cast, ballot, SECOND, [13, 4, 1])


@pytest.mark.parametrize(
    ("mode", "numbers", "spoiled", "sentence"),
    [
        ("hand", [13, 5, 1], 0, "19 votes, and only 18"),
        ("hand", [13, 4], 0, "a number for each choice"),
        ("hand", [-1, 4, 1], 0, "a number for each choice"),
        ("hand", [10, 4, 1], 1, "Only papers"),
        ("paper", [13, 4, 1], 1, "19 votes, and only 18"),
        ("paper", [13, 4, 0], -1, "a number for each choice"),
    ],
)
def test_a_count_that_cannot_be_is_refused(
    cast: Cast, mode: str, numbers: list[int], spoiled: int, sentence: str
) -> None:
    ballot = cast.open(mode=mode, present=18)
    with pytest.raises(Refused, match=sentence):
        enter(cast, ballot, FIRST, numbers, spoiled)


def test_spoiled_papers_are_told_and_are_no_votes(cast: Cast) -> None:
    ballot = cast.open(mode="paper", present=18)
    for place in (FIRST, SECOND):
        enter(cast, ballot, place, [12, 4, 0], 2)
    closed = cast.close(ballot)
    assert (closed.outcome, closed.voted, closed.spoiled) == ("not_adopted", 18, 2)
    assert "Spoiled papers: 2." in closed.sentence_en


def test_a_tie_of_hands_asks_how_the_chair_voted(cast: Cast) -> None:
    ballot = cast.prepare(mode="hand", commission=cast.commission, rule="commission")
    tellers = [cast.deputies[3].person, cast.deputies[4].person]
    actions.appoint_tellers(ballot, by=cast.deputies[1], tellers=tellers)
    actions.open_ballot(ballot, by=cast.deputies[1], present=cast.people[1:5])
    for place in (FIRST, SECOND):
        enter(cast, ballot, place, [2, 2, 0])
    with pytest.raises(Refused, match="how the chair voted"):
        cast.close(ballot)
    assert cast.close(ballot, chair_is_for=True).outcome == "adopted"


def test_a_chair_who_is_not_there_decides_no_tie(cast: Cast) -> None:
    tellers = [cast.deputies[3].person, cast.deputies[4].person]
    for present, is_recused in ((cast.people[2:6], False), (cast.people[1:6], True)):
        ballot = cast.prepare(mode="hand", commission=cast.commission, rule="commission")
        if is_recused:
            actions.recuse(cast.elector(ballot, 1), by=cast.clerk, because="Own interest")
        actions.appoint_tellers(ballot, by=cast.deputies[1], tellers=tellers)
        actions.open_ballot(ballot, by=cast.deputies[1], present=present)
        for place in (FIRST, SECOND):
            enter(cast, ballot, place, [2, 2, 0])
        page = cast.client("clerk").get(f"/en/votes/{ballot.pk}/").content.decode()
        assert "Close the vote and count" in page and "how the chair voted" not in page
        closed = cast.close(ballot, chair_is_for=True)
        assert (closed.outcome, closed.by_casting_vote) == ("not_adopted", False)
        assert "the chair decided" not in closed.sentence_en


def test_the_chair_is_not_asked_where_the_vote_would_decide_nothing(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=20)
    for place in (FIRST, SECOND):
        enter(cast, ballot, place, [3, 3, 0])
    closed = cast.close(ballot)
    assert closed.outcome == "not_adopted" and "the chair decided" not in closed.sentence_en


def test_the_side_of_the_chair_is_not_asked_where_papers_are_secret(cast: Cast) -> None:
    ballot = cast.open(mode="paper", present=20)
    for place in (FIRST, SECOND):
        enter(cast, ballot, place, [10, 10, 0])
    closed = cast.close(ballot, chair_is_for=True)
    assert (closed.outcome, closed.by_casting_vote) == ("not_adopted", False)


def test_without_two_tellers_hands_are_not_counted(cast: Cast) -> None:
    ballot = cast.prepare(mode="hand")
    with pytest.raises(Refused, match="two tellers"):
        actions.open_ballot(ballot, by=cast.clerk)
    one = cast.deputies[3].person
    with pytest.raises(Refused, match="two different"):
        actions.appoint_tellers(ballot, by=cast.clerk, tellers=[one, one])
    with pytest.raises(Refused, match="chosen from the electors"):
        actions.appoint_tellers(ballot, by=cast.clerk, tellers=[one, cast.deputy_elsewhere.person])


def test_only_the_tellers_count(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    for user in (cast.clerk, cast.chair, cast.deputies[8], cast.operator):
        with pytest.raises(Refused, match="two tellers"):
            actions.count(ballot, by=user, numbers=[1, 1, 1])


def test_on_the_portal_nobody_votes_where_tellers_count(cast: Cast) -> None:
    for mode in ("hand", "paper"):
        ballot = cast.open(mode=mode)
        with pytest.raises(Refused, match="counted in the hall"):
            cast_by(cast.deputies[8], ballot, FOR)
        with pytest.raises(Refused, match="counted in the hall"):
            actions.cast_secretly(ballot, by=cast.deputies[8], option=FOR)
