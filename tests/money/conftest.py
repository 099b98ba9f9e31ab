"""The cast of budgets: a region's council with its clerk.

The cast is imported inside the fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.permissions.everyone import Cast


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The sentences of the tests are the English ones."""
    with translation.override("en"):
        yield


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone who may come by."""
    from tests.permissions.everyone import make_cast

    return make_cast()
