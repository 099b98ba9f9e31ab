"""The cast of the votes, and sentences in English.

The cast is imported inside the fixture: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.voting.cast import Cast


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The sentences of the tests are the English ones."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def company(staged: Callable[..., Cast]) -> Cast:
    """Everyone who may come by."""
    from tests.voting.cast import make_cast

    return staged(make_cast)


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    """The same, for one test."""
    return deepcopy(company)
