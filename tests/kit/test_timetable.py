"""The timetable: each round once, late rather than never, by the hours of Kazakhstan."""

import datetime as dt
import json
import threading
from collections.abc import Iterator

import pytest
from django.db import connections

from maslikhat.kit import timetable
from maslikhat.kit.models import TimetableRun
from maslikhat.kit.timetable import Daily, Every
from tests import forks
from tests.conftest import copy_portal
from tests.kit import work
from tests.worker import drain


def utc(text: str) -> dt.datetime:
    """A moment in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _own_timetable(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timetable, "entries", {})
    work.done.clear()
    yield
    work.done.clear()


@pytest.mark.parametrize(
    ("when", "now", "due"),
    [
        (Daily(8), "2026-11-22T02:59:59", "2026-11-21T03:00:00"),
        (Daily(8), "2026-11-22T03:00:00", "2026-11-22T03:00:00"),
        # Midnight in Kazakhstan is 19:00 of the day before in UTC.
        (Daily(0), "2026-11-22T18:59:59", "2026-11-21T19:00:00"),
        (Daily(0), "2026-11-22T19:00:00", "2026-11-22T19:00:00"),
        (Daily(23, 59), "2026-11-22T18:59:30", "2026-11-22T18:59:00"),
        (Daily(23, 59), "2026-11-22T19:00:30", "2026-11-22T18:59:00"),
        (Every(5), "2026-11-22T18:59:59", "2026-11-22T18:55:00"),
        (Every(5), "2026-11-22T19:00:00", "2026-11-22T19:00:00"),
    ],
)
def test_a_round_is_due_by_the_clock_of_kazakhstan(
    when: timetable.When, now: str, due: str
) -> None:
    assert when.last(utc(now)) == utc(due)


@pytest.mark.django_db
def test_a_round_is_begun_once_and_a_host_that_slept_does_the_last_one() -> None:
    timetable.add("digest", Daily(8), work.note)
    assert timetable.tick(utc("2026-11-22T03:30:00")) == [], "seen for the first time"
    assert timetable.tick(utc("2026-11-23T02:59:00")) == []
    assert timetable.tick(utc("2026-11-23T03:00:01")) == ["digest"]
    assert timetable.tick(utc("2026-11-23T03:00:02")) == []
    # Asleep for three days.
    assert timetable.tick(utc("2026-11-26T15:00:00")) == ["digest"]
    assert timetable.tick(utc("2026-11-26T15:01:00")) == []
    drain()
    rounds = ["2026-11-22", "2026-11-23", "2026-11-26"]
    at = [f"{day}T03:00:00+00:00" for day in rounds]
    assert work.done == [(at[0], at[1]), (at[1], at[2])]


@pytest.mark.django_db
def test_a_clock_that_is_put_back_begins_nothing_twice() -> None:
    timetable.add("digest", Daily(8), work.note)
    for moment in ("2026-11-22T03:30:00", "2026-11-23T03:30:00", "2026-11-22T02:00:00"):
        timetable.tick(utc(moment))
    assert timetable.tick(utc("2026-11-23T03:40:00")) == []
    drain()
    assert len(work.done) == 1


@pytest.mark.django_db
def test_old_rounds_are_forgotten_but_the_last() -> None:
    timetable.add("digest", Daily(8), work.note)
    for day in range(1, 6):
        timetable.tick(utc(f"2026-09-0{day}T05:00:00"))
    assert timetable.sweep(utc("2026-11-22T05:00:00")) == 4
    assert TimetableRun.objects.get().due_at == utc("2026-09-05T03:00:00")


SCRIPT = """
import datetime as dt, json, threading
import django
django.setup()
from django.db import connections
from django_tasks_db.models import DBTaskResult
from maslikhat.kit import timetable
from tests.kit.work import note

timetable.entries.clear()
timetable.add("digest", timetable.Daily(8), note)
moment = lambda day: dt.datetime(2026, 11, day, 4, tzinfo=dt.UTC)
timetable.tick(moment(20))
gate, found, faults = threading.Barrier(6), [], []
def host():
    try:
        for day in range(21, 26):
            gate.wait(30)
            found.extend(timetable.tick(moment(day)))
    except Exception as error:
        faults.append(repr(error))
    finally:
        connections.close_all()
threads = [threading.Thread(target=host) for _ in range(6)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps([len(found), DBTaskResult.objects.count(), faults]))
"""


@pytest.mark.both
def test_of_many_hosts_one_begins_each_round() -> None:
    done = forks.run(["-c", SCRIPT], copy_portal("timetable"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == [5, 5, []]


@pytest.mark.both
def test_the_timetable_ends_when_it_is_told(django_db_blocker: object) -> None:
    stop = threading.Event()
    stop.set()
    timetable.run(stop)
    assert connections["default"].connection is None
