"""The worker of jobs, beside the server in one process; it ends between two jobs when told."""

import threading

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

INTERVAL_SECONDS = 1.0


class Stoppable(Worker):  # type: ignore[misc]
    """Runs jobs until the event is set."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=INTERVAL_SECONDS,
            batch=False,
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


def run(stop: threading.Event) -> None:
    """Run jobs of every queue until `stop` is set; database errors go to the caller."""
    Stoppable(stop).run()
