"""The stations of commitments on the way of a matter, and what they came from."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.commitments.course import State
from maslikhat.commitments.models import Commitment
from maslikhat.commitments.way import way_of
from maslikhat.decisions.models import Decision
from maslikhat.decisions.ways import DECISION
from maslikhat.dialogue.models import Post, Topic
from maslikhat.dialogue.ways import POST, TOPIC
from maslikhat.kit import ways
from maslikhat.kit.days import today
from maslikhat.kit.languages import reader_language
from maslikhat.kit.ways import Edge, Follow, Ref, Station
from maslikhat.sittings.models import Item
from maslikhat.sittings.ways import ITEM

COMMITMENT, ASKED = "commitment", 40
# The column that leads to each kind of thing a commitment can come from.
COLUMNS = {TOPIC: "topic", POST: "post", ITEM: "item", DECISION: "decision"}
SEEN: dict[str, Any] = {TOPIC: Topic, POST: Post, ITEM: Item, DECISION: Decision}


def commitments(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """Of one letter each of its stations; of several how far they have come. Two queries."""
    rows = list(Commitment.objects.filter(pk__in=numbers).order_by("sent_on", "pk"))
    if len(rows) != 1:
        return _of_many(rows)
    (row,) = rows
    page = reverse("commitments:commitment", args=[row.pk])
    stations = way_of(row, list(row.steps.in_order()), today())
    return [one._replace(place=ASKED + place, address=page) for place, one in enumerate(stations)]


def _of_many(rows: list[Commitment]) -> list[Station]:
    if not rows:
        return []
    asked = ngettext("%(count)s body was asked", "%(count)s bodies were asked", len(rows))
    answered = [row for row in rows if row.answered_on is not None]
    ended = [row for row in rows if row.state == State.CLOSED]
    late = any(row.days_overdue() for row in rows)
    told = _("Answered: %(count)s of %(all)s") % {"count": len(answered), "all": len(rows)}
    closed = _("Brought to its end: %(count)s of %(all)s") % {"count": len(ended), "all": len(rows)}
    return [
        Station(asked % {"count": len(rows)}, rows[0].sent_on, True, place=ASKED),
        Station(
            told,
            max((row.answered_on for row in answered if row.answered_on), default=None),
            len(answered) == len(rows),
            is_late=late,
            place=ASKED + 1,
        ),
        Station(
            closed,
            max((row.moved_on for row in ended), default=None),
            len(ended) == len(rows),
            place=ASKED + 2,
        ),
    ]


def before_it(commitment: Commitment, reader: Any) -> list[Station]:
    """The stations of what a commitment came from, as far as the reader sees them."""
    refs: list[Ref] = [
        (kind, number)
        for kind, column in COLUMNS.items()
        if (number := getattr(commitment, f"{column}_id")) is not None
    ]
    return ways.before(refs, reader, reader_language()) if refs else []


def _out_of(kind: str, column: str) -> Follow:
    """All that was asked is open to everyone; that it came out of a closed room is not."""

    def follow(numbers: Collection[int], reader: Any) -> list[int]:
        seen = SEEN[kind].objects.visible_to(reader).filter(pk__in=numbers)
        rows = Commitment.objects.filter(**{f"{column}__in": seen.values("pk")})
        return list(rows.order_by("-pk").values_list("pk", flat=True)[: ways.MOST_OF_A_KIND])

    return follow


def _came_from(kind: str, column: str) -> Follow:
    def follow(numbers: Collection[int], reader: Any) -> list[int]:
        seen = SEEN[kind].objects.visible_to(reader)
        rows = Commitment.objects.filter(pk__in=numbers, **{f"{column}__in": seen.values("pk")})
        return list(rows.values_list(column, flat=True))

    return follow


KINDS = {COMMITMENT: commitments}
EDGES = [
    Edge(kind, COMMITMENT, out_of=_out_of(kind, column), came_from=_came_from(kind, column))
    for kind, column in COLUMNS.items()
]
