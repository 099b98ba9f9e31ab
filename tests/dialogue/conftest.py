"""The cast of the dialogue and its three topics.

The cast is imported inside the fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from maslikhat.dialogue.models import Topic
    from tests.dialogue.cast import Cast


@pytest.fixture(scope="module")
def company(staged: Callable[..., Cast]) -> Cast:
    """Everyone who may come by."""
    from tests.dialogue.cast import make_cast

    return staged(make_cast)


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    """The same, for one test."""
    return deepcopy(company)


@pytest.fixture
def topic(cast: Cast) -> Topic:
    """A public topic of Aigerim's."""
    return cast.start("public", "A public question")


@pytest.fixture
def closed_topic(cast: Cast) -> Topic:
    """A topic in the closed room of Aigerim's council."""
    return cast.start("closed", "A secretword question")


@pytest.fixture
def commission_topic(cast: Cast) -> Topic:
    """A topic in the closed room of Aigerim's commission."""
    return cast.start("commission", "A secretword matter of the commission")


@pytest.fixture
def english() -> Iterator[None]:
    """Refusals in English."""
    with translation.override("en"):
        yield
