"""What is so in a process that serves, and not in a test: it hears of events as they come."""

from collections.abc import Iterator
from contextlib import contextmanager

from maslikhat.live import state


@contextmanager
def hearing() -> Iterator[None]:
    """As in a serving process, a page need not ask the database how far it has heard."""
    state.settle(0)
    try:
        yield
    finally:
        state.settle(None)
