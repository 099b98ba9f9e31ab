"""What the tests of files stand on."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation


@pytest.fixture
def files(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A folder of files of the test's own, and a reader of English."""
    settings.FILES = tmp_path / "files"
    with translation.override("en"):
        yield tmp_path / "files"
