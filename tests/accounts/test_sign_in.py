"""Signing in: by e-mail, number, code; refused in words; nothing given away."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.accounts import actions, registers
from maslikhat.accounts.models import Session, User
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from tests.accounts.conftest import PASSWORD, code_of_last_letter

Browser = Callable[..., Client]
REFUSAL = "The name and the password do not fit together. Check both and try again."


def test_a_deputy_signs_in_by_email(aigul: User, browser: Browser) -> None:
    client = browser()
    answer = client.post("/kk/sign-in/", {"login": "Aigul@example.kz", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/kk/desk/")
    assert client.get("/kk/desk/").status_code == 200


def test_a_deputy_without_email_signs_in_by_number(serik: User, browser: Browser) -> None:
    assert len(serik.username) == 8 and serik.username.isdigit() and serik.email is None
    client = browser()
    answer = client.post("/ru/sign-in/", {"login": serik.username, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/ru/desk/")
    assert client.get("/ru/desk/").status_code == 200


def test_signing_in_is_on_the_record(aigul: User, signed: Callable[[User], Client]) -> None:
    signed(aigul)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.actor, entry.subject) == (
        "accounts.begin_session",
        aigul.pk,
        aigul.pk,
    )


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("login", ["aigul@example.kz", "aigul", "nobody@example.kz", "12345678"])
def test_a_wrong_password_and_a_wrong_name_are_refused_alike(
    aigul: User, browser: Browser, lang: str, login: str
) -> None:
    answer = browser().post(f"/{lang}/sign-in/", {"login": login, "password": "not it at all"})
    assert answer.status_code == 422
    errors = answer.context_data["form"].non_field_errors()
    assert len(errors) == 1
    assert errors[0] in answer.content.decode()
    if lang == "en":
        assert errors[0] == REFUSAL


def test_a_closed_account_cannot_sign_in(aigul: User, browser: Browser) -> None:
    actions.deactivate(aigul, by=None)
    client = browser()
    answer = client.post("/kk/sign-in/", {"login": "aigul", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/kk/account/closed/")
    assert client.get(answer["Location"]).status_code == 200
    assert not Session.objects.of(aigul).exists()


def test_closing_an_account_ends_its_sessions(
    aigul: User, signed: Callable[[User], Client]
) -> None:
    client = signed(aigul)
    actions.deactivate(aigul, by=None)
    assert client.get("/kk/desk/").status_code == 302


def test_a_code_from_a_letter_signs_in(aigul: User, browser: Browser) -> None:
    client = browser()
    answer = client.post("/en/sign-in/code/", {"email": "aigul@example.kz"})
    assert answer["Location"] == "/en/sign-in/code/confirm/"
    assert mail.outbox[-1].to == ["aigul@example.kz"]
    assert mail.outbox[-1].subject == "Your sign-in code"
    assert client.post(answer["Location"], {"code": "WRONG1"}).status_code == 422
    answer = client.post(answer["Location"], {"code": code_of_last_letter()})
    assert (answer.status_code, answer["Location"]) == (302, "/en/desk/")
    assert client.get("/en/desk/").status_code == 200


@pytest.mark.parametrize(
    ("language", "subject", "sentence"),
    [
        ("kk", "Порталға кіру коды", "Код 10 минут жарамды."),
        ("ru", "Код для входа на портал", "Код действует 10 минут."),
    ],
)
def test_a_letter_is_in_the_language_of_the_page(
    aigul: User, browser: Browser, language: str, subject: str, sentence: str
) -> None:
    browser().post(f"/{language}/sign-in/code/", {"email": "aigul@example.kz"})
    assert mail.outbox[-1].subject == subject
    assert sentence in mail.outbox[-1].body


def test_asking_a_code_for_an_unknown_address_looks_the_same(db: None, browser: Browser) -> None:
    client = browser()
    answer = client.post("/en/sign-in/code/", {"email": "nobody@example.kz"})
    assert answer["Location"] == "/en/sign-in/code/confirm/"
    assert client.get(answer["Location"]).status_code == 200
    assert mail.outbox[-1].subject == "No account with this address"


def test_registering_with_a_taken_address_looks_the_same(aigul: User, browser: Browser) -> None:
    pages = []
    for address in ("aigul@example.kz", "new@example.kz"):
        client = browser()
        form = {"email": address, "password1": PASSWORD, "password2": PASSWORD}
        answer = client.post("/en/sign-up/", form)
        assert answer["Location"] == "/en/account/email/confirm/"
        page = client.get(answer["Location"])
        pages.append(page.content.decode().replace(address, "X").split("<main", 1)[1])
    strip = [
        "".join(line for line in p.splitlines() if "csrfmiddlewaretoken" not in line) for p in pages
    ]
    assert strip[0] == strip[1]
    assert [letter.subject for letter in mail.outbox] == [
        "You have an account already",
        "Confirm your e-mail",
    ]


def test_asking_a_new_password_for_an_unknown_address_looks_the_same(
    aigul: User, browser: Browser
) -> None:
    answers = [
        browser().post("/en/account/password/reset/", {"email": address})
        for address in ("aigul@example.kz", "nobody@example.kz")
    ]
    assert {(a.status_code, a["Location"]) for a in answers} == {
        (302, "/en/account/password/reset/sent/")
    }


def test_a_citizen_registers_and_confirms_the_address(db: None, browser: Browser) -> None:
    client = browser()
    form = {"email": "dana@example.kz", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post("/kk/sign-up/", form)
    assert client.get("/kk/desk/").status_code == 302
    answer = client.post(answer["Location"], {"code": code_of_last_letter()})
    assert (answer.status_code, answer["Location"]) == (302, "/kk/desk/")
    assert client.get("/kk/desk/").status_code == 200
    user = User.objects.get(email="dana@example.kz")
    assert user.username.isdigit() and len(user.username) == 8


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_who_registers_is_written_to_in_the_language_of_the_page(
    db: None, browser: Browser, lang: str
) -> None:
    form = {"email": "dana@example.kz", "password1": PASSWORD, "password2": PASSWORD}
    assert browser().post(f"/{lang}/sign-up/", form).status_code == 302
    assert User.objects.get(email="dana@example.kz").language == lang


def test_a_language_is_chosen_by_its_reader_alone(aigul: User, serik: User) -> None:
    assert actions.choose_language(aigul, by=aigul, language="ru").language == "ru"
    with pytest.raises(Hidden):
        actions.choose_language(aigul, by=serik, language="en")
    with pytest.raises(Refused):
        actions.choose_language(aigul, by=aigul, language="de")
    aigul.refresh_from_db()
    assert aigul.language == "ru"


def test_an_unconfirmed_address_must_be_confirmed_to_sign_in_by_it(
    serik: User, browser: Browser
) -> None:
    serik.emailaddress_set.create(email="serik@example.kz", primary=True)
    by_address = browser().post("/kk/sign-in/", {"login": "serik@example.kz", "password": PASSWORD})
    assert by_address["Location"] == "/kk/account/email/confirm/"
    by_number = browser().post("/kk/sign-in/", {"login": serik.username, "password": PASSWORD})
    assert by_number["Location"] == "/kk/desk/"


@pytest.mark.parametrize(
    "target",
    [
        "https://example.com/",
        "//example.com/",
        "/\\example.com/",
        "http:example.com",
        "javascript:alert(1)",
        "https://localhost/kk/",
    ],
)
def test_after_signing_in_nobody_is_sent_off_the_site(
    aigul: User, browser: Browser, target: str
) -> None:
    form = {"login": "aigul", "password": PASSWORD, "next": target}
    assert browser().post("/kk/sign-in/", form)["Location"] == "/kk/desk/"


def test_after_signing_in_one_comes_back_to_the_page(aigul: User, browser: Browser) -> None:
    client = browser()
    to_door = client.get("/kk/desk/?tab=2")
    assert to_door["Location"] == "/kk/sign-in/?next=%2Fkk%2Fdesk%2F%3Ftab%3D2"
    assert b'value="/kk/desk/?tab=2"' in client.get(to_door["Location"]).content
    form = {"login": "aigul", "password": PASSWORD, "next": "/kk/desk/?tab=2"}
    assert client.post("/kk/sign-in/", form)["Location"] == "/kk/desk/?tab=2"


def test_a_part_asked_by_htmx_sends_the_whole_page_to_sign_in(db: None, browser: Browser) -> None:
    headers = {"hx-request": "true", "hx-current-url": "http://testserver/kk/councils/?page=2"}
    answer = browser(**headers).get("/kk/desk/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["HX-Redirect"] == "/kk/sign-in/?next=%2Fkk%2Fcouncils%2F%3Fpage%3D2"


def test_signing_out_is_a_post(aigul: User, signed: Callable[[User], Client]) -> None:
    client = signed(aigul)
    assert client.get("/kk/account/sign-out/").status_code == 200
    assert client.get("/kk/desk/").status_code == 200
    assert client.post("/kk/account/sign-out/")["Location"] == "/kk/"
    assert client.get("/kk/desk/").status_code == 302


def test_opening_pages_writes_nothing(
    aigul: User, browser: Browser, signed: Callable[[User], Client]
) -> None:
    own, stranger = signed(aigul), browser()
    pages = ["", "email/", "password/", "sessions/", "passkeys/", "again/", "sign-out/"]
    with CaptureQueriesContext(
        connection,
    ) as said:
        for page in ("sign-in/", "sign-in/code/", "sign-up/", "account/password/reset/"):
            assert stranger.get(f"/kk/{page}").status_code == 200
        for page in pages:
            assert own.get(f"/kk/account/{page}").status_code == 200
    writes = [q["sql"] for q in said if not q["sql"].lstrip("( ").startswith("SELECT")]
    assert writes == []
    assert "sessionid" not in stranger.cookies


def test_the_sign_in_page_shows_the_panels_of_upper_rooms(db: None, browser: Browser) -> None:
    registers.sign_in_panels.append(lambda request: f"<p>panel for {request.path}</p>")
    assert b"<p>panel for /kk/sign-in/</p>" not in browser().get("/kk/sign-up/").content
    page = browser().get("/kk/sign-in/").content
    assert b"&lt;p&gt;panel for /kk/sign-in/" in page, "text that is not marked safe is escaped"


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_printed_code_is_typed_from_the_sign_in_page(
    db: None, browser: Browser, lang: str
) -> None:
    client = browser()
    assert f'href="/{lang}/join/"' in client.get(f"/{lang}/sign-in/").content.decode()
    assert 'name="code"' in client.get(f"/{lang}/join/").content.decode()


@pytest.mark.parametrize(
    "page", ["sign-in/", "sign-in/code/", "sign-up/", "account/password/reset/"]
)
@pytest.mark.parametrize(
    "form",
    [
        {},
        {"login": "a" * 100_000, "email": "a" * 100_000, "password": "b" * 100_000},
        {"login": "a\x00b", "email": "a\x00b@c.kz", "password": "\x00"},
        {"login": ["a", "b"], "email": "not an address", "password": ""},
    ],
)
def test_bad_input_is_refused_with_a_page(
    db: None, browser: Browser, page: str, form: dict[str, object]
) -> None:
    answer = browser().post(f"/kk/{page}", form)
    assert 400 <= answer.status_code < 500
    assert b"<h1" in answer.content


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "1", '"a"', "null", '{"response": 1}', "{", '{"id": 1}']
)
def test_a_bad_passkey_is_refused(db: None, browser: Browser, credential: str) -> None:
    client = browser()
    assert client.post("/kk/account/challenge/enter/").json()["publicKey"]["challenge"]
    answer = client.post("/kk/sign-in/passkey/", {"credential": credential})
    assert answer.status_code < 500


def test_a_form_from_another_site_is_refused(aigul: User) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/kk/sign-in/", {"login": "aigul", "password": PASSWORD})
    assert answer.status_code == 403
    assert b"<h1" in answer.content


def test_the_form_token_cookie_is_closed_to_scripts(db: None, browser: Browser) -> None:
    cookies = browser().get("/kk/sign-in/").cookies
    assert list(cookies) == ["csrftoken"]
    assert cookies["csrftoken"]["httponly"] and cookies["csrftoken"]["samesite"] == "Lax"


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_form_to_sign_in_that_is_out_of_date_comes_back_and_works(lang: str) -> None:
    client, page = Client(enforce_csrf_checks=True), f"/{lang}/sign-in/"
    told = {"login": "clerk", "password": "secret words"}
    answer = client.post(page, told, headers={"Referer": f"http://testserver{page}"})
    shown = answer.content.decode()
    assert answer.status_code == 403
    assert 'value="clerk"' in shown and "secret words" not in shown
    # The form that came back bears a token that is taken.
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', shown)
    assert token is not None
    assert client.post(page, {**told, "csrfmiddlewaretoken": token[1]}).status_code != 403
    # An address that does not exist answers a form from that page as any other.
    nowhere = client.post(
        f"/{lang}/nowhere/",
        {**told, "csrfmiddlewaretoken": token[1]},
        headers={"Referer": f"http://testserver{page}"},
    )
    assert nowhere.status_code == 404
