"""A worker that does all jobs that are due and ends, in the thread of the test."""

import threading

from django.db import connection
from django_tasks_db.models import DBTaskResult

from maslikhat.cli.jobs import Stoppable
from maslikhat.kit import jobs


def drain(*queues: str) -> None:
    """Do every job that is due, of these queues or of both."""
    for queue in queues or (jobs.DEFAULT, jobs.MAIL):
        worker = Stoppable(threading.Event(), queue, batch=True)
        if not connection.in_atomic_block:
            worker.run()
            continue
        # The library's loop drops a connection with an open transaction, such as a test's.
        while row := DBTaskResult.objects.ready().filter(queue_name=queue).first():
            row.claim(worker.worker_id)
            worker.run_task(row)
