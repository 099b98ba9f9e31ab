"""The cast of the votes, and sentences in English.

The cast is imported inside the fixture: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from tests.english import english as english

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.voting.cast import Cast


@pytest.fixture(scope="module")
def company(staged: Callable[..., Cast]) -> Cast:
    """Everyone who may come by."""
    from tests.voting.cast import make_cast

    return staged(make_cast)


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    """The same, for one test."""
    return deepcopy(company)
