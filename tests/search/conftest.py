"""Each test has an index of its own, for what it writes to the table is taken back at its end.

The councils that the portal is delivered with are left out of the table.
"""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_index(settings: object, tmp_path: Path) -> None:
    """The folder of the index is the test's."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]


@pytest.fixture
def empty(db: None) -> None:
    """No entries."""
    from maslikhat.search.models import Entry

    Entry.objects.all().delete()
