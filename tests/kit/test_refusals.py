"""A refusal speaks to a person; a mistake has a page in three languages."""

import re

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client
from django.utils import translation

from maslikhat.kit.errors import is_away
from maslikhat.kit.refusals import Refused

pytestmark = [pytest.mark.urls("tests.kit.pages")]
LANGUAGES = ("kk", "ru", "en")
SENTENCE = "You have no right to do this here."


@pytest.fixture
def client(db: None) -> Client:
    """A browser to which a fault is answered as in service."""
    return Client(raise_request_exception=False)


def said(answer: object) -> str:
    """The page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 415, 422, 429])
def test_a_refusal_has_its_own_status(client: Client, status: int) -> None:
    answer = client.get(f"/en/t/refuse/{status}/")
    assert answer.status_code == status
    assert SENTENCE in said(answer)
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("status", [200, 302, 399, 500])
def test_a_refusal_is_never_a_success_nor_a_fault(status: int) -> None:
    with pytest.raises(AssertionError):
        Refused("No.", status=status)


def test_a_refusal_speaks_the_language_of_the_page(client: Client) -> None:
    for lang in LANGUAGES:
        with translation.override(lang):
            sentence = translation.gettext(SENTENCE)
        assert (sentence == SENTENCE) is (lang == "en")
        assert sentence in said(client.get(f"/{lang}/t/refuse/403/"))


def test_a_refusal_out_of_a_template_is_a_refusal(client: Client) -> None:
    assert client.get("/en/t/late/").status_code == 409


@pytest.mark.parametrize(("asked", "is_whole"), [("true", False), ("false", True), ("", True)])
def test_a_refused_part_is_a_part(client: Client, asked: str, is_whole: bool) -> None:
    answer = client.post("/en/t/refuse/409/", headers={"HX-Request": asked})
    assert answer.status_code == 409
    assert ("<html" in answer.content.decode()) is is_whole
    assert answer["HX-Retarget"] == "#refusal"


def test_what_is_hidden_looks_like_what_does_not_exist(client: Client) -> None:
    hidden, unknown = client.get("/kk/t/hide/"), client.get("/kk/t/none/")
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.content == unknown.content.replace(b"/t/none/", b"/t/hide/")
    apart = ("X-Request-Id",)
    assert {k: v for k, v in hidden.items() if k not in apart} == {
        k: v for k, v in unknown.items() if k not in apart
    }


@pytest.mark.parametrize("status", [400, 403, 404])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_mistake_has_a_page_in_the_readers_language(
    client: Client, lang: str, status: int
) -> None:
    answer = client.get(f"/{lang}/t/fail/{status}/")
    assert answer.status_code == status
    assert f'<html lang="{lang}">' in answer.content.decode()
    assert "secret of the fault" not in answer.content.decode()
    assert len(re.findall(r'class="refused"><p>\S', answer.content.decode())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_form_from_elsewhere_is_refused_with_a_sentence(lang: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    answer = browser.post(f"/{lang}/t/form/", {"a": "b"})
    assert answer.status_code == 403
    assert f'<html lang="{lang}">' in answer.content.decode()
    assert ("open it anew" in said(answer).lower()) is (lang == "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_is_told_in_three_languages_without_the_database(lang: str) -> None:
    # This test has no database: touching it is an error, for the view and for the page of faults.
    answer = Client(raise_request_exception=False).get(f"/{lang}/t/database/")
    assert answer.status_code == 500
    page = answer.content.decode()
    assert "Қате біздің" in page and "Ошибка на нашей" in page and "The fault is ours" in page
    assert "secret" not in page


def test_a_fault_does_not_show_what_failed(client: Client) -> None:
    answer = client.get("/en/t/fail/500/")
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()


def test_a_database_that_is_away_is_told_in_three_languages_and_when_to_come_again() -> None:
    answer = Client(raise_request_exception=False).get("/kk/t/fail/503/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = answer.content.decode()
    assert "қосыла алмай тұр" in page and "не может обратиться" in page and "cannot reach" in page
    assert "secret" not in page


@pytest.mark.django_db
def test_a_wrong_statement_is_our_fault_and_no_database_that_is_away() -> None:
    with pytest.raises(DatabaseError) as raised, transaction.atomic():
        connection.cursor().execute("SELECT nothing FROM nowhere")
    assert not is_away(raised.value)
    assert is_away(OperationalError("the server closed the connection"))


def test_a_form_of_too_many_words_is_too_large(db: None) -> None:
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answer = strict.post("/en/t/refuse/409/", {"text": "я" * 2_000_000})
    assert answer.status_code == 413
    assert "too large: at most 2 MB" in said(answer)
