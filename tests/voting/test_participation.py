"""In how many votes a deputy took part: what one is entitled to, and what is left out."""

import datetime as dt

from django.test import Client

from maslikhat.kit.shares import Share
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot
from maslikhat.voting.participation import Taken, in_all, taken_by
from tests.voting.cast import FOR, Cast, cast_by
from tests.voting.test_deputies import OTHER, by_tellers, shown, with_recused
from tests.voting.test_lists import closed


def test_each_vote_is_counted_where_it_belongs(cast: Cast) -> None:
    closed(cast, [FOR] * 15)
    closed(cast, [FOR] * 15, mode="secret")
    closed(cast, [FOR] * 5)
    by_tellers(cast)
    with_recused(cast)
    person = cast.deputies[OTHER].person
    others = [number for number in cast.people if number != person.pk]
    cast.close(actions.open_ballot(cast.prepare(), by=cast.clerk, present=others))
    year = Ballot.objects.latest("pk").opened_at.year
    (found,) = taken_by(person)
    assert found == Taken(year, took_part=2, silent=1, not_present=1, recused=1, by_tellers=1)
    assert found.share == Share(2, 4)


def test_what_is_closed_to_others_or_not_closed_yet_is_not_counted(cast: Cast) -> None:
    closed(cast, [FOR] * 15, is_public=False)
    cast_by(cast.deputies[OTHER], cast.open(), FOR)
    actions.cancel_ballot(cast.open(), by=cast.clerk, because="The link was lost")
    assert taken_by(cast.deputies[OTHER].person) == []
    assert in_all([]) == Taken()


def test_a_vote_that_came_late_is_no_part_taken(cast: Cast) -> None:
    ballot = cast.close(cast.open())
    cast_by(cast.deputies[OTHER], ballot, FOR)
    assert taken_by(cast.deputies[OTHER].person)[0].share == Share(0, 1)


def test_years_are_those_of_kazakhstan_and_add_up(cast: Cast) -> None:
    first, second = closed(cast, [FOR] * 15), closed(cast, [FOR] * 15)
    # Half past midnight there, still the old year in UTC.
    moment = dt.datetime(2024, 12, 31, 19, 30, tzinfo=dt.UTC)
    Ballot.objects.filter(pk=first.pk).update(opened_at=moment)
    person = cast.deputies[OTHER].person
    assert second.opened_at is not None
    assert [row.year for row in taken_by(person)] == [second.opened_at.year, 2025]
    assert in_all(taken_by(person)).share == Share(2, 2)


def test_the_list_of_votes_is_left_to_the_divided_ones(cast: Cast) -> None:
    closed(cast, [FOR] * 15)
    closed(cast, [1, 2] * 10)
    person = cast.deputies[OTHER].person
    assert "Votes found: 2" in shown(person)
    words = shown(person, "?divided=yes")
    assert "Votes found: 1" in words and words.count("Divided vote") == 1
    assert "No vote of the deputy was divided here" in shown(person, "?divided=yes&year=2024")
    answer = Client().get(f"/en/votes/deputies/{person.pk}/?divided=maybe")
    assert answer.status_code == 400


def test_who_took_a_ballot_paper_took_part_and_no_choice_is_told(cast: Cast) -> None:
    ballot = cast.open(mode="paper", present=18)
    actions.give_papers(ballot, by=cast.clerk, to=cast.people[:17])
    for teller in (3, 4):
        actions.count(ballot, by=cast.deputies[teller], numbers=[14, 2, 1], given=17)
    cast.close(ballot)
    took, kept, away = (cast.deputies[place].person for place in (OTHER, 17, 20))
    assert taken_by(took)[0].share == Share(1, 1)
    assert (taken_by(kept)[0].silent, taken_by(kept)[0].share) == (1, Share(0, 1))
    assert taken_by(away)[0].not_present == 1
    assert "Took part; the vote was secret" in shown(took)
    assert "Did not vote though present" in shown(kept)


def test_papers_without_a_list_are_left_out(cast: Cast) -> None:
    ballot = cast.open(mode="paper", present=18)
    actions.give_papers(ballot, by=cast.clerk, to=[])
    for teller in (3, 4):
        actions.count(ballot, by=cast.deputies[teller], numbers=[0, 0, 0], given=0)
    cast.close(ballot)
    person = cast.deputies[OTHER].person
    assert (taken_by(person)[0].by_tellers, taken_by(person)[0].share) == (1, Share(0, 0))
    assert "tellers counted the votes together" in shown(person)
