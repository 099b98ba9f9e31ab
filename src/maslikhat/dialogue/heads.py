"""The head of a topic's page: what it is about and where it stands, in one prepared query."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery

from maslikhat.dialogue import polls
from maslikhat.dialogue.lists import title_of
from maslikhat.dialogue.models import Topic, TopicKind
from maslikhat.dialogue.models.posts import TopicQuerySet
from maslikhat.dialogue.names import COLUMNS, room_name
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES, Said, said
from maslikhat.kit.prepared import Prepared
from maslikhat.moderation.models import Measure, Reason
from maslikhat.moderation.suspensions import is_free
from maslikhat.registry.standing import Visitor


def _suspension(reader: int, day: dt.date) -> Subquery:
    """The measure by which this reader writes nowhere that day: asked here, no query of its own."""
    return Subquery(Measure.objects.suspending(day).filter(user=reader).values("pk")[:1])


_COLUMNS = (
    "pk",
    "title",
    "title_digest",
    "retitled_at",
    "language",
    "made_at",
    "last_post_at",
    "post_count",
    "council_count",
    "follower_count",
    "room_id",
    "room__council_id",
    "room__commission_id",
    "room__commission__council_id",
    "room__group_id",
    "room__group__ended_at",
    "room__conversation_id",
    "asks_understood",
    "understood_until",
    "kind",
    "author_id",
    "is_pinned",
    "closed_at",
    "lock_reason",
    "lock_note",
    "accepted_id",
    "rubric__code",
    *(f"rubric__name_{lang}" for lang in LANGUAGES),
    *(f"room__{column}" for column in COLUMNS),
    *polls.COLUMNS,
)


def _topic(number: int) -> TopicQuerySet:
    return Topic.objects.filter(pk=number).with_councils().with_followers()


_topics = Prepared(lambda number: _topic(number).values(*_COLUMNS))
_topics_of_reader = Prepared(
    lambda number, reader, day: (
        _topic(number)
        .with_read_mark(reader)
        .with_follow_of(reader)
        .with_draft_of(reader)
        .annotate(suspension=_suspension(reader, day))
        .values(*_COLUMNS, "read_id", "follow_mode", "has_draft", "suspension")
    )
)


@dataclass(frozen=True)
class RoomHead:
    """The room of a topic, as far as its page needs it."""

    pk: int
    name: Said
    is_closed: bool
    council_id: int | None
    commission_id: int | None
    # The council that has the room, itself or through its commission.
    of_council: int | None
    group_id: int | None
    conversation_id: int | None
    # Whether the group that has the room has ended.
    is_over: bool


@dataclass(frozen=True)
class TopicHead:
    """A topic without its posts."""

    pk: int
    title: Said
    room: RoomHead
    made_at: dt.datetime
    retitled_at: dt.datetime | None
    last_post_at: dt.datetime
    post_count: int
    council_count: int
    read_id: int
    kind: str
    # The word for the kind, in the reader's language.
    purpose: str
    rubric: Said | None
    rubric_code: str
    author_id: int
    is_pinned: bool
    closed_at: dt.datetime | None
    # Why the moderation has locked it; empty when it has not.
    lock_reason: str
    lock_note: str
    accepted_id: int | None
    follow_mode: str
    follower_count: int
    has_draft: bool
    asks_understood: bool
    understood_until: dt.date | None
    poll: polls.PollHead | None


def topic_head(number: int, reader: Visitor) -> TopicHead | None:
    """The topic of this number, and how far the reader has read in it; None where there is none.

    Whether the reader may enter its room is still to be asked.
    """
    rows = _rows(number, reader)
    if not rows:
        return None
    row = rows[0]
    if reader.pk and row["suspension"] is None:
        is_free(reader)
    room = RoomHead(
        row["room_id"],
        room_name(row, "room__"),
        row["room__is_closed"],
        row["room__council_id"],
        row["room__commission_id"],
        row["room__council_id"] or row["room__commission__council_id"],
        row["room__group_id"],
        row["room__conversation_id"],
        row["room__group__ended_at"] is not None,
    )
    return TopicHead(
        row["pk"],
        title_of(row["title"], row["language"], row["title_digest"]),
        room,
        row["made_at"],
        row["retitled_at"],
        row["last_post_at"],
        row["post_count"],
        row["council_count"] or 0,
        row.get("read_id") or 0,
        row["kind"],
        str(TopicKind(row["kind"]).label),
        _rubric(row),
        row["rubric__code"] or "",
        row["author_id"],
        row["is_pinned"],
        row["closed_at"],
        str(Reason(row["lock_reason"]).label) if row["lock_reason"] else "",
        row["lock_note"],
        row["accepted_id"],
        row.get("follow_mode") or "",
        row["follower_count"] or 0,
        row.get("has_draft", False),
        row["asks_understood"],
        row["understood_until"],
        polls.poll_head(row) if row["title"] else None,
    )


def _rows(number: int, reader: Visitor) -> list[dict[str, Any]]:
    return _topics_of_reader(number, reader.pk, today()) if reader.pk else _topics(number)


def _rubric(row: Mapping[str, Any]) -> Said | None:
    if row["rubric__code"] is None:
        return None
    return said({f"name_{lang}": row[f"rubric__name_{lang}"] for lang in LANGUAGES}, "name")
