"""What a vote costs and which counts: the questions it asks, votes that waited on a phone."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.voting import actions
from maslikhat.voting.models import Vote
from tests.voting.cast import ABSTAIN, AGAINST, FOR, Cast, cast_by

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
    # Who it is, the elector with ballot and choice; the mark, the vote, the event, the record.
    assert len(told) == 6, told
    assert not any("motion_kk" in sql or "sentence_kk" in sql for sql in told)
    with CaptureQueriesContext(connection) as asked:
        assert vote.elector.ballot.is_election is False and vote.option.place == FOR
    assert len(asked) == 0
    fresh = User.objects.get(pk=cast.deputies[2].pk)
    with CaptureQueriesContext(connection) as asked:
        actions.cast_secretly(secret, by=fresh, option=FOR)
    told = [one["sql"] for one in asked if not one["sql"].startswith(writes)]
    assert len(told) == 6, told


@pytest.mark.both
@pytest.mark.parametrize(
    ("against", "is_asked"), [({3, 4}, True), ({4}, False), ({2, 3, 4}, False)]
)
def test_how_the_chair_voted_is_asked_in_a_tie_alone(
    cast: Cast, against: set[int], is_asked: bool
) -> None:
    ballot = cast.prepare(commission=cast.commission, rule="commission")
    opened = actions.open_ballot(ballot, by=cast.deputies[1], present=cast.people[1:5])
    for place in range(1, 5):
        cast_by(cast.deputies[place], opened, AGAINST if place in against else FOR)
    with CaptureQueriesContext(connection) as asked:
        actions.close_ballot(opened, by=cast.deputies[1])
    given = [one["sql"] for one in asked if "voting_vote" in one["sql"]]
    assert sum("is_chair" in sql for sql in given) == is_asked


@pytest.mark.both
def test_no_question_names_who_votes_secretly_together_with_the_choice(cast: Cast) -> None:
    secret, deputy = cast.open(mode="secret"), cast.deputies[1]
    sent: list[tuple[str, list[object]]] = []

    def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        sent.append((sql, list(params or ())))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        actions.cast_secretly(secret, by=deputy, option=ABSTAIN)
    asked = [values for sql, values in sent if "voting_option" in sql]
    # The elector with no choice; then all the choices, for nobody.
    assert sorted(asked, key=len) == [[secret.pk], [0, secret.pk, deputy.person.pk]]


def test_a_vote_that_waited_on_a_phone_does_not_undo_a_later_one(cast: Cast) -> None:
    ballot, deputy, now = cast.open(), cast.deputies[1], timezone.now()
    waited, later = now - dt.timedelta(minutes=9), now - dt.timedelta(minutes=8)
    # Two that waited on one device come in their order, and the last counts.
    cast_by(deputy, ballot, FOR, made_at=waited)
    cast_by(deputy, ballot, AGAINST, made_at=later)
    with pytest.raises(Refused, match="voted anew since, on another device"):
        cast_by(deputy, ballot, ABSTAIN, made_at=waited)
    cast_by(deputy, ballot, FOR)
    with pytest.raises(Refused, match="voted anew since, on another device"):
        cast_by(deputy, ballot, AGAINST, made_at=later)
    # Who chooses anew while the first is on its way is not taken for another device.
    cast_by(deputy, ballot, ABSTAIN, made_at=now)
    cast_by(deputy, ballot, FOR, made_at=now - dt.timedelta(seconds=20))
    assert Vote.objects.counted().get(elector__ballot=ballot).option.place == FOR
