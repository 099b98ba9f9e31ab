"""The pages are tried on the small cast of the register: two councils, one with deputies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.registry.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone who may come by."""
    from tests.registry.cast import make_cast

    return make_cast()
