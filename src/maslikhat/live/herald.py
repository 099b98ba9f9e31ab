"""On PostgreSQL other processes are told after commit that there is something to read.

NOTIFY inside the act's transaction would make all commits of the country wait for each other. So
it goes out afterwards, from a thread with a connection of its own, and carries the highest number
alone. What is not told is found all the same, a second later: listeners look by themselves.
"""

import logging
import threading
import time
from typing import Any, Final

from django.db import connection, transaction

log = logging.getLogger(__name__)

NAME: Final = "maslikhat_live"
# Between two tellings: who commits meanwhile is told of together.
BREATH_SECONDS = 0.01
# After a failure the database is left alone for so long.
PAUSE_SECONDS = 5
CONNECT_SECONDS = 2
TELL_MILLISECONDS = 1000


class _Herald:
    """One thread and one connection for the process; it speaks once for all who came meanwhile."""

    def __init__(self) -> None:
        self._counting, self._bell = threading.Lock(), threading.Event()
        self._thread: threading.Thread | None = None
        self._connection: Any = None
        self._highest = 0

    def announce(self, number: int) -> None:
        """Have the listeners told that events up to `number` are there; waits for nothing."""
        with self._counting:
            self._highest = max(self._highest, number)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="herald", daemon=True)
                self._thread.start()
        self._bell.set()

    def _run(self) -> None:
        while True:
            self._bell.wait()
            self._bell.clear()
            try:
                self._tell(self._highest)
                time.sleep(BREATH_SECONDS)
            except Exception as error:
                # The act is done and on disk; its readers hear of it a little later.
                log.error("The listeners could not be told: %s", error)
                self._close()
                time.sleep(PAUSE_SECONDS)

    def _tell(self, number: int) -> None:
        if self._connection is None:
            self._connection = connect()
            self._connection.execute(f"SET statement_timeout = {TELL_MILLISECONDS}")
        self._connection.execute("SELECT pg_notify(%s, %s)", [NAME, str(number)])

    def _close(self) -> None:
        lost, self._connection = self._connection, None
        if lost is not None:
            lost.close()


def connect() -> Any:
    """A connection of psycopg beside Django's own and its pool, each statement by itself."""
    database: Any = connection
    parameters = {
        **database.get_connection_params(),
        "connect_timeout": CONNECT_SECONDS,
        # A server that has vanished is noticed in seconds, not in a quarter of an hour.
        "tcp_user_timeout": 5000,
        "keepalives_idle": 5,
        "keepalives_interval": 2,
        "keepalives_count": 3,
    }
    return database.Database.connect(**parameters, autocommit=True)


_herald = _Herald()
_transaction = threading.local()


def announce_after_commit(number: int) -> None:
    """Have the listeners told when this transaction is committed; of several events once."""
    if connection.vendor == "postgresql":
        _transaction.highest = number
        transaction.on_commit(_announce, robust=True)


def _announce() -> None:
    number, _transaction.highest = _transaction.highest, 0
    if number:
        _herald.announce(number)
