"""What is so in a process that serves and not in a test, and the queries a page makes there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.live import state

# What begins and ends a transaction is no question.
FRAME = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@contextmanager
def hearing() -> Iterator[None]:
    """As in a serving process, a page need not ask the database how far it has heard."""
    state.settle(0)
    try:
        yield
    finally:
        state.settle(None)


def queries(client: Client, address: str) -> int:
    """How many queries a page makes that was shown before."""
    client.get(address)
    with hearing(), CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return len([query for query in captured if not query["sql"].startswith(FRAME)])
