"""The index follows the table whatever happens to it, and is made anew where it cannot be used."""

import contextlib
import random
import time
from pathlib import Path
from subprocess import PIPE

import pytest

from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import writing
from maslikhat.search import actions, follower, registers, shelf
from maslikhat.search.asking import reader
from maslikhat.search.models import Entry
from maslikhat.search.volume import UnreadableError, Volume
from tests.cli.portals import done
from tests.conftest import KIND, copy_portal
from tests.forks import Started
from tests.search.test_finding import ask, tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]
# Seconds for a process of its own on a machine that has other things to do.
PATIENCE = 300


def test_nothing_new_makes_no_commit() -> None:
    tell(1, "сөз")
    indexer = follower.Indexer()
    indexer.follow()
    before = reader.snapshot()
    assert indexer.follow() == 0
    assert reader.snapshot() is before
    tell(2, "сөз")
    assert indexer.follow() == 1
    assert reader.snapshot().floor > before.floor
    indexer.close()


def test_what_is_rolled_back_leaves_nothing() -> None:
    class StopError(Exception):
        pass

    tell(1, "сөз")
    follower.catch_up()
    with pytest.raises(StopError), writing():
        actions.index("topic", 2, title="сөз", language="kk")
        raise StopError
    assert ask("сөз").count == 1
    assert follower.catch_up() == 0
    assert ask("сөз").count == 1


def damage_missing(path: Path) -> None:
    shelf.clear()


def damage_meta(path: Path) -> None:
    (path / "meta.json").write_text("{")


def damage_segments(path: Path) -> None:
    for file in path.glob("*.idx"):
        # Anew and not in place: a thread that tantivy begins as it opens a volume may have mapped
        # what was there, and a mapped file that is cut short ends the process.
        file.unlink()
        file.write_bytes(b"no index")


def damage_folder(path: Path) -> None:
    for file in path.glob("*"):
        if file.name != "meta.json":
            file.unlink()


def damage_pointer(path: Path) -> None:
    (shelf.folder() / "current").write_bytes(b"\xff\xfe../../etc")


def damage_by_an_older_version(path: Path) -> None:
    old = path.with_name("v0-0123456789abcdef")
    path.rename(old)
    (shelf.folder() / "current").write_text(old.name)


@pytest.mark.parametrize(
    "damage",
    [
        damage_missing,
        damage_meta,
        damage_segments,
        damage_folder,
        damage_pointer,
        damage_by_an_older_version,
    ],
)
def test_an_index_that_cannot_be_used_is_said_and_heals(damage: object) -> None:
    tell(1, "сөз")
    follower.catch_up()
    path = reader.snapshot().path
    damage(path)  # type: ignore[operator]
    # What is open goes on; a process that begins now finds nothing to read.
    reader.__init__()  # type: ignore[misc]
    with pytest.raises(UnreadableError):
        ask("сөз")
    assert follower.catch_up() == 0
    assert ask("сөз").count == 1
    assert [one.name for one in shelf.folder().glob("v*")] == [reader.snapshot().path.name]


def test_what_is_damaged_while_it_is_read_is_said_and_heals() -> None:
    for number in range(50):
        tell(number, f"сөз {number}")
    follower.catch_up()
    path = reader.snapshot().path
    ask("сөз")
    # In place and of the same length: the files are mapped, and shorter ones would end the process.
    for file in [*path.glob("*.idx"), *path.glob("*.term"), *path.glob("*.fast")]:
        with file.open("r+b") as opened:
            opened.write(b"\xff" * file.stat().st_size)
    with pytest.raises(UnreadableError):
        ask("сөз 7")
    assert shelf.current() is None
    follower.catch_up()
    assert ask("сөз").count == 50


def test_an_index_that_is_ahead_of_the_table_is_made_anew() -> None:
    tell(1, "сөз")
    tell(2, "сөз")
    follower.catch_up()
    Entry.objects.all().delete()
    tell(3, "басқа")
    follower.catch_up()
    assert (ask("сөз").count, ask("басқа").count) == (0, 1)


def test_searches_are_answered_while_the_index_is_made_anew() -> None:
    for number in range(30):
        tell(number, "сөз")
    follower.catch_up()
    old = reader.snapshot().path
    seen = []
    follower.rebuild(lambda rows: seen.append((ask("сөз").count, reader.snapshot().path)))
    assert seen == [(30, old)]
    assert reader.snapshot().path != old
    assert ask("сөз").count == 30
    assert not old.exists()


def test_an_interrupted_rebuild_leaves_the_old_index() -> None:
    tell(1, "сөз")
    follower.catch_up()
    old = reader.snapshot().path

    def interrupt(rows: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        follower.rebuild(interrupt)
    assert ask("сөз").count == 1
    assert list(shelf.folder().glob("v*")) == [old]


def test_two_rebuilds_at_once_are_refused_and_two_indexers_wait() -> None:
    with shelf.alone("rebuild") as is_alone:
        assert is_alone
        with pytest.raises(Refused):
            follower.rebuild()
    tell(1, "сөз")
    with shelf.alone("indexer"):
        assert follower.catch_up() == 0
    assert follower.catch_up() == 0
    assert ask("сөз").count == 1


def test_a_follower_goes_over_to_the_new_index() -> None:
    indexer = follower.Indexer()
    tell(1, "сөз")
    indexer.follow()
    follower.rebuild()
    tell(2, "сөз")
    indexer.follow()
    indexer.close()
    assert ask("сөз").count == 2


def test_a_busy_volume_is_not_called_damaged() -> None:
    tell(1, "сөз")
    follower.catch_up()
    path = reader.snapshot().path
    other = Volume(path)
    with pytest.raises(UnreadableError, match="LockBusy"):
        follower.Indexer().follow()
    other.close()
    assert shelf.current() == path


def test_the_table_is_filled_from_the_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    def entries(after: int, most: int) -> list[registers.Draft]:
        numbers = [n for n in (1, 2, 3, 7) if n > after][: min(most, 2)]
        return [registers.Draft("thing", n, f"зат {n}", language="kk") for n in numbers]

    kind = registers.Kind(lambda: "things", lambda number, slug: "/", entries)
    monkeypatch.setattr(registers, "kinds", {"thing": kind})
    monkeypatch.setattr(follower, "kinds", {"thing": kind})
    with writing():
        for gone in (2, 5, 9):
            actions.index("thing", gone, title="бұрын", language="kk")
    assert follower.fill(only_empty=True) == 0
    assert follower.fill() == 4
    left = Entry.objects.standing().filter(kind="thing").values_list("number", "title_kk")
    assert sorted(left) == [(n, f"зат {n}") for n in (1, 2, 3, 7)]


def test_it_follows_within_a_second_and_ends_when_told() -> None:
    out, _err = work(copy_portal("search-second"), "follow").communicate(timeout=PATIENCE)
    *seconds, is_alive = out.split()
    # In the median: a machine busy with other tests may be late once.
    assert sorted(map(float, seconds))[len(seconds) // 2] < 1
    assert is_alive == "False"


def work(environment: dict[str, str], what: str) -> Started:
    return Started(["-m", "tests.search.work", what], environment, stdout=PIPE)


def test_killed_at_any_moment_nothing_is_missing_and_nothing_twice() -> None:
    environment = copy_portal("search-killed")
    for _time in range(3):
        writer = work(environment, "write")
        assert writer.stdout is not None
        assert writer.stdout.readline() == "under way\n"
        time.sleep(random.uniform(0.05, 0.7))
        writer.kill()
        writer.wait()
        with contextlib.closing(writer.stdout):
            pass
        out, _err = work(environment, "compare").communicate(timeout=PATIENCE)
        standing, twice, wrong, marks = map(int, out.split())
        assert standing > 100
        assert (twice, wrong, marks) == (0, 0, 1)


@pytest.mark.skipif(KIND != "postgresql", reason="SQLite has one writer at a time")
def test_what_is_committed_late_is_not_left_out() -> None:
    environment = copy_portal("search-late")
    out, _err = work(environment, "late").communicate(timeout=PATIENCE)
    assert out.split() == ["0", "1", "1", "0"]


def test_reindex_from_the_command_line() -> None:
    environment = copy_portal("search-reindex")
    said = done(environment, "reindex")
    assert "made anew" in said
    assert done(environment, "reindex", "--index-only") == said


def test_a_restored_portal_makes_its_index_anew(tmp_path: Path) -> None:
    environment = copy_portal("search-restored")
    done(environment, "reindex")
    used = Path(environment["MASLIKHAT_VAR"]) / "search" / "current"
    assert used.exists()
    done(environment, "backup", tmp_path / "portal.tar")
    done(environment, "restore", tmp_path / "portal.tar", "--replace")
    assert not used.exists()
