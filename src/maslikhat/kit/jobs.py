"""Jobs: work that follows an act, put in the queue by its transaction and done at least once.

The queue and its worker are django-tasks-db's; this adds what that leaves out: one job for one key,
trying again later, giving a job back whose worker was killed, and a last word on what failed for
good. A job may run twice (killed after its work and before its mark), so its work must bear that.
"""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from maslikhat.kit.bulk import insert_new
from maslikhat.kit.transactions import writing

log = logging.getLogger(__name__)

READY, RUNNING, FAILED = "READY", "RUNNING", "FAILED"
SUCCESSFUL = "SUCCESSFUL"
MAIL = "mail"
DEFAULT = "default"
# Every job's number follows from its function and key by this (RFC 9562, version 5).
_NAMES = uuid.UUID("6f0c1f5e-2b0b-5a55-9d6a-6d61736c696b")
A_MINUTE = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=24)
# Done jobs are forgotten after two days, and their keys with them; failed ones after thirty.
KEEP_DONE, KEEP_FAILED = dt.timedelta(days=2), dt.timedelta(days=30)
SWEPT_AT_ONCE = 2_000


class Policy(NamedTuple):
    """How often a job is tried, how long after the first failure, and how long one try may last.

    After that the worker is taken for dead and the job is given to another.
    """

    tries: int = 8
    first_wait: dt.timedelta = A_MINUTE
    longest: dt.timedelta = 5 * A_MINUTE

    def wait(self, tried: int) -> dt.timedelta:
        """How long to wait after `tried` failures: twice as long each time, a day at most."""
        return back_off(tried, self.first_wait)


def back_off(tried: int, first: dt.timedelta = A_MINUTE) -> dt.timedelta:
    """`first`, then twice as long after each further failure, 24 hours at most."""
    wait = first * 2 ** min(max(tried, 1) - 1, 20)
    return wait if wait < LONGEST_WAIT else LONGEST_WAIT


_policies: dict[str, Policy] = {}


def job(
    *,
    tries: int = 8,
    first_wait: dt.timedelta = A_MINUTE,
    longest: dt.timedelta = 5 * A_MINUTE,
    queue: str = DEFAULT,
) -> Callable[[Callable[..., None]], Any]:
    """Make a function of a module a job; `enqueue` puts it in the queue.

    Its arguments are what JSON can hold. `longest` bounds one try.
    """
    assert tries >= 1, tries

    def make(work: Callable[..., None]) -> Any:
        made = task(queue_name=queue)(work)
        _policies[made.module_path] = Policy(tries, first_wait, longest)
        return made

    return make


def enqueue(work: Any, *arguments: Any, key: str, after: dt.datetime | None = None) -> bool:
    """Put a job in the queue, in the transaction of the act; False when its key is there already.

    `key` names the deed among the jobs of this function: the same key twice is one job. `after`
    is the earliest moment, now when absent.
    """
    assert connection.in_atomic_block, "a job is put in the queue by an act's own transaction"
    return insert_new(
        DBTaskResult(
            id=uuid.uuid5(_NAMES, f"{work.module_path} {key}"),
            args_kwargs={"args": list(arguments), "kwargs": {}},
            task_path=work.module_path,
            queue_name=work.queue_name,
            backend_name=work.backend,
            priority=work.priority,
            run_after=after or timezone.now(),
        )
    )


def settle(row: Any) -> None:
    """Decide over a job whose try has failed: again later, or failed for good.

    Of what went wrong only the class of the error and the places in the code are kept: messages
    may hold addresses and words of letters.
    """
    policy, tried = _policies.get(row.task_path, Policy()), len(row.worker_ids)
    places = [line for line in row.traceback.splitlines() if line.startswith("  ")]
    changes: dict[str, Any] = {"traceback": "\n".join(places)}
    if tried < policy.tries:
        changes |= {"status": READY, "run_after": timezone.now() + policy.wait(tried)}
    # The first word alone is ours to change: an earlier decision of another host stands.
    with writing():
        DBTaskResult.objects.filter(pk=row.pk, status=row.status).update(**changes)
    verdict = "will be tried again" if tried < policy.tries else "has failed for good"
    log.error("Job %s %s after try %d: %s", row.task_path, verdict, tried, row.exception_class_path)


def recover(now: dt.datetime | None = None) -> int:
    """Give back the jobs whose worker was killed in the middle; how many there were."""
    now = now or timezone.now()
    found = 0
    for row in DBTaskResult.objects.running():
        policy = _policies.get(row.task_path, Policy())
        if row.started_at and row.started_at + policy.longest < now:
            _settle_killed(row)
            found += 1
    for row in DBTaskResult.objects.filter(pk__in=_undecided(now)):
        settle(row)
        found += 1
    return found


def _undecided(now: dt.datetime) -> list[uuid.UUID]:
    """The jobs whose worker was killed between the failure and the decision over it, however long
    the portal was away since: what has failed for good was tried as often as it may be."""
    failed = DBTaskResult.objects.failed().filter(finished_at__lt=now - dt.timedelta(seconds=30))
    tried = failed.order_by().values_list("pk", "task_path", "worker_ids")
    return [pk for pk, path, workers in tried if len(workers) < _policies.get(path, Policy()).tries]


def _settle_killed(row: Any) -> None:
    """A job that never came back: again at once, or failed for good when it was tried enough."""
    tried = len(row.worker_ids)
    is_last = tried >= _policies.get(row.task_path, Policy()).tries
    now = timezone.now()
    changes: dict[str, Any] = {"status": READY, "run_after": now}
    if is_last:
        changes = {"status": FAILED, "finished_at": now, "exception_class_path": "killed"}
    with writing():
        DBTaskResult.objects.filter(pk=row.pk, status=RUNNING, started_at=row.started_at).update(
            **changes
        )
    log.error("Job %s did not come back from try %d", row.task_path, tried)


def sweep(now: dt.datetime | None = None) -> int:
    """Forget jobs that ended long ago, some thousands at a time; how many."""
    now = now or timezone.now()
    swept = 0
    for status, kept in ((SUCCESSFUL, KEEP_DONE), (FAILED, KEEP_FAILED)):
        old = DBTaskResult.objects.filter(status=status, finished_at__lt=now - kept)
        while numbers := list(old.order_by().values_list("pk", flat=True)[:SWEPT_AT_ONCE]):
            with writing():
                swept += DBTaskResult.objects.filter(pk__in=numbers).delete()[0]
    return swept
