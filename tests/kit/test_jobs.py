"""Jobs: in the act's transaction, once for a key, tried again, given back, forgotten."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.portal.jobs import state
from tests import forks
from tests.conftest import copy_portal
from tests.kit import work
from tests.worker import drain

MINUTE = dt.timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    work.done.clear()
    yield
    work.done.clear()


@pytest.fixture(autouse=True)
def _heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pytest hear what the portal's log says."""
    monkeypatch.setattr(logging.getLogger("maslikhat"), "propagate", True)


def later(by: dt.timedelta) -> None:
    """Let `by` pass for every job in the queue."""
    for row in DBTaskResult.objects.all():
        row.run_after -= by
        row.save(update_fields=["run_after"])


@pytest.mark.django_db
def test_one_key_is_one_job_however_often_it_is_asked() -> None:
    with writing():
        assert jobs.enqueue(work.note, 1, key="a")
        assert not jobs.enqueue(work.note, 2, key="a")
        assert jobs.enqueue(work.note, 3, key="b")
    drain()
    drain()
    assert work.done == [(1,), (3,)]
    with writing():
        assert not jobs.enqueue(work.note, 4, key="a")


@pytest.mark.django_db
def test_an_act_that_fails_leaves_no_job() -> None:
    with pytest.raises(ZeroDivisionError), writing():
        jobs.enqueue(work.note, 1, key="a")
        raise ZeroDivisionError
    drain()
    assert work.done == []


@pytest.mark.django_db
def test_a_job_planned_for_later_waits_and_is_not_late() -> None:
    with writing():
        jobs.enqueue(work.note, 1, key="a", after=timezone.now() + 10 * MINUTE)
    drain()
    assert work.done == []
    assert state()["behind"] == dt.timedelta()
    later(11 * MINUTE)
    assert MINUTE / 2 < state()["behind"] < 2 * MINUTE
    drain()
    assert work.done == [(1,)]


@pytest.mark.django_db
def test_a_failed_job_is_tried_again_later_and_at_last_counts_as_failed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with writing():
        jobs.enqueue(work.fail, "aigul@example.kz", key="a")
    drain()
    drain()
    assert len(work.done) == 1, "the second try waits a minute"
    assert state()["failed"] == 0
    later(MINUTE)
    drain()
    later(MINUTE)
    drain()
    assert len(work.done) == 2, "the third try waits two minutes"
    later(MINUTE)
    drain()
    later(dt.timedelta(days=2))
    drain()
    assert len(work.done) == 3
    assert state()["failed"] == 1
    row = DBTaskResult.objects.get()
    assert row.exception_class_path == "builtins.ValueError"
    assert "in fail" in row.traceback
    assert "ValueError" in caplog.text
    assert "aigul" not in row.traceback + caplog.text


def test_waits_double_and_end_at_a_day() -> None:
    waits = [jobs.back_off(tried) / MINUTE for tried in (1, 2, 3, 11, 12, 1000)]
    assert waits == [1, 2, 4, 1024, 1440, 1440]


@pytest.mark.django_db
@pytest.mark.parametrize("away", [MINUTE, dt.timedelta(days=3)])
def test_a_job_whose_failure_was_never_decided_is_tried_again(away: dt.timedelta) -> None:
    with writing():
        jobs.enqueue(work.note, 1, key="a")
    DBTaskResult.objects.update(
        status="FAILED", worker_ids=["killed"], finished_at=timezone.now() - away
    )
    assert jobs.recover() == 1
    later(MINUTE)
    drain()
    assert work.done == [(1,)]


@pytest.mark.django_db
def test_a_job_that_kills_its_worker_each_time_fails_for_good() -> None:
    with writing():
        jobs.enqueue(work.note, 1, key="a")
    long_ago = timezone.now() - 6 * MINUTE
    DBTaskResult.objects.update(
        status="RUNNING", worker_ids=["one", "two", "three"], started_at=long_ago
    )
    assert jobs.recover() == 1
    assert state()["failed"] == 1
    drain()
    assert work.done == []


@pytest.mark.django_db
def test_old_jobs_are_forgotten_failed_ones_later() -> None:
    with writing():
        for key in "abc":
            jobs.enqueue(work.note, 1, key=key)
        jobs.enqueue(work.fail, 1, key="d")
    drain()
    three_days_ago = timezone.now() - dt.timedelta(days=3)
    DBTaskResult.objects.update(finished_at=three_days_ago)
    DBTaskResult.objects.filter(task_path__endswith="fail").update(status="FAILED")
    assert jobs.sweep() == 3
    assert jobs.sweep(timezone.now() + dt.timedelta(days=30)) == 1


WORK = """
import sys, threading
import django
django.setup()
from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from tests.kit.work import die_once
from tests.worker import drain
"""


def in_a_process(environment: dict[str, str], script: str, path: Path) -> int:
    return forks.run(["-c", WORK + script, str(path)], environment).returncode


@pytest.mark.both
def test_a_job_whose_worker_is_killed_in_the_middle_is_done_by_another(tmp_path: Path) -> None:
    portal, path = copy_portal("killed-job"), tmp_path / "said"
    enter = "with writing(): jobs.enqueue(die_once, sys.argv[1], key='a')\ndrain()"
    assert in_a_process(portal, enter, path) == -9
    assert path.read_text() == "killed"
    # Within its time the other workers leave it alone.
    assert in_a_process(portal, "jobs.recover(); drain()", path) == 0
    assert path.read_text() == "killed"
    later = "import datetime as dt\nfrom django.utils import timezone\n"
    later += "assert jobs.recover(timezone.now() + dt.timedelta(minutes=3)) == 1; drain()"
    assert in_a_process(portal, later, path) == 0
    assert path.read_text() == "done"
