"""Printed ways in: good once, for one person, until a day; looking at a link uses nothing."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maslikhat.accounts.models import Session, User
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.registry import actions, codes
from maslikhat.registry.models import Invitation, Person
from tests.registry.cast import Cast, browser


@pytest.fixture
def slip(cast: Cast) -> actions.Slip:
    """A slip for the third deputy."""
    return actions.invite(cast.council, cast.person(3), by=cast.clerk)


def test_the_portal_keeps_no_code(slip: actions.Slip) -> None:
    kept = Invitation.objects.filter(pk=slip.invitation.pk).values().get()
    assert slip.code not in str(kept)
    assert kept["code_hash"] == codes.hashed(slip.code)


def test_a_code_has_130_bits_and_is_typed_as_people_type() -> None:
    code = codes.new_code()
    assert len(code) == 26
    printed = codes.in_groups(code)
    assert re.fullmatch(r"([0-9A-Z]{4,5}-){5}[0-9A-Z]{5}", printed)
    for typed in (printed, printed.lower(), printed.replace("-", " "), f" {printed} "):
        assert codes.plain(typed) == code
    cyrillic = "АВЕКМНРСТХ"
    assert codes.plain("0" * 16 + cyrillic) == "0" * 16 + "ABEKMHPCTX"
    assert codes.plain("O" * 13 + "l" * 13) == "0" * 13 + "1" * 13


@pytest.mark.parametrize("typed", ["", "ABC", "0" * 25, "0" * 27, "U" * 26, "💥" * 26, "-" * 26])
def test_what_is_no_code_opens_nothing(db: None, typed: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.redeem(typed, by=None)
    assert refusal.value.status == 404


def test_looking_at_the_link_uses_nothing_and_the_button_enters(slip: actions.Slip) -> None:
    client = Client()
    for _ in range(3):
        answer = client.get(f"/en/join/{slip.code}/")
        assert answer.status_code == 200
        assert answer["Referrer-Policy"] == "same-origin"
    slip.invitation.refresh_from_db()
    assert slip.invitation.used_at is None
    answer = client.post(f"/en/join/{slip.code}/")
    assert answer.status_code == 302
    person = Person.objects.get(pk=slip.person.pk)
    assert person.user is not None
    assert Session.objects.filter(user=person.user).count() == 1


def test_a_code_is_good_once(slip: actions.Slip) -> None:
    assert Client().post("/en/join/", {"code": codes.in_groups(slip.code)}).status_code == 302
    second = Client().post("/en/join/", {"code": slip.code})
    assert second.status_code == 409
    assert "has been used" in second.content.decode()
    assert Client().post(f"/en/join/{slip.code}/").status_code == 409
    assert User.objects.filter(person=slip.person).count() == 1


def test_an_expired_code_opens_nothing(slip: actions.Slip) -> None:
    Invitation.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    answer = Client().post(f"/en/join/{slip.code}/")
    assert answer.status_code == 409
    assert "no longer valid" in answer.content.decode()


def test_a_revoked_code_opens_nothing(cast: Cast, slip: actions.Slip) -> None:
    actions.revoke_invitation(slip.invitation, by=cast.clerk)
    with pytest.raises(Refused, match="taken back"):
        actions.redeem(slip.code, by=None)
    with pytest.raises(Refused, match="taken back already"):
        actions.revoke_invitation(slip.invitation, by=cast.clerk)


def test_a_second_invitation_takes_the_first_back(cast: Cast, slip: actions.Slip) -> None:
    again = actions.invite(cast.council, cast.person(3), by=cast.clerk)
    with pytest.raises(Refused, match="taken back"):
        actions.redeem(slip.code, by=None)
    actions.redeem(again.code, by=None)


def test_who_has_signed_in_uses_no_code(cast: Cast, slip: actions.Slip) -> None:
    answer = browser(cast.citizen).post(f"/en/join/{slip.code}/")
    assert answer.status_code == 409
    assert Person.objects.get(pk=slip.person.pk).user is None


def test_inviting_all_makes_a_slip_for_each_who_has_not_entered(cast: Cast) -> None:
    slips = actions.invite_all(cast.council, by=cast.clerk)
    assert {slip.person for slip in slips} == {cast.person(place) for place in (3, 4, 5)}
    assert Entry.objects.filter(act="registry.invite_all").get().count == 3


def test_another_councils_deputy_cannot_be_invited(cast: Cast) -> None:
    for act in (actions.invite, actions.restore_access):
        with pytest.raises(Refused) as refusal:
            act(cast.other, cast.person(3), by=cast.other_clerk)
        assert refusal.value.status == 404


def test_restoring_access_closes_every_old_way(cast: Cast) -> None:
    cast.deputy.set_password("correct horse battery")
    cast.deputy.save()
    old = browser(cast.deputy)
    slip = actions.restore_access(cast.council, cast.person(2), by=cast.clerk)
    assert old.get("/en/account/sessions/").status_code == 200
    user = actions.redeem(slip.code, by=None)
    assert user == cast.deputy
    assert not user.has_usable_password()
    assert not Session.objects.filter(user=user).exists()
    assert old.get("/en/account/sessions/").status_code == 302


def test_restoring_gives_no_clerk_another_office(cast: Cast) -> None:
    actions.appoint(cast.deputy, by=cast.operator, kind="clerk", council=cast.other)
    with pytest.raises(Refused, match="only the operator"):
        actions.restore_access(cast.council, cast.person(2), by=cast.clerk)
    actions.restore_access(cast.council, cast.person(2), by=cast.operator)


def test_the_sheet_shows_each_code_in_two_languages(cast: Cast) -> None:
    client = browser(cast.clerk)
    page = client.post(f"/en/councils/{cast.council.code}/manage/invitations/all/")
    text = page.content.decode()
    assert page.status_code == 200
    assert text.count("<svg") >= 6
    assert 'style="' not in text
    printed = re.findall(r'class="code">([0-9A-Z-]+)<', text)
    assert len(printed) == 6
    assert len(set(printed)) == 3
    assert all(f'lang="{lang}"' in text for lang in ("kk", "ru"))
    actions.redeem(printed[0], by=None)


@pytest.mark.parametrize("role", ["other_clerk", "chair", "deputy", "official", "citizen"])
def test_the_clerks_pages_are_hidden_from_others(cast: Cast, role: str) -> None:
    client = browser(getattr(cast, role))
    base = f"/en/councils/{cast.council.code}/manage/"
    for page in ("", "invitations/", "import/", "elect/", "convocation/", "head/"):
        assert client.get(base + page).status_code == 404, page
    for act in ("invitations/all/", f"deputies/{cast.person(3).pk}/invite/", "import/confirm/"):
        assert client.post(base + act).status_code == 404, act


def test_who_has_not_signed_in_is_sent_to_the_door(cast: Cast) -> None:
    answer = Client().get(f"/en/councils/{cast.council.code}/manage/")
    assert answer.status_code == 302
    assert "/en/sign-in/" in answer["Location"]


def test_forged_numbers_are_not_found(cast: Cast) -> None:
    client = browser(cast.clerk)
    base = f"/en/councils/{cast.council.code}/manage/"
    foreign: Any = actions.invite(cast.council, cast.person(4), by=cast.clerk).invitation
    foreign.council = cast.other
    foreign.save()
    for address in (
        f"invitations/{foreign.pk}/revoke/",
        f"invitations/{10**30}/revoke/",
        f"deputies/{10**30}/invite/",
        "deputies/999999/restore/",
        "mandates/999999/end/",
        "commissions/999999/",
        "places/999999/leave/",
    ):
        assert client.post(base + address).status_code == 404, address


def test_guessing_codes_ends_after_twenty_and_takes_no_lock(
    slip: actions.Slip, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "redeem", None)
    wrong = [Client().post("/en/join/", {"code": codes.new_code()}) for _ in range(10)]
    wrong += [Client().post(f"/en/join/{codes.new_code()}/") for _ in range(10)]
    assert {answer.status_code for answer in wrong} == {404}
    for address in ("/en/join/", f"/en/join/{slip.code}/"):
        answer = Client().post(address, {"code": slip.code})
        assert answer.status_code == 429
        assert "Too many wrong codes" in answer.content.decode()
    slip.invitation.refresh_from_db()
    assert slip.invitation.used_at is None
