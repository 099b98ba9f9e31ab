"""The regulations of a council: what they change, and of which day they are."""

import datetime as dt

import pytest
from django.utils import timezone

from maslikhat.registry.models import Mandate, Seats
from maslikhat.voting import actions, shown
from maslikhat.voting.models import Ballot
from tests.voting.cast import AGAINST, DEPUTIES, FOR, Cast

pytestmark = pytest.mark.django_db


def test_regulations_that_leave_empty_seats_out_lower_what_is_needed(cast: Cast) -> None:
    actions.set_regulations(
        cast.council, by=cast.clerk, counts_vacancies=False, may_change=True, basis="п. 40"
    )
    ballot = cast.open(present=17)
    assert (ballot.total, ballot.quorum_needed, ballot.needed) == (23, 16, 12)
    cast.vote(ballot, [FOR] * 12 + [AGAINST] * 5)
    assert cast.close(ballot).outcome == "adopted"


def test_what_is_frozen_at_opening_no_later_change_moves(cast: Cast) -> None:
    ballot = cast.open(present=17)
    actions.set_regulations(
        cast.council, by=cast.clerk, counts_vacancies=False, may_change=False, basis="п. 40"
    )
    Seats.objects.filter(council=cast.council).update(number=30)
    Mandate.objects.filter(person__user=cast.deputies[22]).update(
        to_day=dt.date(2026, 8, 1), end_reason="resigned"
    )
    ballot.refresh_from_db()
    assert (ballot.total, ballot.needed, ballot.may_change) == (25, 13, True)
    assert ballot.electors.count() == DEPUTIES


def test_an_old_vote_shows_the_regulations_of_its_day(cast: Cast) -> None:
    old = cast.open(present=17)
    Ballot.objects.filter(pk=old.pk).update(opened_at=timezone.now() - dt.timedelta(days=3))
    old.refresh_from_db()
    actions.set_regulations(
        cast.council, by=cast.clerk, counts_vacancies=True, may_change=True, basis="п. 41"
    )
    assert shown.regulations_of(old).basis == ""
    assert shown.regulations_of(cast.prepare()).basis == "п. 41"
