"""Sessions: listed, ended, short for some, never the key itself in the table."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import identify_hasher
from django.contrib.sessions.backends.base import UpdateError
from django.core import mail
from django.test import Client
from django.utils import timezone, translation

from maslikhat.accounts import actions, registers
from maslikhat.accounts.models import Session, User
from maslikhat.accounts.sessions import SessionStore, hashed
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from tests.accounts.conftest import PASSWORD

Signed = Callable[[User], Client]
NEW = "жаңа-құпия-сөз-9"


def is_in(client: Client) -> bool:
    return client.get("/kk/desk/").status_code == 200


def test_a_session_says_since_when_on_what_and_from_which_network(
    aigul: User, signed: Signed
) -> None:
    client = signed(aigul)
    session = Session.objects.of(aigul).get()
    assert (session.device, session.network) == ("Firefox, Linux", "127.0.0.0/24")
    assert abs(session.made_at - timezone.now()) < dt.timedelta(minutes=1)
    page = client.get("/en/account/sessions/").content.decode()
    assert "Firefox, Linux" in page and "127.0.0.0/24" in page and "this device" in page


def test_the_table_does_not_hold_the_key_of_the_cookie(aigul: User, signed: Signed) -> None:
    key = signed(aigul).cookies["sessionid"].value
    assert not Session.objects.filter(pk=key).exists()
    assert Session.objects.get(pk=hashed(key)).user == aigul
    stolen = Client()
    stolen.cookies["sessionid"] = hashed(key)
    assert not is_in(stolen)


def test_the_cookie_is_closed_to_scripts_and_ends_in_fourteen_days(
    aigul: User, signed: Signed
) -> None:
    cookie = signed(aigul).cookies["sessionid"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert 14 * 86400 - 60 < int(cookie["max-age"]) <= 14 * 86400


def test_an_upper_room_shortens_sessions_and_nothing_done_in_them_prolongs_them(
    aigul: User, signed: Signed
) -> None:
    registers.session_hours.append(lambda user: 12 if user == aigul else None)
    registers.session_hours.append(lambda user: None)
    client = signed(aigul)
    assert 12 * 3600 - 60 < int(client.cookies["sessionid"]["max-age"]) <= 12 * 3600
    client.post("/kk/account/again/", {"password": PASSWORD})
    end = Session.objects.of(aigul).get().expire_date
    assert end - timezone.now() <= dt.timedelta(hours=12)
    Session.objects.of(aigul).update(expire_date=timezone.now() - dt.timedelta(seconds=1))
    assert not is_in(client)


def test_ending_a_session_signs_that_browser_out(aigul: User, signed: Signed) -> None:
    here, there = signed(aigul), signed(aigul)
    key = hashed(there.cookies["sessionid"].value)
    assert here.get(f"/kk/account/sessions/{key}/end/").status_code == 405
    answer = here.post(f"/kk/account/sessions/{key}/end/")
    assert (answer.status_code, answer["Location"]) == (302, "/kk/account/sessions/")
    assert is_in(here) and not is_in(there)
    assert Entry.objects.latest("pk").act == "accounts.end_session"


def test_ending_the_others_keeps_this_one(aigul: User, serik: User, signed: Signed) -> None:
    here, there, other, stranger = signed(aigul), signed(aigul), signed(aigul), signed(serik)
    here.post("/kk/account/sessions/others/end/")
    assert is_in(here) and is_in(stranger)
    assert not is_in(there) and not is_in(other)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.count) == ("accounts.end_other_sessions", 2)


def test_nobody_ends_the_session_of_another(aigul: User, serik: User, signed: Signed) -> None:
    mine, theirs = signed(aigul), signed(serik)
    key = hashed(theirs.cookies["sessionid"].value)
    assert mine.post(f"/kk/account/sessions/{key}/end/").status_code == 404
    assert is_in(theirs)
    with pytest.raises(Hidden):
        actions.end_session(Session.objects.of(serik).get(), by=aigul)
    with pytest.raises(Hidden):
        actions.end_other_sessions(serik, by=aigul)


def test_an_ended_session_does_not_rise_again(aigul: User, signed: Signed) -> None:
    key = signed(aigul).cookies["sessionid"].value
    under_way = SessionStore(key)
    under_way["seen"] = 1
    actions.end_other_sessions(aigul, by=aigul)
    with pytest.raises(UpdateError):
        under_way.save()
    assert not Session.objects.filter(user=aigul).exists()


def test_expired_sessions_are_cleared(aigul: User, signed: Signed) -> None:
    signed(aigul)
    signed(aigul)
    Session.objects.filter(pk=Session.objects.first().pk).update(
        expire_date=timezone.now() - dt.timedelta(days=1)
    )
    SessionStore.clear_expired()
    assert Session.objects.filter(user=aigul).count() == 1


def test_changing_the_password_ends_the_other_sessions(aigul: User, signed: Signed) -> None:
    here, there = signed(aigul), signed(aigul)
    form = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert here.post("/kk/account/password/", form)["Location"] == "/kk/account/"
    assert is_in(here) and not is_in(there)
    assert Session.objects.filter(user=aigul).count() == 1
    assert Session.objects.of(aigul).get().device == "Firefox, Linux"
    assert mail.outbox[-1].to == ["aigul@example.kz"]


@pytest.mark.parametrize("weak", ["short", "1234567890", "password12", "aigul@example.kz"])
def test_a_weak_password_is_refused(aigul: User, signed: Signed, weak: str) -> None:
    client = signed(aigul)
    form = {"oldpassword": PASSWORD, "password1": weak, "password2": weak}
    assert client.post("/en/account/password/", form).status_code == 422
    with pytest.raises(Refused):
        actions.set_password(aigul, by=aigul, password=weak)


def test_only_the_owner_sets_a_password(aigul: User, serik: User) -> None:
    with pytest.raises(Refused):
        actions.set_password(aigul, by=serik, password=NEW)


def test_passwords_are_kept_by_argon2(aigul: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert identify_hasher(aigul.password).algorithm == "argon2"
    kept = actions.set_password(aigul, by=aigul, password=NEW).password
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_link_from_a_letter_sets_a_new_password_and_ends_all_sessions(
    aigul: User, signed: Signed, browser: Callable[..., Client]
) -> None:
    old, client = signed(aigul), browser()
    client.post("/en/account/password/reset/", {"email": "aigul@example.kz"})
    link = next(word for word in mail.outbox[-1].body.split() if "/password/reset/" in word)
    assert client.get(link).status_code == 200
    assert not client.cookies.get("sessionid"), "opening the link changes nothing"
    answer = client.post(link, {"password1": NEW, "password2": NEW})
    assert answer["Location"] == "/en/account/password/reset/done/"
    assert not is_in(old)
    used = client.get(link)
    assert used.status_code == 410
    assert b"used or out of date" in used.content
    assert client.post(link, {"password1": NEW, "password2": NEW}).status_code == 410
    form = {"login": "aigul", "password": NEW}
    assert client.post("/kk/sign-in/", form)["Location"] == "/kk/desk/"


def test_a_person_is_entered_by_another_act_with_a_marked_session(serik: User) -> None:
    client = Client()
    request = client.get("/kk/sign-in/").wsgi_request
    actions.enter(request, serik, how="invitation")
    request.session.save()
    session = Session.objects.of(serik).get()
    assert session.network == "127.0.0.0/24"
    assert session.expire_date - session.made_at == dt.timedelta(days=14)


def test_a_closed_account_is_not_entered(serik: User) -> None:
    actions.deactivate(serik, by=None)
    request = Client().get("/kk/sign-in/").wsgi_request
    with pytest.raises(Refused):
        actions.enter(request, serik, how="demo")


def test_two_accounts_never_share_a_name_or_an_address(aigul: User) -> None:
    with pytest.raises(Refused):
        actions.make_user(by=None, username="AIGUL")
    with pytest.raises(Refused):
        actions.make_user(by=None, email="Aigul@Example.kz")


def test_an_address_that_only_the_database_knows_to_be_taken_is_refused_with_a_sentence(
    aigul: User,
) -> None:
    # As when both are made at one moment: nothing is found, and the row cannot be written.
    aigul.emailaddress_set.all().delete()
    with pytest.raises(Refused, match="address"), translation.override("en"):
        actions.make_user(by=None, email="aigul@example.kz")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("unix:", ""),
    ],
)
def test_only_the_network_is_kept(
    aigul: User, browser: Callable[..., Client], address: str, network: str
) -> None:
    form = {"login": "aigul", "password": PASSWORD}
    browser().post(
        "/kk/sign-in/", form, REMOTE_ADDR=address, headers={"x-forwarded-for": "9.9.9.9"}
    )
    assert Session.objects.of(aigul).get().network == network
