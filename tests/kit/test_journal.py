"""SQLite's journal: what is acknowledged was waited for, by one wait for many."""

import os
import threading
import time
from pathlib import Path

import pytest

from maslikhat.kit.journal import NotOnDiskError, _Journal


@pytest.fixture
def journal(tmp_path: Path) -> tuple[_Journal, Path]:
    path = tmp_path / "portal.sqlite3-wal"
    path.write_bytes(b"written")
    return _Journal(), path


def test_each_that_comes_alone_waits_for_the_disk(journal, monkeypatch) -> None:
    waited: list[int] = []
    monkeypatch.setattr(os, "fdatasync", waited.append)
    for _ in range(3):
        journal[0].wait(journal[1])
    assert len(waited) == 3


def test_those_who_come_during_a_wait_share_the_next(journal, monkeypatch) -> None:
    one, path = journal
    entered, leave, waits = threading.Event(), threading.Event(), []

    def slow(_descriptor: int) -> None:
        waits.append(one.written)
        entered.set()
        leave.wait(10)

    monkeypatch.setattr(os, "fdatasync", slow)
    threads = [threading.Thread(target=one.wait, args=[path])]
    threads[0].start()
    assert entered.wait(10)
    threads += [threading.Thread(target=one.wait, args=[path]) for _ in range(9)]
    for thread in threads[1:]:
        thread.start()
    while one.written < 10:
        time.sleep(0.01)
    leave.set()
    for thread in threads:
        thread.join(10)
    # The first for itself alone; the second for the nine who had committed meanwhile.
    assert waits == [1, 10]


def test_where_the_disk_refuses_nobody_is_told_that_it_has_taken(journal, monkeypatch) -> None:
    one, path = journal

    def refuses(_descriptor: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fdatasync", refuses)
    with pytest.raises(OSError, match="Input/output"):
        one.wait(path)
    # The next answer of such a disk would be "done": it is not asked again.
    monkeypatch.undo()
    with pytest.raises(NotOnDiskError):
        one.wait(path)


def test_a_journal_that_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    _Journal().wait(tmp_path / "none-wal")
