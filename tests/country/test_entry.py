"""The one-click entry of the demo keeps the language of the page it stands on."""

import re

import pytest
from django.test import Client

from maslikhat.demo.cast import ROLES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("browser", ["kk", "en", "de"])
def test_each_button_leads_to_the_desk_in_the_language_of_its_page(lang: str, browser: str) -> None:
    client = Client(headers={"Accept-Language": browser})
    html = client.get(f"/{lang}/sign-in/").content.decode()
    forms = re.findall(r'<form method="post" action="/demo/enter/([\w-]+)/">(.*?)</form>', html)
    assert [role for role, _form in forms] == list(ROLES)
    for role, form in forms:
        field = re.search(r'name="lang" value="(\w+)"', form)
        assert field
        answer = client.post(f"/demo/enter/{role}/", {"lang": field[1]})
        assert (answer.status_code, answer["Location"]) == (302, f"/{lang}/desk/")


def test_each_button_leads_to_the_page_that_was_asked_for() -> None:
    client, wanted = Client(), "/kk/commitments/2/answer/"
    door = client.get(wanted)
    html = client.get(door["Location"]).content.decode()
    assert html.count(f'name="next" value="{wanted}"') >= len(ROLES)
    answer = client.post("/demo/enter/official/", {"lang": "kk", "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, wanted)


def test_the_desk_of_a_national_deputy_calls_no_maslikhat_their_own() -> None:
    client = Client()
    client.post("/demo/enter/national/", {"lang": "kk"})
    html = client.get("/kk/desk/").content.decode()
    assert "Менің өкілді органым" in html
    assert "Менің мәслихатым" not in html


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "kk/desk/", "/\\x"])
def test_no_button_leads_to_another_host(wanted: str) -> None:
    answer = Client().post("/demo/enter/official/", {"lang": "kk", "next": wanted})
    assert (answer.status_code, answer["Location"]) == (302, "/kk/desk/")


@pytest.mark.parametrize("sent", [{}, {"lang": ""}, {"lang": "xx"}, {"lang": "//evil.example"}])
def test_without_a_language_that_is_ours_the_browser_is_asked(sent: dict[str, str]) -> None:
    client = Client(headers={"Accept-Language": "ru"})
    answer = client.post("/demo/enter/citizen/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/ru/desk/")
