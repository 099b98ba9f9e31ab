"""The cast of decisions: a district's council with its commission, and a draft it has.

The cast is imported inside the fixtures: pytest reads this file before Django is set up.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING

import pytest

from tests.english import english as english

if TYPE_CHECKING:
    from collections.abc import Callable

    from maslikhat.decisions.models import Decision
    from tests.decisions.cast import Cast


@pytest.fixture(scope="module")
def company(staged: Callable[..., Cast]) -> Cast:
    """Everyone who may come by."""
    from tests.decisions.cast import make_cast

    return staged(make_cast)


@pytest.fixture
def cast(company: Cast, db: None) -> Cast:
    """The same, for one test."""
    return deepcopy(company)


@pytest.fixture
def draft(cast: Cast) -> Decision:
    """A draft of the apparatus, normative, that touches no money."""
    return cast.draft()


@pytest.fixture
def tabled(cast: Cast, draft: Decision) -> Decision:
    """The same, put before the council."""
    from maslikhat.decisions import actions

    return actions.table(draft, by=cast.chair)
