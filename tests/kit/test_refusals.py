"""A refusal speaks to a person; a mistake has a page in three languages."""

import re

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client
from django.utils import translation

from maslikhat.kit.errors import is_away
from maslikhat.kit.refilled import refilled
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
    assert answer.get("HX-Retarget") == (None if is_whole else "#refusal")


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
    assert '<link rel="stylesheet"' in page
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


WRITTEN = {
    "row": "2",
    "title": '"мой" <b>',
    "password": "a b c",
    "text": "\nline one\n</textarea>&amp;",
    "tick": ["b"],
    "kind": "y",
    "many": ["one", "two"],
}


def refused_form(client: Client, page: str, **headers: str) -> str:
    """What a browser gets that sent `WRITTEN` from a page, and was refused."""
    headers = {"Referer": f"http://testserver{page}", **headers}
    answer = client.post("/en/t/refuse/409/", WRITTEN, headers=headers)
    assert answer.status_code == 409
    return answer.content.decode()


def test_a_refused_form_comes_back_on_its_page_with_what_was_written(client: Client) -> None:
    page = refused_form(client, "/en/t/forms/?row=1")
    assert "<title>Not done. Rows</title>" in page
    assert page.count(SENTENCE) == 1
    first, second = page.split('name="row" value="2"')
    # The sentence stands in the form that was sent, in an open fold; the other is as it was.
    assert first.index("<details open>") < first.index(SENTENCE)
    assert first.count("<details") == 2 and 'value="first"' in first
    assert 'value="&quot;мой&quot; &lt;b&gt;"' in second
    assert ">\n\nline one\n&lt;/textarea&gt;&amp;amp;</textarea>" in second
    assert 'value="a">' in second and 'value="b" checked>' in second
    assert 'value="x">' in second and 'value="y" selected>' in second
    assert 'name="many" value="one"' in second and 'name="many" value="two"' in second
    assert "a b c" not in page


def test_the_forms_of_such_a_page_go_where_they_went(client: Client) -> None:
    page = refused_form(client, "/en/t/forms/?row=1")
    assert page.count('action="/en/t/forms/?row=1"') == 2
    assert page.count('action="/en/t/refuse/409/"') == 2
    # Sent again it is refused again on the page it came from, not where the answer stood.
    sent = {**WRITTEN, "came-from": "/en/t/forms/?row=1"}
    headers = {"Referer": "http://testserver/en/t/refuse/409/"}
    again = client.post("/en/t/refuse/409/", sent, headers=headers).content.decode()
    assert "<title>Not done. Rows</title>" in again


def test_a_form_without_an_address_comes_back_on_a_page_with_a_query() -> None:
    html = '<form method="post"><input name="title"></form>'
    again = refilled(html, "/en/t/forms/?row=1", "/en/t/forms/", {"title": ["New"]}, "<p>No</p>")
    assert again is not None
    assert '<p>No</p><input name="title" value="New">' in again


def test_words_whose_form_is_gone_stand_on_the_refusals_page(client: Client) -> None:
    page = refused_form(client, "/en/t/forms/?gone=1")
    assert "What you wrote" in page and "line one" in page
    assert 'href="/en/t/forms/?gone=1"' in page
    assert "a b c" not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"Referer": "https://elsewhere.example/en/t/forms/"},
        {"Sec-Fetch-Mode": "cors"},
        {"HX-Request": "true"},
        {"Referer": "http://testserver/en/t/none/"},
        {"Referer": "http://testserver/en/t/refuse/403/"},
        {"Referer": "http://testserver/en/t/file/"},
    ],
)
def test_a_page_that_is_not_the_forms_is_not_drawn_again(
    client: Client, headers: dict[str, str]
) -> None:
    page = refused_form(client, "/en/t/forms/", **headers)
    assert SENTENCE in page and "Rows" not in page


def test_a_page_that_is_refused_leads_back_within_the_portal(client: Client) -> None:
    for referer, leads in [("http://testserver/en/t/two/?a=1", True), ("https://a.b/en/", False)]:
        answer = client.get("/en/t/refuse/403/", headers={"Referer": referer})
        assert ('href="/en/t/two/?a=1"' in answer.content.decode()) is leads


@pytest.mark.parametrize("path", ["//a.b/en/", "/\\a.b/en/", "///a.b/", "/en/t/two/?a=%00"])
def test_no_form_makes_a_refusal_lead_elsewhere(client: Client, path: str) -> None:
    """A browser takes a path of two strokes for the address of another host."""
    answer = client.post("/en/t/refuse/403/", {"came-from": f"http://testserver{path}"})
    assert answer.status_code == 403
    assert ">Back</a>" not in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_grew_old_keeps_its_words() -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.post(
        "/en/t/refuse/409/", WRITTEN, headers={"Referer": "http://testserver/en/t/forms/"}
    )
    assert page.status_code == 403
    assert "line one" in page.content.decode() and "Rows" in page.content.decode()
