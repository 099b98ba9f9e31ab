"""The cast of a room is built once for all its rows; each row is played and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_django import DjangoDbBlocker

    from tests.permissions.stage import Stage


@pytest.fixture(scope="module")
def stage(django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Where the rows are played, one room after the other."""
    from tests.permissions.stage import Stage

    with django_db_blocker.unblock(), translation.override("en"):
        stage = Stage()
        yield stage
        stage.leave()
