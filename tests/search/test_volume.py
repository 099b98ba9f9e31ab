"""A volume that a killed process has left: whatever it was doing, the next one goes on in it."""

import datetime as dt
import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from tantivy import Query

from maslikhat.search.volume import Row, Volume

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]
NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def row(pk: int, changed: int) -> Row:
    empty = [""] * 7
    return Row(pk, "topic", pk, "public", "kk", "сөз", *empty, NOW, NOW, False, changed)


def indexed(volume: Volume) -> list[int]:
    searcher = volume._searcher()
    places = [place for _score, place in searcher.search(Query.all_query(), 1000).hits]
    return [pk for pk in searcher.fast_field_values("entry", places) if pk is not None]


def left_by_a_killed_writer(path: Path, copy: Path) -> int:
    """A copy of a volume that has its merge before it; the last change in it."""
    volume = Volume(path, is_new=True)
    for change in range(1, 100):
        volume.put([row(10 * change + n, change) for n in range(3)], change)
        # A merge that ends meanwhile takes files away: then the next time.
        with suppress(shutil.Error):
            shutil.copytree(path, copy, ignore=shutil.ignore_patterns("*.lock"))
            if len(json.loads((copy / "meta.json").read_text())["segments"]) == 8:
                break
        shutil.rmtree(copy)
    volume.close()
    return change


def test_the_first_change_after_a_kill_takes_the_place_of_the_old(tmp_path: Path) -> None:
    (tmp_path / "volume").mkdir()
    copy = tmp_path / "copy"
    last = left_by_a_killed_writer(tmp_path / "volume", copy)
    volume = Volume(copy)
    volume.put([row(10 * (last - 1), last + 1)], last + 1)
    volume.close()
    found = indexed(volume)
    assert len(found) == len(set(found)) == 3 * last


def test_what_a_killed_writer_has_not_finished_is_in_nobodys_way(tmp_path: Path) -> None:
    volume = Volume(tmp_path, is_new=True)
    volume.put([row(1, 1), row(2, 2)], 2)
    volume.close()
    before = (tmp_path / "meta.json").read_bytes()
    volume = Volume(tmp_path)
    volume.put([row(1, 3)], 3)
    volume.close()
    # As if it had been killed when the marks of deletion were on disk and the commit was not.
    (tmp_path / "meta.json").write_bytes(before)
    volume = Volume(tmp_path)
    volume.put([row(1, 3)], 3)
    volume.close()
    assert sorted(indexed(volume)) == [1, 2]
