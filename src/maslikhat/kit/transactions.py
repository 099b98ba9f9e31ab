"""One transaction an act; on SQLite one writer at a time, waiting here and not in the file."""

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction

from maslikhat.kit import journal, turns

P = ParamSpec("P")
R = TypeVar("R")

# SQLite's own waiting is a random sleep: with 16 writers the unluckiest waits seconds.
_one_writer = threading.RLock()
# Whether an act is under way in this thread, and a nested one need begin nothing.
_here = threading.local()


@contextmanager
def writing() -> Iterator[None]:
    """A transaction that may write; nested ones join the outermost, and what fails fails whole.

    What may fail alone within it stands in `attempt`.
    """
    if _is_within():
        with transaction.atomic(savepoint=False):
            yield
        return
    with _act(is_waited_for=True):
        yield


@contextmanager
def staging() -> Iterator[None]:
    """Like `writing`, for what nobody sees or is told of yet: its commit waits for no disk.

    The next commit that is waited for brings it to the disk before its own. What falls with the
    machine until then was behind an act that had not ended.
    """
    if _is_within():
        with writing():
            yield
        return
    with _act(is_waited_for=False):
        yield


@contextmanager
def _act(*, is_waited_for: bool) -> Iterator[None]:
    _here.is_writing, _here.gathered = True, {}
    try:
        with _outermost(is_waited_for=is_waited_for):
            yield
            _end()
    finally:
        _here.is_writing = False


@contextmanager
def attempt() -> Iterator[None]:
    """A part of an act that may fail without the rest of it."""
    if not _is_within():
        with writing():
            yield
        return
    before = {work: dict(things) for work, things in _here.gathered.items()}
    try:
        with transaction.atomic():
            yield
    except BaseException:
        _here.gathered = before
        raise


def _is_within() -> bool:
    """Whether an act is under way; what is done after its commit is no part of it any more."""
    return getattr(_here, "is_writing", False) and connection.in_atomic_block


@contextmanager
def _outermost(*, is_waited_for: bool) -> Iterator[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            if not is_waited_for:
                wait_for_no_disk("LOCAL")
            yield
        return
    shared = journal.shared if is_waited_for else journal.staged
    turn = turns.taken(str(connection.settings_dict["NAME"]))
    with journal.once_on_disk():
        with _one_writer, turn, shared(connection), transaction.atomic():
            yield
        # The next one writes already while the disk takes this one, and both at once if it can.
        if is_waited_for:
            journal.wait(connection)
        else:
            journal.bring_in(connection)


def wait_for_no_disk(how_long: str = "SESSION") -> None:
    """On PostgreSQL, no commit of this connection waits for the disk from here on.

    For what is thrown away and begun anew where it is cut off.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET {how_long} synchronous_commit = off")


def at_the_end(work: Callable[[list[Any]], object], thing: Hashable) -> None:
    """When the outermost act ends, and within it, `work` is called once with all it was given.

    For what follows from how things stand in the end, however many acts within it change them.
    Without an act it is done at once.
    """
    if not _is_within():
        work([thing])
        return
    _here.gathered.setdefault(work, {})[thing] = None


def _end() -> None:
    """Do what was gathered, and what is gathered by doing it."""
    while _here.gathered:
        work = next(iter(_here.gathered))
        work(list(_here.gathered.pop(work)))


def after_commit(work: Callable[[], object]) -> None:
    """Do it when the transaction is committed and on disk; never when it is rolled back."""
    transaction.on_commit(partial(journal.do_once_on_disk, work))


def atomic(act: Callable[P, R]) -> Callable[P, R]:
    """The act happens whole or not at all."""

    @wraps(act)
    def whole(*args: P.args, **kwargs: P.kwargs) -> R:
        with writing():
            return act(*args, **kwargs)

    whole.is_atomic = True  # type: ignore[attr-defined]
    return whole


def prepared(**steps: Callable[[Any], Any]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """What is slow and needs no database is done before the act's transaction begins.

    It stands above `@atomic`. Each step is called with the keyword argument of its name, and what
    it returns takes that argument's place: the country's other writers do not wait for it.
    """

    def with_steps(act: Callable[P, R]) -> Callable[P, R]:
        assert getattr(act, "is_atomic", False), act

        @wraps(act)
        def after_steps(*args: P.args, **kwargs: P.kwargs) -> R:
            for name in steps.keys() & kwargs.keys():
                kwargs[name] = steps[name](kwargs[name])
            return act(*args, **kwargs)

        return after_steps

    return with_steps
