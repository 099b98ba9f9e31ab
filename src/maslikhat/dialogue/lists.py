"""Lists of topics and rooms, ready to be shown: one query each, whatever their length."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, F, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from maslikhat.dialogue.models import Post, Topic, TopicKind
from maslikhat.dialogue.models.posts import TopicQuerySet
from maslikhat.dialogue.models.rooms import RoomQuerySet
from maslikhat.dialogue.names import COLUMNS, room_name
from maslikhat.kit.languages import Said, reader_language
from maslikhat.registry.models.people import Name, nearest_name
from maslikhat.registry.standing import Visitor, standing

NAMES = tuple(
    f"author__{part}_{lang}" for part in ("surname", "given") for lang in ("kk", "ru", "en")
)
_TOPIC = (
    "pk", "kind", "title", "title_digest", "language", "last_post_id", "last_post_at", "post_count",
    "is_pinned", "closed_at", "accepted_id",
)  # fmt: skip
# What a query must bring for a topic to be a row.
TOPIC_COLUMNS = (*_TOPIC, "room_id", *(f"room__{column}" for column in COLUMNS), *NAMES)


class TopicRow(NamedTuple):
    """A topic in a list."""

    pk: int
    title: str
    language: str
    room_id: int
    room: Said
    is_closed: bool
    author: str
    last_post_at: dt.datetime
    reply_count: int
    is_new: bool
    purpose: str
    is_pinned: bool
    is_ended: bool
    is_answered: bool


class RoomRow(NamedTuple):
    """A room in a list."""

    pk: int
    kind: str
    name: Said
    is_closed: bool
    topic_count: int
    last_post_at: dt.datetime | None


def topic_rows(topics: TopicQuerySet, user: Visitor | None) -> list[TopicRow]:
    """The topics with room, author and, for who has signed in, whether there is news in them."""
    if user is not None and user.is_authenticated:
        rows = told(topics.with_read_mark(user.pk).values(*TOPIC_COLUMNS, "read_id"))
        return _as_then(rows, user) if standing(user).former_of else rows
    return told(topics.values(*TOPIC_COLUMNS))


def _as_then(rows: list[TopicRow], user: Visitor) -> list[TopicRow]:
    """For a deputy whose mandate has ended: what was said in closed rooms later is not counted."""
    closed = [row.pk for row in rows if row.is_closed]
    seen = Post.objects.filter(topic__in=closed).visible_to(user).order_by().values("topic")
    then = {row["topic"]: row for row in seen.annotate(n=Count("pk"), last=Max("made_at"))}
    return [
        row._replace(
            reply_count=then[row.pk]["n"] - 1,
            last_post_at=then[row.pk]["last"],
            is_new=row.is_new and row.reply_count == then[row.pk]["n"] - 1,
        )
        if row.pk in then
        else row
        for row in rows
    ]


def told(rows: Iterable[Mapping[str, Any]]) -> list[TopicRow]:
    """Rows with the TOPIC_COLUMNS, ready to be shown."""
    return [_topic_row(row) for row in rows]


def room_rows(rooms: RoomQuerySet, limit: int | None = None) -> list[RoomRow]:
    """The rooms with names, numbers of topics and the last word in each; the liveliest first."""
    topics = Topic.objects.filter(room=OuterRef("pk"))
    number = topics.order_by().values("room").annotate(n=Count("pk")).values("n")
    last = topics.lately().values("last_post_at")[:1]
    rows = rooms.annotate(topic_count=Coalesce(Subquery(number), 0), last=Subquery(last))
    return [
        RoomRow(
            row["pk"],
            row["kind"],
            room_name(row),
            row["is_closed"],
            row["topic_count"],
            row["last"],
        )
        for row in rows.order_by(F("last").desc(nulls_last=True), "pk").values(
            "pk", *COLUMNS, "topic_count", "last"
        )[:limit]
    ]


def _topic_row(row: Mapping[str, Any]) -> TopicRow:
    title = title_of(row["title"], row["language"], row["title_digest"])
    return TopicRow(
        pk=row["pk"],
        title=title.text,
        language=title.lang,
        room_id=row["room_id"],
        room=room_name(row, "room__"),
        is_closed=row["room__is_closed"],
        author=author_of(row).short(),
        last_post_at=row["last_post_at"],
        reply_count=row["post_count"] - 1,
        is_new=0 < (row.get("read_id") or 0) < row["last_post_id"],
        purpose=str(TopicKind(row["kind"]).label),
        is_pinned=row["is_pinned"],
        is_ended=row["closed_at"] is not None,
        is_answered=row["accepted_id"] is not None,
    )


def title_of(title: str, language: str, title_digest: str) -> Said:
    """The title, or what stands in its place when it was taken away."""
    if title_digest:
        return Said(_("The title was taken away on a legal ground"), reader_language())
    if not title:
        return Said(_("The title is hidden by the moderation"), reader_language())
    return Said(title, language)


def author_of(row: Mapping[str, Any]) -> Name:
    """The name of the author of a row that has NAMES; patronymics are not among them."""
    return nearest_name(lambda part: row.get(f"author__{part}", ""), reader_language())
