"""What the dialogue tells search: topics with their opening post, and the replies."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.followed import entrants
from maslikhat.dialogue.models import Post, Room, Topic
from maslikhat.dialogue.models.posts import PostQuerySet
from maslikhat.dialogue.models.rooms import open_to
from maslikhat.dialogue.texts import words_of
from maslikhat.kit.transactions import at_the_end
from maslikhat.registry.models import Council
from maslikhat.registry.standing import Visitor
from maslikhat.search import actions
from maslikhat.search.models import PUBLIC
from maslikhat.search.registers import Draft, Kind

TOPIC, POST = "topic", "post"
CLOSED = "room:"


def audience_of(room: Room) -> str:
    """The token of who may find what is said in a room."""
    return f"{CLOSED}{room.pk}" if room.is_closed else PUBLIC


def tokens_of(user: Visitor) -> frozenset[str]:
    """The tokens of the closed rooms that are open to this reader today."""
    return frozenset(asked_tokens_of(user))


def asked_tokens_of(user: Visitor) -> QuerySet[Room, Any]:
    """The same tokens as a question to the database."""
    token = Concat(Value(CLOSED), Cast("pk", CharField()), output_field=CharField())
    return Room.objects.filter(open_to(user), is_closed=True).values_list(token, flat=True)


def entrants_of(tokens: Collection[str], users: Collection[User]) -> dict[str, set[int]]:
    """Who of these users may enter the rooms of these tokens; at most six queries."""
    numbers = [int(token.removeprefix(CLOSED)) for token in tokens if token.startswith(CLOSED)]
    rooms = list(Room.objects.filter(pk__in=numbers, is_closed=True).with_owner())
    may_enter = entrants(rooms, users)
    return {audience_of(room): set(may_enter(room) or ()) for room in rooms}


def tell_post(post: Post) -> None:
    """Tell search of a post as the act leaves it: an opening one through its topic."""
    at_the_end(_tell_posts, post.pk)


def _tell_posts(numbers: list[int]) -> None:
    posts = Post.objects.filter(pk__in=numbers)
    drafts = _replies(posts)
    actions.index_many(drafts)
    others = posts.filter(pk__in=set(numbers) - {draft.number for draft in drafts})
    rows = others.annotate(is_reply=_has_earlier()).order_by("pk")
    for number, topic, is_reply in rows.values_list("pk", "topic", "is_reply"):
        if is_reply:
            actions.forget(POST, number)
        else:
            tell_topic(topic)


def tell_topic(number: int) -> None:
    """Tell search of a topic and its opening post as the act leaves them."""
    at_the_end(_tell_topics, number)


def _tell_topics(numbers: list[int]) -> None:
    drafts = _topics(numbers)
    actions.index_many(drafts)
    for number in sorted(set(numbers) - {draft.number for draft in drafts}):
        actions.forget(TOPIC, number)


def tell_all_of(topic: Topic) -> None:
    """Tell search of a topic and each of its posts: after its title, room or doors have changed."""
    tell_topic(topic.pk)
    actions.index_many(_replies(Post.objects.filter(topic=topic)))


def topics_after(number: int, most: int) -> list[Draft]:
    """All topics that have a title, page by page."""
    rows = Topic.objects.filter(pk__gt=number).order_by("pk")
    return _topics(rows.values_list("pk", flat=True)[:most])


def replies_after(number: int, most: int) -> list[Draft]:
    """All replies that stand, page by page."""
    return _replies(Post.objects.filter(pk__gt=number).order_by("pk"), most)


def _topics(numbers: Iterable[int]) -> list[Draft]:
    found = _with_rooms(numbers)
    first: dict[int, str] = {}
    opening = Post.objects.filter(topic__in=list(found)).exclude(_has_earlier())
    for number, html in opening.values_list("topic", "html"):
        first[number] = html
    return [
        _draft(TOPIC, topic.pk, topic, first.get(topic.pk, ""), topic.language, topic.made_at)
        for topic in found.values()
        if topic.title
    ]


def _replies(posts: PostQuerySet, most: int | None = None) -> list[Draft]:
    standing = list(posts.standing().filter(_has_earlier())[:most])
    topics = _with_rooms({post.topic_id for post in standing})
    return [
        _draft(POST, post.pk, topics[post.topic_id], post.html, post.language, post.made_at)
        for post in standing
    ]


def _has_earlier() -> Exists:
    """The condition that a post is no opening one."""
    return Exists(Post.objects.filter(topic=OuterRef("topic"), pk__lt=OuterRef("pk")))


def _with_rooms(numbers: Iterable[int]) -> dict[int, Topic]:
    rooms = ("region", "rubric", "council__unit", "commission__council__unit")
    topics = Topic.objects.filter(pk__in=list(numbers)).order_by("pk")
    return {
        topic.pk: topic
        for topic in topics.select_related("rubric", *(f"room__{room}" for room in rooms))
    }


def _draft(
    kind: str, number: int, topic: Topic, html: str, language: str, made_at: dt.datetime
) -> Draft:
    room, subject = topic.room, topic.rubric or topic.room.rubric
    return Draft(
        kind,
        number,
        topic.title,
        " ".join(filter(None, words_of(html))),
        audience_of(room),
        language,
        place=_place(room),
        rubric=subject.code if subject else "",
        moment=made_at,
    )


def _place(room: Room) -> str:
    if room.region is not None:
        return room.region.kato
    council: Council | None = room.commission.council if room.commission else room.council
    return council.unit.kato if council is not None and council.unit is not None else ""


TOPICS = Kind(
    label=lambda: _("Topics"),
    address=lambda number, slug: reverse("dialogue:topic", args=[number]),
    entries=topics_after,
)
REPLIES = Kind(
    label=lambda: _("Replies"),
    address=lambda number, slug: reverse("dialogue:post", args=[number]),
    entries=replies_after,
    is_named=False,
)
