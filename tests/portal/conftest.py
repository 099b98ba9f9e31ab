"""The pages are tried on the small cast of the register: two councils, one with deputies."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.registry.cast import Cast


@pytest.fixture(scope="module")
def company(staged: Callable[..., Cast]) -> Cast:
    """Everyone who may come by."""
    from tests.registry.cast import make_cast

    return staged(make_cast)


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    """The same, for one test."""
    return deepcopy(company)
