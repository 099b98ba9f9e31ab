"""Restoring access opens a deputy's own door and no other, at printing and when it is used."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from maslikhat.accounts.models import Session
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions
from maslikhat.registry.models import Invitation, Mandate, Party, Person
from tests.registry.cast import Cast, browser

SOON = dt.timedelta(days=3)


@pytest.fixture
def slip(cast: Cast) -> actions.Slip:
    """A slip that restores the second deputy's access."""
    return actions.restore_access(cast.council, cast.person(2), by=cast.clerk)


def test_a_slip_printed_before_an_office_opens_nothing(cast: Cast, slip: actions.Slip) -> None:
    actions.appoint(cast.deputy, by=cast.operator, kind="clerk", council=cast.other)
    with pytest.raises(Refused, match="taken back"):
        actions.redeem(slip.code, by=None)
    # Even if the slip had been missed when the office was given.
    Invitation.objects.update(revoked_at=None)
    with pytest.raises(Refused, match="no longer holds"):
        actions.redeem(slip.code, by=None)


def test_a_slip_printed_before_heading_the_council_opens_nothing(
    cast: Cast, slip: actions.Slip
) -> None:
    actions.head_council(cast.council, cast.person(2), by=cast.clerk, from_day=today())
    with pytest.raises(Refused, match="taken back"):
        actions.redeem(slip.code, by=None)
    Invitation.objects.update(revoked_at=None)
    with pytest.raises(Refused, match="no longer holds"):
        actions.redeem(slip.code, by=None)


def test_a_slip_of_one_whose_mandate_ended_opens_nothing(cast: Cast, slip: actions.Slip) -> None:
    actions.end_mandate(cast.mandate(2), by=cast.clerk, reason="resigned", to_day=today())
    with pytest.raises(Refused, match="no longer holds"):
        actions.redeem(slip.code, by=None)


def test_a_slip_of_an_account_that_is_no_longer_the_persons_opens_nothing(
    cast: Cast, slip: actions.Slip
) -> None:
    Person.objects.filter(user=cast.deputy).update(user=cast.citizen)
    with pytest.raises(Refused, match="no longer holds"):
        actions.redeem(slip.code, by=None)


def test_the_operators_slip_for_who_holds_an_office_is_good(cast: Cast) -> None:
    slip = actions.restore_access(cast.council, cast.person(1), by=cast.operator)
    assert actions.redeem(slip.code, by=None) == cast.chair


def test_only_the_operator_restores_the_chair_who_signs(cast: Cast) -> None:
    with pytest.raises(Refused, match="only the operator"):
        actions.restore_access(cast.council, cast.person(1), by=cast.clerk)


def test_who_gets_an_office_signs_in_anew(cast: Cast) -> None:
    for begin in (
        lambda: actions.appoint(cast.deputy, by=cast.operator, kind="clerk", council=cast.other),
        lambda: actions.head_council(cast.council, cast.person(2), by=cast.clerk, from_day=today()),
    ):
        browser(cast.deputy)
        assert Session.objects.filter(user=cast.deputy).exists()
        begin()
        assert not Session.objects.filter(user=cast.deputy).exists()


def test_a_clerk_does_not_restore_who_sat_elsewhere_before(cast: Cast) -> None:
    actions.end_mandate(cast.mandate(2), by=cast.clerk, reason="moved", to_day=today() - SOON)
    person = Person.objects.get(user=cast.deputy)
    actions.elect(
        cast.other.convocations.get(), person, by=cast.other_clerk, from_day=today(),
        party=Party.objects.get(code="auyl"),
    )  # fmt: skip
    assert Mandate.objects.on().of(cast.other).filter(person=person).exists()
    with pytest.raises(Refused, match="only the operator"):
        actions.restore_access(cast.other, person, by=cast.other_clerk)
    actions.restore_access(cast.other, person, by=cast.operator)


def test_the_old_address_enters_no_more(cast: Cast, slip: actions.Slip) -> None:
    cast.deputy.email = "old@example.kz"
    cast.deputy.save()
    EmailAddress.objects.create(
        user=cast.deputy, email="old@example.kz", verified=True, primary=True
    )
    thief = Client()
    thief.post("/en/sign-in/code/", {"email": "old@example.kz"})
    waiting = Session.objects.filter(user=None).count()
    assert waiting
    actions.redeem(slip.code, by=None)
    cast.deputy.refresh_from_db()
    assert cast.deputy.email is None
    assert not EmailAddress.objects.filter(user=cast.deputy).exists()
    assert Session.objects.filter(user=None).count() == waiting - 1
