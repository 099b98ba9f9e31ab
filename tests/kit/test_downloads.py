"""Files on their way to a reader."""

from pathlib import Path

import pytest
from django.http import Http404

from maslikhat.kit.downloads import download_of


def test_a_file_that_goes_while_it_is_asked_for_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "exists", lambda path: True)
    for path in (None, tmp_path / "gone.pdf"):
        with pytest.raises(Http404):
            download_of(path, "a.pdf", "application/pdf")
