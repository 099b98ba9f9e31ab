"""Second factors: app, recovery codes, passkeys; required of some."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.core.context import request_context
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.utils import get_form_class
from django.core.exceptions import ValidationError
from django.db import connection
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from maslikhat.accounts import registers
from maslikhat.accounts.forms import SecondStepAgainForm, SecondStepForm, _Credential
from maslikhat.accounts.models import User
from maslikhat.kit import installation
from tests.accounts.conftest import PASSWORD

Signed = Callable[[User], Client]
Browser = Callable[..., Client]


def app_code(secret: str, step: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))


def with_app(client: Client) -> str:
    """Set up an app as a person does; its secret."""
    assert client.get("/en/account/app/")["Location"].startswith("/en/account/again/")
    client.post("/en/account/again/", {"password": PASSWORD})
    page = client.get("/en/account/app/").content.decode()
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page)
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert secret and key
    wrong = client.post("/en/account/app/", {"code": "000000", "key": key[1]})
    assert wrong.status_code == 422 and secret[1] in wrong.content.decode()
    answer = client.post("/en/account/app/", {"code": app_code(secret[1]), "key": key[1]})
    assert answer["Location"] == "/en/account/recovery-codes/"
    return secret[1]


def recovery_codes(client: Client) -> list[str]:
    page = client.get("/en/account/recovery-codes/").content.decode()
    return re.findall(r"<li>(\d{8})</li>", page)


def first_step(client: Client, user: User) -> None:
    answer = client.post("/en/sign-in/", {"login": user.username, "password": PASSWORD})
    assert answer["Location"] == "/en/sign-in/second-step/"
    assert client.get("/en/desk/").status_code == 302


def test_an_app_is_the_second_step(aigul: User, signed: Signed, browser: Browser) -> None:
    secret = with_app(signed(aigul))
    client = browser()
    first_step(client, aigul)
    assert client.get("/en/sign-in/second-step/").status_code == 200
    assert client.post("/en/sign-in/second-step/", {"code": "000000"}).status_code == 422
    answer = client.post("/en/sign-in/second-step/", {"code": app_code(secret, 1)})
    assert answer["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200


def test_a_new_key_of_the_portal_reads_what_the_earlier_one_hid(
    aigul: User, signed: Signed, browser: Browser, settings: Any
) -> None:
    secret, earlier = with_app(signed(aigul)), settings.SECRET_KEY
    settings.SECRET_KEY = "another key, drawn by lot"
    client = browser()
    first_step(client, aigul)
    lost = client.post("/en/sign-in/second-step/", {"code": app_code(secret, 1)})
    assert lost.status_code == 409 and "restore access" in lost.content.decode()
    settings.SECRET_KEY_FALLBACKS = [earlier]
    kept = client.post("/en/sign-in/second-step/", {"code": app_code(secret, 1)})
    assert kept["Location"] == "/en/desk/"


@pytest.mark.parametrize("form", [SecondStepForm, SecondStepAgainForm])
def test_a_code_has_a_limit_wherever_it_is_asked_for(aigul: User, form: Any) -> None:
    asked = form(user=aigul, data={"code": "1" * 33})
    assert 'maxlength="32"' in str(asked["code"])
    assert "32" in asked.errors["code"][0]


def test_a_code_of_the_app_works_once(aigul: User, signed: Signed, browser: Browser) -> None:
    secret = with_app(signed(aigul))
    code = app_code(secret, 1)
    for client, expected in ((browser(), 302), (browser(), 422)):
        first_step(client, aigul)
        assert client.post("/en/sign-in/second-step/", {"code": code}).status_code == expected


def test_a_recovery_code_opens_once(aigul: User, signed: Signed, browser: Browser) -> None:
    own = signed(aigul)
    with_app(own)
    codes = recovery_codes(own)
    assert len(set(codes)) == 10
    for client, expected in ((browser(), 302), (browser(), 422)):
        first_step(client, aigul)
        answer = client.post("/en/sign-in/second-step/", {"code": codes[0]})
        assert answer.status_code == expected
    assert len(recovery_codes(own)) == 9


def test_recovery_codes_come_as_a_file(aigul: User, signed: Signed) -> None:
    own = signed(aigul)
    with_app(own)
    file = own.get("/en/account/recovery-codes/file/")
    assert file["Content-Type"].startswith("text/plain")
    assert file.content.decode().split() == recovery_codes(own)


def test_new_recovery_codes_replace_the_old(aigul: User, signed: Signed) -> None:
    own = signed(aigul)
    with_app(own)
    before = recovery_codes(own)
    assert own.get("/en/account/recovery-codes/new/").status_code == 200
    own.post("/en/account/recovery-codes/new/")
    assert not set(before) & set(recovery_codes(own))


def test_removing_the_app_removes_the_second_step(aigul: User, signed: Signed) -> None:
    own = signed(aigul)
    with_app(own)
    assert own.get("/en/account/app/remove/").status_code == 200
    own.post("/en/account/app/remove/")
    assert not Authenticator.objects.filter(user=aigul).exists()
    signed(aigul)


def test_secrets_of_factors_lie_encrypted(aigul: User, signed: Signed) -> None:
    secret = with_app(signed(aigul))
    kept = str([row.data for row in Authenticator.objects.filter(user=aigul)])
    assert secret not in kept and "gAAAA" in kept


def test_an_address_must_be_confirmed_before_a_factor(aigul: User, signed: Signed) -> None:
    own = signed(aigul)
    aigul.emailaddress_set.update(verified=False)
    assert own.get("/en/account/app/")["Location"] == "/en/account/"
    assert b"First confirm your e-mail address" in own.get("/en/account/").content


def test_many_wrong_codes_are_stopped(aigul: User, signed: Signed, browser: Browser) -> None:
    with_app(signed(aigul))
    client = browser()
    first_step(client, aigul)
    statuses = [
        client.post("/en/sign-in/second-step/", {"code": "000000"}).status_code for _ in range(6)
    ]
    assert statuses == [422] * 5 + [429]


def test_a_key_of_another_is_not_taken(aigul: User, serik: User, signed: Signed) -> None:
    forms = []
    for user in (aigul, serik):
        client = signed(user)
        client.post("/en/account/again/", {"password": PASSWORD})
        page = client.get("/en/account/app/").content.decode()
        forms.append((client, page))
    secret = re.search(r'class="secret">([A-Z2-7]+)<', forms[0][1])
    key = re.search(r'name="key" value="([^"]+)"', forms[0][1])
    assert secret and key
    foreign = forms[1][0].post("/en/account/app/", {"code": app_code(secret[1]), "key": key[1]})
    assert foreign.status_code == 422 and secret[1] not in foreign.content.decode()
    assert not Authenticator.objects.filter(user=serik).exists()


def test_opening_the_pages_of_factors_writes_nothing(
    aigul: User, signed: Signed, browser: Browser
) -> None:
    own, client = signed(aigul), browser()
    own.post("/en/account/again/", {"password": PASSWORD})
    with CaptureQueriesContext(connection) as said:
        for page in ("app/", "passkeys/add/", "passkeys/", ""):
            assert own.get(f"/en/account/{page}").status_code == 200
    assert [q["sql"] for q in said if not q["sql"].startswith("SELECT")] == []
    own = signed(aigul)
    with_app(own)
    first_step(client, aigul)
    own.get("/en/account/")  # reads the message that the app is set up
    with CaptureQueriesContext(connection) as said:
        assert client.get("/en/sign-in/second-step/").status_code == 200
        for page in ("recovery-codes/", "recovery-codes/new/", "app/remove/", "again/code/", ""):
            assert own.get(f"/en/account/{page}").status_code == 200
        assert own.get("/en/sign-in/passkey/").status_code == 405
    assert [q["sql"] for q in said if not q["sql"].startswith("SELECT")] == []


@pytest.mark.parametrize("purpose", ["new", "second", "again", "else"])
def test_a_challenge_is_not_given_to_strangers(db: None, browser: Browser, purpose: str) -> None:
    assert browser().post(f"/en/account/challenge/{purpose}/").status_code == 404


def test_a_challenge_is_not_given_by_get(aigul: User, signed: Signed) -> None:
    assert signed(aigul).get("/en/account/challenge/enter/").status_code == 405


def test_a_challenge_for_a_new_passkey_asks_first_that_it_is_you(
    aigul: User, signed: Signed
) -> None:
    own = signed(aigul)
    assert own.post("/en/account/challenge/new/").status_code == 404
    own.post("/en/account/again/", {"password": PASSWORD})
    assert own.post("/en/account/challenge/new/").json()["publicKey"]["rp"]["name"] == "Maslikhat"


@pytest.mark.parametrize(
    "credential",
    [
        '{"id": 1}',
        '{"rawId": "A", "response": {}}',
        '{"rawId": "AAAA", "response": []}',
        '{"rawId": "AAAA", "response": {"clientDataJSON": "AA", "attestationObject": "gQ"}}',
        '{"rawId": "AAAA", "response": {}, "clientExtensionResults": 1}',
        "[" * 100_000,
    ],
    ids=lambda credential: credential[:90],
)
def test_what_is_no_passkey_is_refused_at_every_door(aigul: User, credential: str) -> None:
    for door in ("add", "authenticate", "login", "reauthenticate"):
        made = get_form_class(app_settings.FORMS, f"{door}_webauthn", None)
        who = {} if door == "login" else {"user": aigul}
        with request_context(RequestFactory().post("/")):
            errors = made({"credential": credential}, **who).errors.as_data()
        assert [error.code for error in errors["credential"]] == ["incorrect_code"]


def test_a_number_in_the_place_of_bytes_is_not_made_into_as_many() -> None:
    parsed: list[object] = []
    field = _Credential(parsed.append)
    for told in ('"rawId": 9, "response": {}', '"rawId": "AA", "response": {"signature": 9}'):
        with pytest.raises(ValidationError):
            field.clean(f"{{{told}}}")
    assert parsed == []
    assert field.clean('{"rawId": "AA", "response": {}}') == parsed[0]


def test_challenges_are_limited(db: None, browser: Browser) -> None:
    statuses = [browser().post("/en/account/challenge/enter/").status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]


@pytest.fixture
def strict(aigul: User) -> None:
    """Outside the demo, Aigul's office requires a second factor."""
    registers.needs_second_factor.append(lambda user: user == aigul)


def test_without_the_required_factor_every_page_leads_to_setting_it_up(
    strict: None, aigul: User, serik: User, signed: Signed, browser: Browser
) -> None:
    own = signed(aigul)
    answer = own.get("/en/desk/")
    assert (answer.status_code, answer["Location"]) == (302, "/en/account/")
    assert own.post("/en/desk/").status_code == 302
    part = own.get("/en/desk/", headers={"hx-request": "true"})
    assert part["HX-Redirect"] == "/en/account/"
    assert b"Your office requires a second factor." in own.get("/en/account/").content
    assert signed(serik).get("/en/desk/").status_code == 200
    assert browser().get("/en/find/").status_code == 200


def test_with_the_required_factor_the_pages_open(strict: None, aigul: User, signed: Signed) -> None:
    own = signed(aigul)
    with_app(own)
    assert own.get("/en/desk/").status_code == 200
    assert b"requires a second factor" not in own.get("/en/account/").content


@pytest.fixture
def demo(db: None) -> Iterator[None]:
    """The database bears the demo mark."""
    installation.mark(is_demo=True)
    yield
    installation.forget()


def test_the_demo_requires_no_factor(demo: None, aigul: User, signed: Signed) -> None:
    registers.needs_second_factor.append(lambda user: True)
    assert signed(aigul).get("/en/desk/").status_code == 200


@pytest.mark.once
def test_every_page_of_the_account_opens_in_each_language(aigul: User, signed: Signed) -> None:
    own = signed(aigul)
    with_app(own)
    pages = (
        "",
        "app/remove/",
        "recovery-codes/",
        "recovery-codes/new/",
        "passkeys/",
        "passkeys/add/",
    )
    pages += "email/", "password/", "sessions/", "again/", "again/code/", "sign-out/"
    for lang in ("kk", "ru", "en"):
        for page in pages:
            answer = own.get(f"/{lang}/account/{page}")
            assert answer.status_code == 200, page
            text = answer.content.decode()
            assert " style=" not in text and "onclick" not in text
            scripts = re.findall(r"<script(?![^>]*(src=|application/json))", text)
            assert scripts == [], page


def test_every_page_is_ours_and_none_is_drawn_by_the_library() -> None:
    names = {
        pattern.callback.view_class.template_name
        for pattern in _patterns(get_resolver())
        if hasattr(pattern.callback, "view_class")
        and getattr(pattern.callback.view_class, "template_name", None)
        and pattern.callback.view_class.__module__.startswith("allauth.")
    }
    assert len(names) > 20
    for name in names:
        assert "jinja2" in type(get_template(name)).__module__, name


def _patterns(resolver: object) -> list[object]:
    found = []
    for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
        found += _patterns(pattern) if hasattr(pattern, "url_patterns") else [pattern]
    return found
