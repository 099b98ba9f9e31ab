"""The delivery log: for the operator alone, without addresses and texts, in a few queries."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.notices import actions, permissions
from maslikhat.notices.models import Delivery
from tests.notices.things import TOPIC, reply
from tests.worker import drain

pytestmark = pytest.mark.django_db
WORDS = {
    "kk": ("Жіберілген хаттар", "Жіберілді", "Кезекте тұр"),
    "ru": ("Отправленные письма", "Отправлено", "Ожидает"),
    "en": ("Letters that were sent", "Sent", "Waits"),
}


@pytest.fixture
def operator(berik: User, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(permissions, "operators", [lambda user: user.pk == berik.pk])
    client = Client()
    client.force_login(berik)
    return client


@pytest.fixture
def sent(aigul: User, topic: int) -> Delivery:
    """A letter that went, and one that waits for its server."""
    actions.follow(TOPIC, topic, by=aigul, mode="immediate")
    reply(topic, None, "Words of a letter")
    drain()
    return Delivery.objects.create(
        user=aigul.pk,
        kind="digest",
        period=dt.date(2026, 11, 23),
        tries=3,
        next_at=timezone.now(),
        error="ConnectionRefusedError",
    )


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_operator_reads_who_and_how_but_no_address_and_no_text(
    operator: Client, sent: Delivery, lang: str
) -> None:
    page = operator.get(f"/{lang}/notices/deliveries/").content.decode()
    for words in (*WORDS[lang], "Aigul", "ConnectionRefusedError"):
        assert words in page
    assert "aigul@example.kz" not in page
    assert "Words of a letter" not in page
    assert "Water meters" not in page


def test_letters_are_chosen_by_their_state(operator: Client, sent: Delivery) -> None:
    address = "/en/notices/deliveries/"
    page = operator.get(address, {"state": "waiting"}).content.decode()
    assert page.count("account ") == 1
    assert "ConnectionRefusedError" in page
    assert (
        "No letter is in this state" in operator.get(address, {"state": "failed"}).content.decode()
    )
    assert operator.get(address, {"state": "burnt"}).status_code == 400
    assert operator.get(address, {"page": "7"}).status_code == 404


def test_nobody_else_reads_it(aigul: User, sent: Delivery) -> None:
    client = Client()
    assert client.get("/en/notices/deliveries/").status_code == 302
    client.force_login(aigul)
    assert client.get("/en/notices/deliveries/").status_code == 404


def test_thirty_letters_take_no_more_queries_than_one(operator: Client, sent: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert operator.get("/en/notices/deliveries/").status_code == 200
        return len(asked)

    queries()
    before = queries()
    for number in range(30):
        Delivery.objects.create(user=sent.user, kind="direct", happening=9_000 + number)
    assert queries() == before
