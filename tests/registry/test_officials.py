"""Offices within a body: its head lets officials in by a letter or a printed code."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions
from maslikhat.registry.models import Invitation, Role
from maslikhat.registry.standing import standing
from tests.registry.cast import Cast, browser

pytestmark = pytest.mark.django_db
MAIL = "executor@example.kz"


def invited(cast: Cast, **other: Any) -> actions.OfficialSlip:
    """An executor whom the head of the body invites."""
    told = {"rank": "executor", "name": "Ахметова А.", **other}
    return actions.invite_official(cast.body, by=cast.official, **told)


def test_who_is_appointed_by_the_operator_heads_the_body(cast: Cast) -> None:
    stands = standing(cast.official)
    assert (stands.body_of, stands.head_of) == ({cast.body.pk}, {cast.body.pk})
    assert stands.registrar_of == frozenset()


@pytest.mark.parametrize(("rank", "is_registrar"), [("registrar", True), ("executor", False)])
def test_a_printed_code_opens_the_office_it_was_made_for(
    cast: Cast, rank: str, is_registrar: bool
) -> None:
    user = actions.redeem(invited(cast, rank=rank, position="Бас маман").code, by=None)
    role = Role.objects.get(user=user)
    assert (role.rank, role.name, role.position) == (rank, "Ахметова А.", "Бас маман")
    stands = standing(user)
    assert stands.body_of == {cast.body.pk}
    assert (stands.head_of, bool(stands.registrar_of)) == (frozenset(), is_registrar)


def test_an_executor_lets_nobody_in(cast: Cast) -> None:
    user = actions.redeem(invited(cast).code, by=None)
    with pytest.raises(Refused) as refusal:
        actions.invite_official(cast.body, by=user, rank="executor", name="Б.")
    assert refusal.value.status == 403
    assert browser(user).get(f"/en/bodies/{cast.body.pk}/offices/").status_code == 404


def test_a_code_is_good_once_and_not_after_it_was_taken_back(cast: Cast) -> None:
    slip = invited(cast)
    actions.redeem(slip.code, by=None)
    with pytest.raises(Refused, match="has been used"):
        actions.redeem(slip.code, by=None)
    other = invited(cast)
    actions.revoke_invitation(other.invitation, by=cast.official)
    with pytest.raises(Refused, match="taken back"):
        actions.redeem(other.code, by=None)


def test_who_has_an_account_takes_the_office_with_it(cast: Cast) -> None:
    assert actions.redeem(invited(cast).code, by=cast.citizen) == cast.citizen
    assert standing(cast.citizen).body_of == {cast.body.pk}
    with pytest.raises(Refused, match="hold an office in this body already"):
        actions.redeem(invited(cast).code, by=cast.citizen)


def test_the_code_of_a_body_that_has_ended_opens_nothing(cast: Cast) -> None:
    slip = invited(cast)
    actions.end_body(cast.body, by=cast.operator, to_day=today())
    with pytest.raises(Refused, match="The body has ended"):
        actions.redeem(slip.code, by=None)


def test_the_letter_brings_the_only_copy_of_the_code_and_its_address_is_confirmed(
    cast: Cast,
) -> None:
    head = browser(cast.official)
    told = {"rank": "executor", "name": "Ахметова А.", "email": MAIL.upper()}
    answer = head.post(f"/en/bodies/{cast.body.pk}/offices/", told)
    assert answer.status_code == 302
    (letter,) = mail.outbox
    assert letter.to == [MAIL]
    found = re.search(r"/kk/join/(\w+)/", str(letter.body))
    assert found is not None
    assert found[1] not in head.get(f"/en/bodies/{cast.body.pk}/offices/").content.decode()
    guest = Client()
    assert guest.get(f"/kk/join/{found[1]}/").status_code == 200
    assert guest.post(f"/kk/join/{found[1]}/").headers["Location"] == "/kk/desk/"
    assert guest.get("/kk/desk/").status_code == 200
    address = EmailAddress.objects.get(email=MAIL)
    assert address.verified
    assert User.objects.signing_in_as(MAIL) == address.user
    assert Invitation.objects.get(body=cast.body).email == ""


def test_an_address_that_has_an_account_must_sign_in_first(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.citizen, email=MAIL, verified=True, primary=True)
    slip = invited(cast, email=MAIL)
    with pytest.raises(Refused, match="Sign in first"):
        actions.redeem(slip.code, by=None)
    assert actions.redeem(slip.code, by=cast.citizen) == cast.citizen


@pytest.mark.parametrize(
    "told", [{"rank": "king"}, {"name": " "}, {"email": "nobody"}, {"name": "=1+1"}]
)
def test_what_is_no_invitation_is_refused(cast: Cast, told: dict[str, str]) -> None:
    with pytest.raises(Refused) as refusal:
        invited(cast, **told)
    assert 400 <= refusal.value.status < 500
    assert not Invitation.objects.exists()


def test_the_head_prints_a_slip_sees_who_holds_an_office_and_takes_it_back(cast: Cast) -> None:
    head, page = browser(cast.official), f"/en/bodies/{cast.body.pk}/offices/"
    sheet = head.post(page, {"rank": "executor", "name": "Ахметова А."}).content.decode()
    code = re.search(r'class="code">([0-9A-Z-]+)<', sheet)
    assert code is not None
    user = actions.redeem(code[1], by=None)
    assert "Ахметова А." in head.get(page).content.decode()
    role = Role.objects.get(user=user)
    assert head.post(f"{page}{role.pk}/end/").status_code == 302
    assert standing(User.objects.get(pk=user.pk)).body_of == frozenset()


def test_the_name_is_seen_by_the_head_and_the_operator_alone(cast: Cast) -> None:
    actions.redeem(invited(cast).code, by=None)
    page = f"/en/bodies/{cast.body.pk}/offices/"
    for user, status in ((cast.operator, 200), (cast.clerk, 404), (cast.chair, 404)):
        assert browser(user).get(page).status_code == status
    public = Client().get(f"/en/bodies/{cast.body.pk}/").content.decode()
    assert "Ахметова" not in public


def test_an_official_without_a_name_is_not_called_by_the_sign_in_number(cast: Cast) -> None:
    page = browser(cast.official).get(f"/en/bodies/{cast.body.pk}/offices/").content.decode()
    assert "Official appointed by the operator, without a name" in page
    assert cast.official.username not in page
    Role.objects.filter(user=cast.official).update(position="Басшы")
    page = browser(cast.official).get(f"/en/bodies/{cast.body.pk}/offices/").content.decode()
    assert "<td>Басшы</td>" in page
