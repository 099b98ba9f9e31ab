"""The cast of budgets: a region's council with its clerk.

The cast is imported inside the fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from tests.english import english as english

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.permissions.everyone import Cast


@pytest.fixture(scope="module")
def company(staged: Callable[..., Cast]) -> Cast:
    """Everyone who may come by."""
    from tests.permissions.everyone import make_cast

    return staged(make_cast)


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    """The same, for one test."""
    return deepcopy(company)
