"""People who sign in, and browsers they sign in with.

The rooms are imported inside the fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.test import Client

if TYPE_CHECKING:
    from maslikhat.accounts.models import User

PASSWORD = "сырлы-сандық-7"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password costs nothing here; `monkeypatch.undo()` brings back what it costs."""
    from maslikhat.accounts.passwords import Hasher

    monkeypatch.setattr(Hasher, "time_cost", 1)
    monkeypatch.setattr(Hasher, "memory_cost", 8)


@pytest.fixture
def aigul(db: None) -> User:
    """A deputy with an e-mail, confirmed, and a password."""
    from maslikhat.accounts import actions

    user = actions.make_user(by=None, username="aigul", email="aigul@example.kz")
    user.emailaddress_set.update(verified=True)
    return actions.set_password(user, by=user, password=PASSWORD)


@pytest.fixture
def serik(db: None) -> User:
    """A deputy without an e-mail: a sign-in number and a password."""
    from maslikhat.accounts import actions

    user = actions.make_user(by=None)
    return actions.set_password(user, by=user, password=PASSWORD)


@pytest.fixture
def browser() -> Callable[..., Client]:
    """A fresh browser; cookies of its own."""

    def fresh(**headers: str) -> Client:
        return Client(headers={"user-agent": FIREFOX, **headers})

    return fresh


@pytest.fixture
def signed(browser: Callable[..., Client]) -> Callable[[User], Client]:
    """A browser in which the person has signed in by password."""

    def sign(user: User) -> Client:
        client = browser()
        answer = client.post("/kk/sign-in/", {"login": user.username, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return sign


@pytest.fixture(autouse=True)
def _registers_as_they_were() -> Iterator[None]:
    """What a test adds to a register is gone after it."""
    before = [list(each) for each in _registers()]
    yield
    for each, was in zip(_registers(), before, strict=True):
        each[:] = was


def _registers() -> tuple[list[object], ...]:
    from maslikhat.accounts import registers

    return (  # type: ignore[return-value]
        registers.session_hours,
        registers.needs_second_factor,
        registers.sign_in_panels,
    )


def code_of_last_letter() -> str:
    """The one-time code in the letter sent last."""
    found = re.search(r"^\s*([A-Z0-9]{3,6}-?[A-Z0-9]{3,6})\s*$", mail.outbox[-1].body, re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found.group(1)
