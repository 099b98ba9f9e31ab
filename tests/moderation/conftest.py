"""The cast of the dialogue with a moderator, and a post of Viktor's in each of its rooms.

What needs Django is imported inside the fixtures: pytest reads this file before it is set up.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from maslikhat.dialogue.models import Post
    from tests.dialogue.cast import Cast


@pytest.fixture(scope="module")
def company(staged: Callable[..., Cast]) -> Cast:
    """Everyone who may come by, and a moderator of the whole portal."""
    from allauth.mfa.models import Authenticator

    from maslikhat.accounts.models import User
    from maslikhat.registry.models import Role
    from tests.dialogue.cast import DAY, make_cast

    def make() -> Cast:
        cast = make_cast()
        user = User.objects.create(username="moderator")
        Role.objects.create(user=user, kind="moderator", from_day=DAY)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
        cast.users["moderator"] = user
        return cast

    return staged(make)


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    """The same, for one test."""
    return deepcopy(company)


@pytest.fixture
def posts(cast: Cast) -> dict[str, Post]:
    """A reply of Serik's (in the commission of Aigerim's) in each room, and in the council's."""
    from maslikhat.dialogue import actions
    from maslikhat.dialogue.models import RoomRef

    found = {}
    for room in ("public", "closed", "commission"):
        topic = cast.start(room, f"A {room} question")
        by = cast.aigerim if room == "commission" else cast.serik
        found[room] = actions.reply(topic, by=by, body=f"badword in {room}", language="en")
    own = actions.start_topic(
        RoomRef.of(cast.abai), by=cast.aigerim, title="Our roads", body="Dust.", language="en"
    )
    found["council"] = actions.reply(own, by=cast.serik, body="badword in council", language="en")
    return found


@pytest.fixture
def post(posts: dict[str, Post]) -> Post:
    """Serik's post in the public room."""
    return posts["public"]


@pytest.fixture
def english() -> Iterator[None]:
    """Refusals in English."""
    with translation.override("en"):
        yield
