"""How the sitting of a rehearsal stands: values that never change."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from maslikhat.sittings.course import Facts, State, state_of
from maslikhat.sittings.floor import in_turn
from maslikhat.sittings.models import Speech
from maslikhat.sittings.rehearsal import cast
from maslikhat.sittings.rehearsal.book import Poll


@dataclass(frozen=True)
class Step:
    """An act, by the deputy of a seat (0: whoever leads), with what it is about."""

    act: str
    who: int = 0
    what: str = ""


@dataclass(frozen=True)
class Place:
    """Somebody on the list of speakers, or with the floor since `begun`."""

    number: int
    kind: str
    who: int
    asked: dt.datetime
    begun: dt.datetime | None = None

    def as_speech(self) -> Speech:
        """The same as no table has it."""
        is_guest = self.who == cast.GUEST
        return Speech(
            pk=self.number,
            kind=self.kind,
            place=self.number,
            asked_at=self.asked,
            begun_at=self.begun,
            seconds=cast.SECONDS[self.kind],
            mandate=None if is_guest else cast.mandate_of(self.who),
            name=cast.GUEST_NAME["kk"] if is_guest else "",
        )


@dataclass(frozen=True)
class Hall:
    """How the sitting of the rehearsal stands."""

    now: dt.datetime
    facts: Facts
    pause_until: dt.datetime | None = None
    paused_at: dt.datetime | None = None
    there: frozenset[int] = frozenset()
    remote: frozenset[int] = frozenset()
    recused: frozenset[tuple[int, int]] = frozenset()
    closed: frozenset[int] = frozenset()
    # The item that is considered, or was last; it is done once it has an outcome.
    item: int | None = None
    outcomes: Mapping[int, str] = field(default_factory=dict)
    speaking: Place | None = None
    waiting: tuple[Place, ...] = ()
    asked: int = 0
    # What was moved, by its key: not yet put to the vote, or with its poll.
    moved: Mapping[str, Poll | None] = field(default_factory=dict)
    # The vote that was closed last, while nobody has had the floor since.
    shown: str = ""

    @property
    def state(self) -> State:
        """Where it stands."""
        return state_of(self.facts)

    @property
    def called(self) -> int | None:
        """The item that is being considered."""
        return None if self.item is None or self.item in self.outcomes else self.item

    @property
    def open_poll(self) -> Poll | None:
        """The vote that goes on."""
        return next((one for one in self.moved.values() if one and one.result is None), None)


def begun(now: dt.datetime) -> Hall:
    """A sitting that is convened; nobody has come yet."""
    return Hall(now, Facts(convened_at=now - dt.timedelta(days=10)))


def list_of(hall: Hall) -> list[Place]:
    """Who waits for the floor, in turn."""
    by_number = {one.number: one for one in hall.waiting}
    return [by_number[one.pk] for one in in_turn([one.as_speech() for one in hall.waiting])]
