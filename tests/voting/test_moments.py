"""A vote that is brought over bears its own moments; the record keeps when the act was done."""

import datetime as dt

import pytest
from django.utils import timezone

from maslikhat.ledger.models import Entry
from maslikhat.notices.models import Happening
from maslikhat.registry.models import Mandate
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, Count, Vote
from tests.voting.cast import DEPUTIES, FOR, Cast, cast_by

# A day after the cast's mandates began: half past midnight there, still the day before in UTC.
BEGUN = dt.datetime(2026, 7, 14, 19, 30, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def held(cast: Cast) -> Ballot:
    """A vote by name of the past."""
    ballot = cast.prepare(at=BEGUN - 60 * MINUTE)
    actions.open_ballot(ballot, by=cast.clerk, at=BEGUN)
    cast_by(cast.deputies[8], ballot, FOR, at=BEGUN + MINUTE)
    return cast.close(ballot, at=BEGUN + 5 * MINUTE)


def test_each_act_writes_the_moment_it_is_told(cast: Cast) -> None:
    started = timezone.now()
    ballot = held(cast)
    assert (ballot.prepared_at, ballot.opened_at) == (BEGUN - 60 * MINUTE, BEGUN)
    assert Vote.objects.get().received_at == BEGUN + MINUTE
    assert ballot.closed_at == BEGUN + 5 * MINUTE
    # Who was asked to vote here heard of it then; that it was held is no news.
    told = Happening.objects.filter(kind="voting.ballot", number=ballot.pk)
    assert [(one.act, one.at) for one in told] == [("voting.ask", BEGUN)]
    # What was done now is on the record as done now.
    assert (
        min(Entry.objects.filter(act__startswith="voting.").values_list("at", flat=True)) >= started
    )


def test_electors_are_those_of_that_day(cast: Cast) -> None:
    gone = cast.deputies[22].person
    Mandate.objects.filter(person=gone).update(to_day=dt.date(2026, 7, 16), end_reason="resigned")
    new = cast.deputies[21].person
    Mandate.objects.filter(person=new).update(from_day=dt.date(2026, 7, 15))
    ballot = held(cast)
    assert ballot.filled == DEPUTIES
    assert set(ballot.electors.values_list("person", flat=True)) >= {gone.pk, new.pk}
    Mandate.objects.filter(person=new).update(from_day=dt.date(2026, 7, 16))
    assert not held(cast).electors.filter(person=new).exists()


def test_nothing_is_in_the_future_or_before_what_came_first(cast: Cast) -> None:
    ballot = cast.prepare(at=timezone.now() + 60 * MINUTE)
    assert ballot.prepared_at <= timezone.now()
    actions.open_ballot(ballot, by=cast.clerk, at=BEGUN)
    ballot.refresh_from_db()
    assert ballot.opened_at == ballot.prepared_at
    vote = cast_by(cast.deputies[8], ballot, FOR, at=BEGUN)
    assert vote.received_at == ballot.opened_at
    closed = cast.close(ballot, at=BEGUN)
    assert closed.closed_at == closed.opened_at


def test_counts_cancelling_and_further_rounds_take_a_moment_too(cast: Cast) -> None:
    ballot = cast.prepare(mode="hand", at=BEGUN)
    tellers = [cast.deputies[3].person, cast.deputies[4].person]
    actions.appoint_tellers(ballot, by=cast.clerk, tellers=tellers)
    actions.open_ballot(ballot, by=cast.clerk, at=BEGUN + MINUTE)
    actions.count(ballot, by=cast.deputies[3], numbers=[20, 0, 0], at=BEGUN + 2 * MINUTE)
    assert Count.objects.get().made_at == BEGUN + 2 * MINUTE
    moment = BEGUN + 3 * MINUTE
    gone = actions.cancel_ballot(ballot, by=cast.clerk, because="A mistake", at=moment)
    assert gone.cancelled_at == moment
    again = actions.hold_again(gone, by=cast.clerk, at=moment + MINUTE)
    assert again.prepared_at == moment + MINUTE


@pytest.mark.parametrize("act", ["open", "close", "cancel", "again", "cast", "count"])
def test_no_form_can_tell_a_moment(cast: Cast, act: str) -> None:
    """A request that names one is answered as if it had not."""
    ballot = cast.prepare()
    clerk = cast.client("clerk")
    clerk.post(f"/en/votes/{ballot.pk}/open/", {"present": cast.people, "at": BEGUN.isoformat()})
    clerk.post(f"/en/votes/{ballot.pk}/{act}/", {"at": BEGUN.isoformat(), "because": "A mistake"})
    ballot.refresh_from_db()
    moments = (ballot.opened_at, ballot.closed_at, ballot.cancelled_at)
    assert ballot.opened_at is not None
    assert all(moment > BEGUN + 60 * MINUTE for moment in moments if moment is not None)
