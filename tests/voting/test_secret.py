"""Secret votes: final, uncounted until the end, sealed under a key that ends with them."""

import os
import time

import pytest

from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.voting import actions, sealing, tasks
from maslikhat.voting.models import Ballot, Box, Elector, Option, Vote
from tests.voting.cast import AGAINST, FOR, Cast


def test_a_secret_vote_is_counted_and_its_box_and_key_are_gone(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    ballot = cast.open(mode="secret", present=17)
    assert sealing.path_of(ballot.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        cast.vote(ballot, [FOR] * 12 + [AGAINST] * 5)
    with django_capture_on_commit_callbacks(execute=True):
        closed = cast.close(ballot)
    assert (closed.outcome, closed.voted) == ("not_adopted", 17)
    assert [option.votes for option in closed.options.all()] == [12, 5, 0]
    assert not Box.objects.exists()
    assert not sealing.path_of(ballot.pk).exists()


def test_a_secret_vote_is_final(cast: Cast) -> None:
    ballot = cast.open(mode="secret")
    assert ballot.may_change is False
    actions.cast_secretly(ballot, by=cast.deputy, option=FOR)
    with pytest.raises(Refused, match="final"):
        actions.cast_secretly(ballot, by=cast.deputy, option=AGAINST)


def test_until_it_is_closed_no_number_of_a_choice_is_anywhere(cast: Cast) -> None:
    ballot = cast.open(mode="secret")
    cast.vote(ballot, [FOR] * 5)
    assert set(Option.objects.filter(ballot=ballot).values_list("votes", flat=True)) == {None}
    assert not Vote.objects.exists()
    assert Elector.objects.filter(ballot=ballot, has_voted=True).count() == 5


def test_a_single_secret_vote_leaves_no_entry_and_no_event(cast: Cast) -> None:
    ballot = cast.open(mode="secret")
    before = Entry.objects.count(), Event.objects.count()
    cast.vote(ballot, [FOR, AGAINST, FOR])
    assert (Entry.objects.count(), Event.objects.count()) == before


def test_the_box_has_the_same_length_from_the_first_vote_to_the_last(cast: Cast) -> None:
    ballot = cast.open(mode="secret")
    lengths, contents = set(), set()
    for deputy in cast.deputies:
        sealed = bytes(Box.objects.get(pk=ballot.pk).sealed)
        lengths.add(len(sealed))
        contents.add(sealed)
        actions.cast_secretly(ballot, by=deputy, option=FOR)
    assert len(lengths) == 1
    assert len(contents) == len(cast.deputies)


def test_a_ballot_whose_key_is_lost_is_cancelled_and_held_again(cast: Cast) -> None:
    ballot = cast.open(mode="secret")
    cast.vote(ballot, [FOR] * 5)
    sealing.destroy_key(ballot.pk)
    with pytest.raises(Refused, match=r"key of this secret vote is lost.*Cancel"):
        cast.close(ballot)
    with pytest.raises(Refused, match="key of this secret vote is lost"):
        actions.cast_secretly(ballot, by=cast.deputy, option=FOR)
    assert not cast.elector(ballot, 8).has_voted
    cancelled = actions.cancel_ballot(ballot, by=cast.clerk, because="The key was lost")
    assert actions.hold_again(cancelled, by=cast.clerk).mode == "secret"


def test_what_was_chosen_in_a_cancelled_ballot_goes_with_its_key(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    ballot = cast.open(mode="secret")
    cast.vote(ballot, [FOR] * 5)
    with django_capture_on_commit_callbacks(execute=True):
        actions.cancel_ballot(ballot, by=cast.clerk, because="A mistake in the question")
    assert not Box.objects.exists()
    assert not sealing.path_of(ballot.pk).exists()


def test_among_fewer_than_three_no_vote_is_secret(cast: Cast) -> None:
    told = {"commission": cast.commission, "rule": "commission"}
    for mode in ("secret", "paper"):
        ballot = cast.prepare(mode=mode, **told)
        for place in (3, 4):
            actions.recuse(cast.elector(ballot, place), by=cast.clerk, because="Own interest")
        with pytest.raises(Refused, match="fewer than three"):
            actions.open_ballot(ballot, by=cast.clerk, present=cast.people[1:5])


def test_in_a_secret_vote_the_chair_has_no_casting_vote(cast: Cast) -> None:
    ballot = cast.open(mode="secret", present=18)
    cast.vote(ballot, [FOR] * 9 + [AGAINST] * 9)
    closed = cast.close(ballot, chair_is_for=True)
    assert (closed.outcome, closed.by_casting_vote) == ("not_adopted", False)


def test_a_key_without_a_ballot_is_destroyed_and_one_in_use_is_not(cast: Cast) -> None:
    ballot = cast.open(mode="secret")
    orphan = ballot.pk + 10_000
    sealing.make_key(orphan)
    tasks.sweep_keys.func("", "")
    assert sealing.path_of(orphan).exists(), "an opening may be under way"
    for number in (orphan, ballot.pk):
        long_ago = time.time() - 3700
        os.utime(sealing.path_of(number), (long_ago, long_ago))
    tasks.sweep_keys.func("", "")
    assert not sealing.path_of(orphan).exists()
    assert sealing.path_of(ballot.pk).exists()


def test_nobody_votes_secretly_in_an_open_ballot_nor_openly_in_a_secret_one(cast: Cast) -> None:
    opened = cast.open()
    with pytest.raises(Refused):
        actions.cast_secretly(opened, by=cast.deputy, option=FOR)
    assert Ballot.objects.awaiting(cast.deputy).count() == 1


@pytest.mark.parametrize("voted", [1, 2])
def test_a_secret_vote_of_one_or_two_is_not_closed(cast: Cast, voted: int) -> None:
    ballot = cast.open(mode="secret")
    cast.vote(ballot, [FOR] * voted)
    with pytest.raises(Refused, match="Fewer than three have voted"):
        cast.close(ballot)
    assert actions.cancel_ballot(ballot, by=cast.clerk, because="Too few came").cancelled_at
