"""Too many tries: refused with 429 and with when to try again, by account and by network."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from maslikhat.accounts.models import Counter, User
from tests.accounts.conftest import PASSWORD

Browser = Callable[..., Client]


def tries(client: Client, count: int, login: str = "aigul", **extra: str) -> list[int]:
    form = {"login": login, "password": "not it at all"}
    return [client.post("/en/sign-in/", form, **extra).status_code for _ in range(count)]


def test_five_wrong_passwords_close_the_account_to_their_network_for_a_while(
    aigul: User, browser: Browser
) -> None:
    assert tries(browser(), 5) == [422] * 5
    answer = browser().post("/en/sign-in/", {"login": "aigul", "password": PASSWORD})
    assert answer.status_code == 429
    assert b"Too many tries. Try again in 5 minutes." in answer.content
    assert answer["Retry-After"] == "300"


def test_a_strangers_tries_do_not_stop_the_owner_in_another_network(
    aigul: User, browser: Browser
) -> None:
    assert tries(browser(), 6, REMOTE_ADDR="192.0.2.1") == [422] * 5 + [429]
    form = {"login": "aigul", "password": PASSWORD}
    answer = browser().post("/en/sign-in/", form, REMOTE_ADDR="198.51.100.1")
    assert answer.status_code == 302


@pytest.mark.once
def test_many_networks_together_have_a_hundred_tries_an_hour(aigul: User, browser: Browser) -> None:
    client = browser()
    statuses = [tries(client, 1, REMOTE_ADDR=f"10.0.{n}.1")[0] for n in range(101)]
    assert statuses == [422] * 100 + [429]
    # The other ways in stay open.
    answer = client.post("/en/sign-in/code/", {"email": "aigul@example.kz"}, REMOTE_ADDR="10.1.1.1")
    assert answer.status_code == 302
    passkey = reverse("accounts:challenge", args=["enter"])
    assert client.post(passkey, REMOTE_ADDR="10.1.1.1").status_code == 200


def test_another_account_is_not_closed_with_it(aigul: User, serik: User, browser: Browser) -> None:
    tries(browser(), 6)
    form = {"login": serik.username, "password": PASSWORD}
    assert browser().post("/en/sign-in/", form).status_code == 302


def test_a_right_password_is_not_counted_as_a_try(aigul: User, browser: Browser) -> None:
    form = {"login": "aigul", "password": PASSWORD}
    assert {browser().post("/en/sign-in/", form).status_code for _ in range(7)} == {302}


@pytest.mark.once
def test_a_network_is_counted_whole(db: None, browser: Browser, settings: Any) -> None:
    # More than 60 requests a minute are another limit.
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1000/m/ip"}
    client = browser()
    statuses = [
        tries(client, 1, f"nobody{n}", REMOTE_ADDR=f"192.0.2.{n + 1}")[0] for n in range(201)
    ]
    assert statuses == [422] * 200 + [429]
    assert tries(browser(), 1, "somebody", REMOTE_ADDR="198.51.100.1") == [422]


def test_a_page_asked_too_often_says_when_to_come_back(db: None, browser: Browser) -> None:
    client = browser()
    form = {"email": "x", "password1": "", "password2": ""}
    statuses = [client.post("/en/sign-up/", form).status_code for _ in range(20)]
    assert statuses == [422] * 20
    answer = client.post("/en/sign-up/", form)
    assert answer.status_code == 429
    assert b"Too many tries. Try again in 5 minutes." in answer.content
    assert answer["Retry-After"] == "300"


def test_opening_the_page_is_never_counted(db: None, browser: Browser) -> None:
    client = browser()
    assert {client.get("/en/sign-in/").status_code for _ in range(70)} == {200}
    assert not Counter.objects.exists()


def test_counts_are_kept_in_the_database_without_a_name_or_a_whole_address(
    aigul: User, browser: Browser
) -> None:
    tries(browser(), 1, REMOTE_ADDR="192.0.2.77")
    keys = " ".join(Counter.objects.values_list("cache_key", flat=True))
    assert "192.0.2.0/24" in keys
    assert "192.0.2.77" not in keys and "aigul" not in keys


def test_asking_for_codes_is_limited(aigul: User, browser: Browser) -> None:
    form = {"email": "aigul@example.kz"}
    statuses = [browser().post("/en/sign-in/code/", form).status_code for _ in range(4)]
    assert statuses == [302, 302, 302, 429]
