"""How many of a room's deputies have read and understood an announcement, and who."""

import datetime as dt
from typing import NamedTuple, Protocol

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from maslikhat.dialogue.circles import Announced, circle_of
from maslikhat.dialogue.models import Understood
from maslikhat.kit.languages import LANGUAGES, reader_language
from maslikhat.registry.models import Person
from maslikhat.registry.standing import Visitor, standing

_NAMES = tuple(f"{part}_{lang}" for part in ("surname", "given") for lang in LANGUAGES)


class Reader(NamedTuple):
    """A deputy of the circle, and when the word was given; None while it was not."""

    pk: int
    name: str
    at: dt.datetime | None


class Tally(NamedTuple):
    """How many of how many; the deputies themselves only for the circle and who keeps the room."""

    done: int
    total: int
    until: dt.date | None
    has_done: list[Reader]
    has_not: list[Reader]
    shows_names: bool
    may_confirm: bool


class Asking(Announced, Protocol):
    """An announcement on a page."""

    @property
    def pk(self) -> int: ...
    @property
    def asks_understood(self) -> bool: ...


def tally_of(topic: Asking, user: Visitor, *, keeps: bool) -> Tally | None:
    """The numbers, and the names where this reader sees them; one query, none where not asked."""
    if not topic.asks_understood:
        return None
    person = standing(user).person_id
    if person is None and not keeps:
        done, total = _numbers(topic)
        return Tally(done, total, topic.understood_until, [], [], False, False)
    circle = _circle(topic)
    have, left = [r for r in circle if r.at is not None], [r for r in circle if r.at is None]
    shows = keeps or person == topic.author_id or any(r.pk == person for r in circle)
    return Tally(
        len(have),
        len(circle),
        topic.understood_until,
        have if shows else [],
        left if shows else [],
        shows,
        any(r.pk == person for r in left),
    )


def _numbers(topic: Asking) -> tuple[int, int]:
    said = Understood.objects.filter(topic=topic.pk, person=OuterRef("pk"))
    circle = circle_of(topic).annotate(has_said=Exists(said))
    found = circle.aggregate(total=Count("pk"), done=Count("pk", filter=Q(has_said=True)))
    return found["done"], found["total"]


def _circle(topic: Asking) -> list[Reader]:
    """Everyone of the circle by the alphabet; one query."""
    said = Understood.objects.filter(topic=topic.pk, person=OuterRef("pk"))
    circle = circle_of(topic).annotate(at=Subquery(said.values("at")[:1]))
    rows = circle.order_by(f"sort_{reader_language()}", "pk").values("pk", "at", *_NAMES)
    return [
        Reader(row["pk"], Person(**{n: row[n] for n in _NAMES}).short_name(), row["at"])
        for row in rows
    ]
