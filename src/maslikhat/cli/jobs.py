"""The workers of jobs, beside the server in one process; they end between two jobs when told.

The library's worker writes past the turns that all others take at SQLite's file (`kit.turns`), and
locks it every second to find nothing; this one looks before it writes, and takes its turn.
"""

import threading

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from maslikhat.kit import jobs
from maslikhat.kit.transactions import atomic, writing

INTERVAL_SECONDS = 1.0


class Stoppable(Worker):  # type: ignore[misc]
    """Runs the jobs of one queue until the event is set; with `batch`, until there is none left."""

    def __init__(self, stop: threading.Event, queue: str, *, batch: bool = False) -> None:
        self._stop = stop
        super().__init__(
            queue_names=[queue],
            excluded_queue_names=[],
            interval=INTERVAL_SECONDS,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )

    @property
    def running(self) -> bool:
        """Asked by the worker before each job."""
        return not self._stop.is_set()

    @running.setter
    def running(self, value: bool) -> None:
        """The worker would keep this itself; the event alone decides."""

    def run(self) -> None:
        """Run one job after the other, and look for more once a second."""
        while self.running:
            close_old_connections()
            row = self._claimed()
            if row is not None:
                self.run_task(row)
            elif self.batch:
                return
            else:
                close_old_connections()
                self._stop.wait(self.interval)

    def _claimed(self) -> DBTaskResult | None:
        """The next job that is due, marked as this worker's."""
        ready = DBTaskResult.objects.ready().filter(queue_name__in=self.queue_names)
        if not ready.exists():
            return None
        with writing():
            row = ready.get_locked()
            if row is not None:
                row.claim(self.worker_id)
        return row

    def run_task(self, row: DBTaskResult) -> None:
        """Run one job; one that failed is tried again later, or has failed for good."""
        row.save = atomic(row.save)
        super().run_task(row)
        if row.status == jobs.FAILED:
            jobs.settle(row)


def drain() -> None:
    """Do every job that is due, letters last, and end."""
    for queue in (jobs.DEFAULT, jobs.MAIL):
        Stoppable(threading.Event(), queue, batch=True).run()


def run(stop: threading.Event) -> None:
    """Run jobs until `stop` is set; database errors go to the caller."""
    Stoppable(stop, jobs.DEFAULT).run()


def run_mail(stop: threading.Event) -> None:
    """Send letters until `stop` is set: a slow mail server keeps no other job waiting."""
    Stoppable(stop, jobs.MAIL).run()
