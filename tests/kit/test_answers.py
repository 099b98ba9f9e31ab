"""One view, two answers; held pages; doors."""

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import translation

from maslikhat.accounts.models import User
from maslikhat.kit.answers import Hold

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.pages")]


@pytest.mark.parametrize(
    ("asked", "is_whole"), [(None, True), ("true", False), ("false", True), ("1", True)]
)
def test_a_part_is_sent_only_to_who_asks_for_it(
    client: Client, asked: str | None, is_whole: bool
) -> None:
    headers = {"HX-Request": asked} if asked else {}
    answer = client.get("/en/t/two/", headers=headers)
    assert ("<html" in answer.content.decode()) is is_whole
    assert "Hi" in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_a_held_page_bears_its_mark_where_the_gateway_looks() -> None:
    with translation.override("kk"):
        assert resolve("/kk/t/held/").func.hold == Hold(5, ("on",))
        assert not hasattr(resolve("/kk/t/two/").func, "hold")


def test_a_held_page_is_only_read(client: Client) -> None:
    assert client.get("/kk/t/held/").status_code == 200
    assert client.head("/kk/t/held/").status_code == 200
    for method in (client.post, client.put, client.delete, client.patch):
        assert method("/kk/t/held/").status_code == 405


def test_a_stranger_is_shown_the_door_and_comes_back_after(client: Client) -> None:
    answer = client.get("/ru/t/inner/?a=1&b=%D3%99")
    assert answer.status_code == 302
    assert answer["Location"] == "/ru/sign-in/?next=%2Fru%2Ft%2Finner%2F%3Fa%3D1%26b%3D%25D3%2599"


def test_a_strangers_post_is_not_where_one_comes_back_to(client: Client) -> None:
    assert client.post("/ru/t/inner/", {"a": 1})["Location"] == "/ru/sign-in/"


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/ru/t/two/?a=1", "?next=%2Fru%2Ft%2Ftwo%2F%3Fa%3D1"),
        ("https://elsewhere.kz/ru/t/two/", ""),
        ("http://[", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_form_sent_by_a_stranger_leads_back_to_its_page(
    client: Client, page: str, back: str
) -> None:
    answer = client.post("/ru/t/inner/", {"a": 1}, headers={"Referer": page})
    assert answer["Location"] == f"/ru/sign-in/{back}"


def test_a_strangers_part_sends_the_whole_page_to_the_door(client: Client) -> None:
    answer = client.get(
        "/kk/t/inner/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/kk/councils/?page=2"},
    )
    assert answer.status_code == 200
    assert not answer.content
    assert answer["HX-Redirect"] == "/kk/sign-in/?next=%2Fkk%2Fcouncils%2F%3Fpage%3D2"
    assert "HX-Request" in answer["Vary"]


@pytest.mark.parametrize("page", ["http://[", "", "javascript:alert(1)", "http://a]b/"])
def test_a_page_address_made_up_by_a_stranger_never_faults(client: Client, page: str) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    answer = client.get("/kk/t/inner/", headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"].startswith("/kk/sign-in/")


def test_who_has_signed_in_goes_in(client: Client) -> None:
    client.force_login(User.objects.create(username="kit-aigul"))
    assert client.get("/kk/t/inner/").content == b"inside"


def test_sending_moves_the_page_by_the_means_that_asked(client: Client) -> None:
    assert client.get("/kk/t/sent/")["Location"] == "/kk/"
    assert client.get("/kk/t/sent/", headers={"HX-Request": "true"})["HX-Redirect"] == "/kk/"
