"""The operator's pages of offices: who holds one, appointing in two steps, ending."""

import datetime as dt

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maslikhat.accounts.actions import session_length
from maslikhat.accounts.models import Session, User
from maslikhat.kit import installation
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.registry import actions
from maslikhat.registry.models import Council, Role
from maslikhat.registry.permissions import needs_second_factor, session_hours
from maslikhat.registry.standing import standing
from tests.registry.cast import Cast, browser

ROLES = "/en/roles/"
APPOINT = f"{ROLES}appoint/"
OPERATOR = f"{APPOINT}?kind=operator"


def offices(cast: Cast, name: str) -> list[str]:
    """The kinds of office that one of the cast holds today."""
    return list(Role.objects.on().filter(user=cast.people[name]).values_list("kind", flat=True))


@pytest.mark.parametrize("name", ["clerk", "chair", "deputy", "official", "citizen"])
def test_offices_are_hidden_from_all_but_the_operator(cast: Cast, name: str) -> None:
    client = browser(cast.people[name])
    role = Role.objects.get(user=cast.other_clerk)
    assert client.get(ROLES).status_code == 404
    assert client.get(APPOINT).status_code == 404
    assert client.post(OPERATOR, {"login": name}).status_code == 404
    assert client.post(f"{ROLES}{role.pk}/end/").status_code == 404
    assert "operator" not in offices(cast, name)
    assert offices(cast, "other_clerk") == ["clerk"]


def test_operators_stand_first_then_clerks_then_officials(cast: Cast) -> None:
    text = browser(cast.operator).get(ROLES).content.decode()
    places = [text.index(f"<code>{name}</code>") for name in ("operator", "clerk", "official")]
    assert places == sorted(places)


def test_the_list_comes_in_parts_with_as_many_queries(cast: Cast) -> None:
    for number in range(40):
        user = type(cast.operator).objects.create(username=f"9000{number:04}")
        actions.appoint(user, by=cast.operator, kind="official", body=cast.body)
    client = browser(cast.operator)
    assert client.get(ROLES).content.decode().count("<tr>") == 31
    assert client.get(f"{ROLES}?page=2").content.decode().count("<tr>") == 15
    assert client.get(f"{ROLES}?page=3").status_code == 404
    assert client.get(f"{ROLES}?page=x").status_code == 400


def test_a_clerk_is_appointed_in_two_steps_and_once(cast: Cast) -> None:
    client = browser(cast.operator)
    first = client.get(APPOINT).content.decode()
    assert '<form method="get"' in first
    address = f"{APPOINT}?kind=clerk&council={cast.other.code}"
    assert 'name="login"' in client.get(address).content.decode()
    assert client.post(address, {"login": "citizen"}).status_code == 302
    assert Role.objects.get(user=cast.citizen).council == cast.other
    again = client.post(address, {"login": "citizen"})
    assert again.status_code == 409
    assert "holds the office already" in again.content.decode()
    assert offices(cast, "citizen") == ["clerk"]


def test_an_official_is_appointed_to_a_body_of_the_chosen_place(cast: Cast) -> None:
    client = browser(cast.operator)
    address = f"{APPOINT}?kind=official&council={cast.council.code}"
    sent = {"login": "citizen", "body": cast.body.pk}
    assert client.post(address, sent).status_code == 302
    assert Role.objects.get(user=cast.citizen).body == cast.body
    elsewhere = client.get(f"{APPOINT}?kind=official&council={cast.other.code}")
    assert elsewhere.status_code == 422
    assert "Enter the body first" in elsewhere.content.decode()


def test_a_moderator_is_appointed_for_the_whole_portal_with_two_factors(cast: Cast) -> None:
    client = browser(cast.operator)
    address = f"{APPOINT}?kind=moderator"
    assert client.get(address).status_code == 200
    login = cast.people["citizen"].username
    assert client.post(address, {"login": login}).status_code == 302
    assert offices(cast, "citizen") == ["moderator"]
    user = type(cast.operator).objects.get(pk=cast.people["citizen"].pk)
    assert standing(user).moderator and not standing(user).operator
    assert needs_second_factor(user) and session_hours(user) == 12
    with pytest.raises(Refused, match="holds the office"), translation.override("en"):
        actions.appoint(user, by=cast.operator, kind="moderator")
    council = Council.objects.on().order_by("pk")[0]
    with pytest.raises(Refused):
        actions.appoint(user, by=cast.operator, kind="moderator", council=council)


def test_a_body_of_another_place_cannot_be_chosen(cast: Cast) -> None:
    akimat = actions.found_body(
        cast.other.unit, by=cast.operator, kind="akimat", name_kk="Әкімдік", name_ru="Акимат"
    )
    address = f"{APPOINT}?kind=official&council={cast.council.code}"
    answer = browser(cast.operator).post(address, {"login": "citizen", "body": akimat.pk})
    assert answer.status_code == 422
    assert not offices(cast, "citizen")


@pytest.mark.parametrize("query", ["?kind=", "?kind=x", "?kind=clerk", "?kind=clerk&council=none"])
def test_a_wrong_first_step_asks_again(cast: Cast, query: str) -> None:
    answer = browser(cast.operator).get(APPOINT + query)
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode()


def test_an_address_that_nobody_has_confirmed_finds_no_one(cast: Cast) -> None:
    client = browser(cast.operator)
    mail = EmailAddress.objects.create(user=cast.citizen, email="asel@example.org", primary=True)
    answer = client.post(OPERATOR, {"login": "Asel@example.org"})
    assert answer.status_code == 422
    assert "confirmed e-mail" in answer.content.decode()
    mail.verified = True
    mail.save()
    assert client.post(OPERATOR, {"login": "Asel@example.org"}).status_code == 302
    assert offices(cast, "citizen") == ["operator"]


def test_a_closed_account_is_given_no_office(cast: Cast) -> None:
    cast.citizen.is_active = False
    cast.citizen.save()
    assert browser(cast.operator).post(OPERATOR, {"login": "citizen"}).status_code == 422


def test_who_is_appointed_signs_in_anew_and_the_operator_stays(cast: Cast) -> None:
    client, other = browser(cast.operator), browser(cast.citizen)
    assert Session.objects.filter(user=cast.citizen).exists()
    client.post(OPERATOR, {"login": "citizen"})
    assert not Session.objects.filter(user=cast.citizen).exists()
    assert other.get("/en/desk/").status_code == 302
    own = f"{APPOINT}?kind=clerk&council={cast.council.code}"
    assert client.post(own, {"login": "operator"}).status_code == 302
    assert client.get(ROLES).status_code == 200


def test_an_office_is_ended_once_and_the_last_operator_stays(cast: Cast) -> None:
    client = browser(cast.operator)
    clerk = Role.objects.get(user=cast.clerk)
    assert client.get(f"{ROLES}{clerk.pk}/end/").status_code == 405
    assert client.post(f"{ROLES}{clerk.pk}/end/").status_code == 302
    assert not offices(cast, "clerk")
    assert client.post(f"{ROLES}{clerk.pk}/end/").status_code == 404
    own = Role.objects.get(user=cast.operator)
    answer = client.post(f"{ROLES}{own.pk}/end/")
    assert answer.status_code == 409
    assert "The last operator stays" in answer.content.decode()


def test_a_holder_lays_down_the_own_office(cast: Cast) -> None:
    role = Role.objects.get(user=cast.clerk)
    answer = browser(cast.clerk).post(f"{ROLES}{role.pk}/end/")
    assert answer.headers["Location"] == "/en/desk/"
    assert not offices(cast, "clerk")


def factors(user: User) -> int:
    """How many second factors the account has."""
    return Authenticator.objects.filter(user=user).count()


def test_a_lost_second_factor_of_an_office_is_taken_off_by_the_operator(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.clerk, email="clerk@example.kz", verified=True)
    role, signed_in = Role.objects.get(user=cast.clerk), browser(cast.clerk)
    assert signed_in.get("/en/desk/").status_code == 200
    answer = browser(cast.operator).post(f"{ROLES}{role.pk}/factors/")
    assert answer.status_code == 302
    assert factors(cast.clerk) == 0
    assert signed_in.get("/en/desk/").status_code == 302, "signed out"
    assert EmailAddress.objects.filter(user=cast.clerk).exists(), "the way by letter stays"
    assert Entry.objects.filter(act="registry.reset_factors", subject=role.pk).count() == 1


def test_a_factor_stays_where_nothing_else_would_open_the_account(cast: Cast) -> None:
    role = Role.objects.get(user=cast.official)
    browser(cast.official)
    answer = browser(cast.operator).post(f"{ROLES}{role.pk}/factors/")
    assert answer.status_code == 409
    assert "neither a password nor" in answer.content.decode()
    assert factors(cast.official) == 1


def test_the_operators_own_factor_is_not_the_operators_to_take_off(cast: Cast) -> None:
    role = Role.objects.get(user=cast.operator)
    client = browser(cast.operator)
    assert f"{ROLES}{role.pk}/factors/" not in client.get(ROLES).content.decode()
    assert client.post(f"{ROLES}{role.pk}/factors/").status_code == 403
    assert factors(cast.operator) == 1


@pytest.mark.parametrize(
    ("name", "must"),
    [("operator", True), ("clerk", True), ("chair", True), ("deputy", False), ("citizen", False)],
)
def test_an_office_asks_for_a_second_factor_where_the_portal_is_no_demo(
    cast: Cast, name: str, must: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "is_demo", lambda: False)
    client, user = Client(), cast.people[name]
    assert user is not None
    client.force_login(user)
    answer = client.get("/en/councils/")
    assert answer.status_code == (302 if must else 200)
    assert not must or answer["Location"] == reverse("mfa_index")
    assert (session_length(user) <= dt.timedelta(hours=12)) == must
