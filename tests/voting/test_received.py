"""What a vote costs: the questions it asks and the columns it reads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maslikhat.accounts.models import User
from maslikhat.voting import actions
from tests.voting.cast import FOR, Cast, cast_by

pytestmark = pytest.mark.django_db


@pytest.mark.both
def test_a_vote_asks_for_what_it_needs_and_for_nothing_twice(cast: Cast) -> None:
    ballot, secret = cast.open(), cast.open(mode="secret")
    for deputy in cast.deputies[:2]:
        cast_by(deputy, ballot, FOR)
        actions.cast_secretly(secret, by=deputy, option=FOR)
    fresh = User.objects.get(pk=cast.deputies[2].pk)
    with CaptureQueriesContext(connection) as asked:
        vote = cast_by(fresh, ballot, FOR)
    writes = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    told = [one["sql"] for one in asked if not one["sql"].startswith(writes)]
    # Who it is, the elector with the ballot, the choice; the mark, the vote, the event, the record.
    assert len(told) == 7, told
    assert not any("motion_kk" in sql or "sentence_kk" in sql for sql in told)
    with CaptureQueriesContext(connection) as asked:
        assert vote.elector.ballot.is_election is False and vote.option.place == FOR
    assert len(asked) == 0
    fresh = User.objects.get(pk=cast.deputies[2].pk)
    with CaptureQueriesContext(connection) as asked:
        actions.cast_secretly(secret, by=fresh, option=FOR)
    told = [one["sql"] for one in asked if not one["sql"].startswith(writes)]
    assert len(told) == 6, told
