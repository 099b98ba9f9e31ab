"""Processes take turns at SQLite's file: nobody passes who waits, and a killed one keeps nobody."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from maslikhat.kit import turns
from tests import forks
from tests.conftest import copy_portal

# Writes batch after batch without a pause, as an import does, and counts its transactions.
GREEDY = """
import sys, time
import django
django.setup()
from django.db import connection
from maslikhat.kit.transactions import staging

print("ready", flush=True)
while True:
    with staging():
        connection.cursor().execute("UPDATE kit_tried SET number = number + 1")
        time.sleep(0.03)
"""
PATIENT = """
import json, time
import django
django.setup()
from django.db import connection
from maslikhat.kit.transactions import writing

def number():
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM kit_tried")
        return cursor.fetchone()[0]

passed, waited = [], []
for _ in range(25):
    time.sleep(0.02)
    before, begun = number(), time.monotonic()
    with writing():
        passed.append(number() - before)
        connection.cursor().execute("UPDATE kit_tried SET number = number + 0")
    waited.append(time.monotonic() - begun)
print(json.dumps({"passed": sorted(passed)[12], "waited": max(waited)}))
"""
WORKER = """
import json, threading
import django
django.setup()
from django.db import connection
from django_tasks_db.models import DBTaskResult
from maslikhat.cli.jobs import Stoppable
from maslikhat.kit import jobs, tasks
from maslikhat.kit.transactions import writing

def number():
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM kit_tried")
        return cursor.fetchone()[0]

with writing():
    for one in range(10):
        jobs.enqueue(tasks.sweep, "", "", key=str(one))
before = number()
Stoppable(threading.Event(), jobs.DEFAULT, batch=True).run()
passed = number() - before
done = DBTaskResult.objects.successful().count()
print(json.dumps({"passed": passed, "done": done}))
"""
TABLE = """
import django
django.setup()
from django.db import connection
from maslikhat.kit.transactions import writing

with writing():
    connection.cursor().execute("CREATE TABLE kit_tried (number bigint)")
    connection.cursor().execute("INSERT INTO kit_tried VALUES (0)")
"""


@pytest.fixture
def portal() -> dict[str, str]:
    """A portal of its own with a table to write into."""
    environment = copy_portal("kit-turns")
    done = forks.run(["-c", TABLE], environment)
    assert done.returncode == 0, done.stderr
    return environment


@contextmanager
def writing_on(portal: dict[str, str]) -> Iterator[None]:
    """Another process writes all the while, and is killed at the end, wherever it stands."""
    greedy = forks.Started(["-c", GREEDY], portal, stdout=subprocess.PIPE)
    with closing(greedy.stdout):
        try:
            assert greedy.stdout.readline().strip() in ("ready", b"ready")
            yield
        finally:
            greedy.kill()
            greedy.wait(10)


def patient(portal: dict[str, str], work: str = PATIENT) -> dict[str, float]:
    """How often somebody passed the process that waits, and for how long it did."""
    done = forks.run(["-c", work], portal)
    assert done.returncode == 0, done.stderr
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.mark.once
def test_a_process_that_waits_is_the_next_however_often_another_writes(portal) -> None:
    with writing_on(portal):
        found = patient(portal)
    # The write that was under way, and one that came to the door at the same moment; in the median,
    # for on a busy machine this process may be kept from coming to the door at all.
    assert found["passed"] <= 2, found


@pytest.mark.once
def test_the_worker_of_jobs_takes_its_turn_too(portal) -> None:
    with writing_on(portal):
        found = patient(portal, WORKER)
    assert found["done"] == 10
    # A job is marked as begun and as done; its own work may write twice.
    assert found["passed"] <= 10 * 4 * 2, found


@pytest.mark.once
def test_a_process_that_is_killed_at_its_turn_keeps_nobody(portal) -> None:
    with writing_on(portal):
        time.sleep(0.1)
    assert patient(portal)["passed"] == 0


def test_a_turn_within_a_turn_waits_for_nobody(tmp_path: Path) -> None:
    name = str(tmp_path / "portal.sqlite3")
    with turns.taken(name), turns.taken(name):
        pass
    with turns.taken(name):
        pass


def test_where_the_files_cannot_be_opened_one_goes_without(tmp_path: Path) -> None:
    with turns.taken(str(tmp_path / "none" / "portal.sqlite3")):
        pass
