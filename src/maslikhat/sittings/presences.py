"""When each deputy was there: how many at the opening, who came later, who left, who went out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from maslikhat.kit.languages import reader_language
from maslikhat.sittings.models import Presence, Sitting
from maslikhat.sittings.models.attendance import THERE

# From when until when; until None it goes on.
Span = tuple[dt.datetime, dt.datetime | None]


class Movement(NamedTuple):
    """Somebody who came later, left before the end, or was away in between."""

    name: str
    left_at: dt.datetime | None
    came_at: dt.datetime | None


class Movements(NamedTuple):
    """How many were there when the sitting was opened, and who moved while it lasted."""

    at_opening: int
    came: list[Movement]
    away: list[Movement]
    left: list[Movement]


def presences_of(sitting: Sitting) -> list[Presence]:
    """When each deputy was there, with their names, in the order of time; one query."""
    rows = Presence.objects.filter(attendance__sitting=sitting, attendance__part__in=THERE)
    return list(rows.select_related("attendance__person").order_by("from_at", "pk"))


def movements_of(sitting: Sitting, presences: Iterable[Presence]) -> Movements:
    """Who came and went while the sitting lasted."""
    assert sitting.opened_at is not None
    key = f"sort_{reader_language()}"
    found: dict[tuple[str, int, str], list[Span]] = {}
    for one in presences:
        person = one.attendance.person
        who = (getattr(person, key), person.pk, person.full_name())
        found.setdefault(who, []).append((one.from_at, one.to_at))
    told = Movements(0, [], [], [])
    there = 0
    for (_key, _number, name), spans in sorted(found.items()):
        joined = joined_within(spans, sitting.opened_at, sitting.closed_at)
        there += bool(joined) and joined[0][0] <= sitting.opened_at
        _move(told, name, joined, sitting.opened_at, sitting.closed_at)
    return told._replace(at_opening=there)


def split(told: Movements, shut: Sequence[Span]) -> tuple[Movements, Movements]:
    """The movements that everyone may know of, and those that fell into these times.

    Who came or left while an item was considered behind closed doors is theirs who were there.
    """

    def is_behind(one: Movement) -> bool:
        moments = [at for at in (one.left_at, one.came_at) if at is not None]
        return any(
            begun <= at and (ended is None or at <= ended)
            for begun, ended in shut
            for at in moments
        )

    kinds = told[1:]
    behind = [[one for one in some if is_behind(one)] for some in kinds]
    within = [[one for one in some if not is_behind(one)] for some in kinds]
    return Movements(told.at_opening, *within), Movements(told.at_opening, *behind)


def joined_within(
    spans: Iterable[Span], opened_at: dt.datetime, closed_at: dt.datetime | None
) -> list[Span]:
    """These times within a sitting, those that touch joined: who moves to the link has not left."""
    joined: list[Span] = []
    for begun, ended in spans:
        if (ended is not None and ended <= opened_at) or (closed_at and begun >= closed_at):
            continue
        if joined and joined[-1][1] == begun:
            joined[-1] = (joined[-1][0], ended)
        else:
            joined.append((begun, ended))
    return joined


def _move(
    told: Movements,
    name: str,
    spans: Sequence[Span],
    opened_at: dt.datetime,
    closed_at: dt.datetime | None,
) -> None:
    if not spans:
        return
    if spans[0][0] > opened_at:
        told.came.append(Movement(name, None, spans[0][0]))
    for before, after in pairwise(spans):
        told.away.append(Movement(name, before[1], after[0]))
    last = spans[-1][1]
    if last is not None and (closed_at is None or last < closed_at):
        told.left.append(Movement(name, last, None))
