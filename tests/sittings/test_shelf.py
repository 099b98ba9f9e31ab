"""Made packs are kept and made once; what is not asked for goes; what fails is told."""

import os
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from maslikhat.kit.refusals import Refused
from maslikhat.sittings.packs import shelf
from maslikhat.sittings.packs.binding import Bound, bound
from maslikhat.sittings.packs.contents import Pack, pack_of
from tests.sittings.cast import convened
from tests.voting.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack(cast: Cast, settings: Any, tmp_path: Path) -> Pack:
    """The pack of a sitting, on a disk of its own."""
    settings.VAR = tmp_path
    return pack_of(convened(cast), None)


def test_two_who_ask_at_once_have_it_made_once(pack: Pack) -> None:
    begun, found = [], []

    def slowly(pack: Pack, folder: Path) -> Bound:
        begun.append(folder)
        time.sleep(0.5)
        return bound(pack, folder)

    def ask() -> None:
        found.append(shelf.asked(pack, seconds=30, bind=slowly))

    asking = [threading.Thread(target=ask) for _reader in range(3)]
    for one in asking:
        one.start()
    for one in asking:
        one.join()
    assert len(begun) == 1
    assert len(set(found)) == 1
    assert found[0] is not None and found[0].read_bytes().startswith(b"%PDF-")
    assert shelf.asked(pack, seconds=0) == found[0]
    assert len(begun) == 1
    # What it was made in is gone.
    assert [one.name for one in shelf.folder().iterdir() if one.is_dir()] == []


def test_who_does_not_wait_is_told_and_finds_it_later(pack: Pack) -> None:
    go = threading.Event()

    def held(pack: Pack, folder: Path) -> Bound:
        assert go.wait(30)
        return bound(pack, folder)

    assert shelf.asked(pack, seconds=0.1, bind=held) is None
    assert shelf.asked(pack, seconds=0.1, bind=held) is None
    go.set()
    assert shelf.asked(pack, seconds=30, bind=held) is not None


def test_what_fails_is_told_and_not_tried_again_at_once(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    def fails(pack: Pack, folder: Path) -> Bound:
        tried.append(folder)
        raise OSError("no place on the disk")

    for _time in range(2):
        with pytest.raises(Refused, match="one by one"):
            shelf.asked(pack, seconds=10, bind=fails)
    assert len(tried) == 1
    monkeypatch.setattr(shelf, "REST_SECONDS", 0)
    assert shelf.asked(pack, seconds=30) is not None


def test_what_nobody_asks_for_goes(pack: Pack) -> None:
    week = time.time() - shelf.KEPT_SECONDS - 60
    for name in ("a" * 64, "b" * 64):
        (shelf.folder() / f"{name}.pdf").write_bytes(b"%PDF-")
    os.utime(shelf.folder() / f"{'a' * 64}.pdf", (week, week))
    left = shelf.folder() / "making-killed"
    left.mkdir()
    os.utime(left, (week, week))
    made = shelf.asked(pack, seconds=30)
    assert made is not None
    names = {one.name for one in shelf.folder().glob("*") if not one.name.endswith(".lock")}
    assert names == {made.name, f"{'b' * 64}.pdf"}


def test_what_another_process_takes_away_meanwhile_is_no_failure(pack: Pack) -> None:
    gone = shelf.folder() / "making-elsewhere"
    gone.symlink_to(shelf.folder() / "nothing")
    assert shelf.asked(pack, seconds=30) is not None


def test_what_is_swept_as_it_is_asked_for_is_not_there(
    pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "exists", lambda _path: True)
    assert shelf.asked(pack, seconds=0) is None
    assert list(shelf.folder().glob("*.pdf")) == []
