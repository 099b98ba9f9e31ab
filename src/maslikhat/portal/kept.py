"""What is derived from the whole country and alike for everyone: once between two acts."""

import time
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

from django.db import connection

from maslikhat.ledger.state import newest

Asked = TypeVarTuple("Asked")
Found = TypeVar("Found")

# How long it is kept when nothing is done.
KEPT_SECONDS = 15


def once_between_acts(derive: Callable[[*Asked], Found]) -> Callable[[*Asked], Found]:
    """Derive anew when an act has been recorded since; one query if not.

    What is derived depends on what acts write and on the arguments, and on no reader.
    """

    @lru_cache(maxsize=16)
    def kept(_newest: int, _clock: int, /, *args: *Asked) -> Found:
        return derive(*args)

    @wraps(derive)
    def found(*args: *Asked) -> Found:
        if connection.in_atomic_block:
            # What has not been committed is true for nobody else.
            return derive(*args)
        # PostgreSQL may show a later entry before an earlier one: hence the clock as well.
        return kept(newest(), int(time.monotonic() // KEPT_SECONDS), *args)

    return found
