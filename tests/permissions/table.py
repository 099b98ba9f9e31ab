"""What a row of the table is, and all rows there are, gathered from the modules of `rooms`."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from tests.acts import acts
from tests.permissions import rooms

# Who has not signed in, and the portal itself at the command line of its own machine.
VISITOR, PORTAL = "visitor", "portal"
# An act that asks nobody: the act that calls it has asked. Its own words must say so.
INNER = ("accounts.deactivate", "accounts.make_user")
SAYS_INNER = "The calling act has decided that `by` may"

Persons = frozenset[str]
NOBODY: Persons = frozenset()
# Of everyone who may not: to none of them the thing is there.
ALL_OTHERS: Persons = frozenset({"*"})


def nothing(cast: Any) -> Any:
    """The phase needs no bringing about."""


@dataclass(frozen=True)
class Row:
    """Who may do an act in a phase; the others are refused, those of `hidden` as if by nothing.

    `given` brings the phase about and returns the thing: one function for one phase, which is then
    brought about once for all its rows (what makes such functions is cached). `attempt` is called
    with the cast, who acts, and the thing. `records` are the acts that then stand on the record: by
    default this one. `apart` are persons of whom there is nothing to ask here.
    """

    act: str
    phase: str
    who: Persons
    attempt: Callable[[Any, Any, Any], object]
    given: Callable[[Any], Any] = nothing
    hidden: Persons = NOBODY
    apart: Persons = NOBODY
    records: tuple[str, ...] | None = None

    def is_hidden_from(self, person: str) -> bool:
        """Whether the refusal says that there is nothing."""
        return self.hidden == ALL_OTHERS or person in self.hidden


@dataclass(frozen=True)
class Room:
    """A room and who comes by in it; `persons` are keys, each with what a clerk reads.

    `make` builds the cast, and `users` tells the account behind each key but VISITOR and PORTAL.
    """

    name: str
    persons: Mapping[str, str] = field(hash=False)
    make: Callable[[], Any]
    users: Callable[[Any], Mapping[str, Any]]


class Line(NamedTuple):
    """A row in its room."""

    room: Room
    row: Row

    @property
    def persons(self) -> list[str]:
        """Whom it is asked about; the portal itself only of acts that know it."""
        return [
            person
            for person in self.room.persons
            if person not in self.row.apart and (person != PORTAL or knows_the_portal(self.row.act))
        ]

    def __str__(self) -> str:
        return f"{self.row.act}: {self.row.phase}"


@cache
def knows_the_portal(act: str) -> bool:
    """Whether `by` may be None, which is the portal itself."""
    return "None" in str(inspect.signature(dict(acts())[act]).parameters["by"].annotation)


@cache
def lines() -> tuple[Line, ...]:
    """The whole table, room by room in the order of the alphabet."""
    return tuple(sorted(_gathered(), key=lambda line: line.room.name))


def _gathered() -> Iterator[Line]:
    for found in sorted(pkgutil.iter_modules(rooms.__path__), key=lambda one: one.name):
        module = importlib.import_module(f"{rooms.__name__}.{found.name}")
        yield from (Line(module.ROOM, row) for row in module.ROWS)


def persons(words: str) -> Persons:
    """A set of persons, written as words."""
    return frozenset(words.split())
