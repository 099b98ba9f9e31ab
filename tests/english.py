"""A room whose tests read English sentences imports this fixture into its conftest."""

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The sentences of the tests are the English ones."""
    with translation.override("en"):
        yield
