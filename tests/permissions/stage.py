"""Playing a row: its phase is brought about, everyone attempts the act, and all is taken back."""

import copy
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models, transaction

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.ledger.state import newest
from tests.permissions.table import PORTAL, VISITOR, Line, Room


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Stage:
    """One phase at a time, within a cast built in a transaction that never ends well.

    What the lines of a room, or of a phase of it, begin with is brought about once for all that
    follow each other.
    """

    def __init__(self) -> None:
        self._make: Any = None
        self._phase: Any = None
        self._cast: Any = None
        self._found: Any = None
        self._room, self._within = ExitStack(), ExitStack()

    def bring(self, line: Line) -> tuple[Any, Any, dict[str, object]]:
        """Copies of the cast and of the thing in its phase, and the state: what one row remembers
        of them, the next does not."""
        self._enter(line.room)
        phase = (line.room.name, line.row.given)
        if self._phase != phase:
            self._leave_phase()
            self._within.enter_context(taken_back())
            cast = self._copied()
            self._found = cast, line.row.given(cast), state(line.room)
            self._phase = phase
        cast, thing, before = self._found
        parts, thing = copy.deepcopy((vars(cast), thing))
        return type(cast)(**parts), thing, before

    def leave(self) -> None:
        """Take the cast back."""
        self._leave_phase()
        self._make = None
        self._room.close()

    def _enter(self, room: Room) -> None:
        if self._make != room.make:
            self.leave()
            self._room.enter_context(taken_back())
            self._cast = room.make()
            self._make = room.make

    def _copied(self) -> Any:
        return type(self._cast)(**copy.deepcopy(vars(self._cast)))

    def _leave_phase(self) -> None:
        self._phase = None
        self._within.close()


class Attempt:
    """One person's attempt: the refusal, if any, and what came on the record."""

    def __init__(self, line: Line, cast: Any, person: str, thing: Any) -> None:
        self.by = user(line.room, cast, person)
        self.refusal: Refused | None = None
        last = newest()
        try:
            # A copy: an act that is taken back must not leave its mark on the thing in memory.
            line.row.attempt(cast, self.by, copy.deepcopy(thing))
        except Refused as refusal:
            self.refusal = refusal
        self.entries: list[Entry] = []
        if newest() != last:
            self.entries = list(Entry.objects.filter(pk__gt=last).order_by("pk"))


def user(room: Room, cast: Any, person: str) -> Any:
    """Who acts, fresh from the database, as at the beginning of a request."""
    if person in {VISITOR, PORTAL}:
        return AnonymousUser() if person == VISITOR else None
    return User.objects.get(pk=room.users(cast)[person].pk)


def state(room: Room) -> dict[str, object]:
    """How many rows are in every table, and what those of the room hold, digested."""
    counts = _counts()
    own = apps.get_app_config(room.name).get_models(include_auto_created=True)
    return counts | {
        model._meta.label: _digest(model) for model in own if counts[model._meta.db_table]
    }


def _digest(model: type[models.Model]) -> str:
    # As the database holds them: to make values of Python of them takes far longer.
    table, key = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key}"')
        return sha256(repr(cursor.fetchall()).encode()).hexdigest()


def _counts() -> dict[str, object]:
    asked = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    tables = sorted({model._meta.db_table for model in asked})
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"SELECT '{name}', COUNT(*) FROM \"{name}\"" for name in tables)
        )
        return dict(cursor.fetchall())
