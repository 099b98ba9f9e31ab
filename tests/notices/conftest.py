"""Four people and a topic; the rooms are imported inside the fixtures, after Django is set up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from maslikhat.accounts.models import User


@pytest.fixture(autouse=True)
def _registers() -> Iterator[None]:
    from tests.notices.things import registered

    with registered():
        yield


def person(name: str, language: str) -> User:
    """Somebody with a confirmed address."""
    from allauth.account.models import EmailAddress

    from maslikhat.accounts import actions

    user = actions.make_user(by=None, username=name, email=f"{name}@example.kz", language=language)
    EmailAddress.objects.filter(user=user).update(verified=True)
    return user


@pytest.fixture
def aigul(db: None) -> User:
    """Reads Kazakh."""
    return person("aigul", "kk")


@pytest.fixture
def serik(db: None) -> User:
    """Reads Russian."""
    return person("serik", "ru")


@pytest.fixture
def dana(db: None) -> User:
    """Reads English."""
    return person("dana", "en")


@pytest.fixture
def berik(db: None) -> User:
    """Has no e-mail."""
    from maslikhat.accounts import actions

    return actions.make_user(by=None)


@pytest.fixture
def topic(db: None) -> int:
    """A topic open to all."""
    from tests.notices.things import TOPIC, make

    return make(TOPIC, "Water meters")


@pytest.fixture
def told(aigul: User, serik: User, dana: User, topic: int) -> int:
    """All three follow the topic, in which two replies were made; Dana follows another as well."""
    from maslikhat.notices import actions
    from tests.notices.things import TOPIC, reply

    for user in (aigul, serik, dana):
        actions.follow(TOPIC, topic, by=user)
    reply(topic, None, "An <i>older</i> answer")
    reply(topic, None, "A newer answer")
    return topic
