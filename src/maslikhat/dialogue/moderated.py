"""What of the dialogue can be reported: topics and posts, where they stand and what they say."""

from collections.abc import Collection
from typing import Any

from django.db.models import Exists, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue.followed import POST, TOPIC
from maslikhat.dialogue.hiding import hide_post, lock_topic, restore_post, unlock_topic
from maslikhat.dialogue.lists import title_of
from maslikhat.dialogue.models import HiddenText, Post, Room, Topic
from maslikhat.dialogue.models.rooms import Kind as RoomKind
from maslikhat.dialogue.texts import beginning
from maslikhat.kit.languages import Said, reader_language
from maslikhat.moderation.models import Report
from maslikhat.moderation.registers import Effect, Kind, Text, Thing
from maslikhat.registry.standing import Visitor


def posts(numbers: Collection[int]) -> dict[int, Thing]:
    """These posts, called by their beginnings, hidden ones too; three queries."""
    found = Post.objects.filter(pk__in=numbers)
    rows = list(found.select_related("author", "topic__room__commission"))
    hidden = HiddenText.objects.filter(post__in=[row.pk for row in rows]).exclude(html="")
    kept = dict(hidden.values_list("post", "html"))
    reported = _reported(POST, numbers)
    return {
        post.pk: Thing(
            _excerpt(kept.get(post.pk, post.html), post),
            reverse("dialogue:post", args=[post.pk]),
            post.author.user_id,
            post.author.short_name(),
            post.topic.room.of_council,
            post.topic.room.is_closed,
            _is_national(post.topic.room, post.pk in reported),
            post.made_at,
            post.stands,
        )
        for post in rows
    }


def topics(numbers: Collection[int]) -> dict[int, Thing]:
    """These topics by their titles, hidden ones too; two queries."""
    rows = Topic.objects.filter(pk__in=numbers).select_related("author", "room__commission")
    reported = _reported(TOPIC, numbers)
    return {
        topic.pk: Thing(
            title_of(topic.title or topic.hidden_title, topic.language, topic.title_digest),
            reverse("dialogue:topic", args=[topic.pk]),
            topic.author.user_id,
            topic.author.short_name(),
            topic.room.of_council,
            topic.room.is_closed,
            _is_national(topic.room, topic.pk in reported),
            topic.made_at,
            bool(topic.title),
        )
        for topic in rows
    }


def text_of_post(number: int) -> Text:
    """What a post says and, while it is hidden, said before; open ones have their history."""
    post = Post.objects.get(pk=number)
    texts = list(post.hidden_texts.order_by("-number"))
    html = next((text.html for text in texts if text.number == post.version), post.html)
    earlier = [(text.number, text.body) for text in texts if text.number != post.version]
    return Text(mark_safe(html), post.language, earlier)  # noqa: S308 - made by kit.markdown


def text_of_topic(number: int) -> Text:
    """What the opening post of a topic says."""
    first = Post.objects.filter(topic=number).aggregate(first=Min("pk"))["first"]
    return text_of_post(first)


def may_read_post(user: Visitor, number: int) -> bool:
    """Whether the post is in a room open to this reader."""
    return Post.objects.visible_to(user).filter(pk=number).exists()


def may_read_topic(user: Visitor, number: int) -> bool:
    """Whether the topic is in a room open to this reader."""
    return Topic.objects.visible_to(user).filter(pk=number).exists()


def posts_within(is_public: bool, councils: frozenset[int], but: int) -> QuerySet[Any]:
    """The posts in public rooms, or in rooms of these councils, but for those of one user."""
    return Post.objects.filter(_within(POST, "topic__room__", is_public, councils)).exclude(
        author__user=but
    )


def topics_within(is_public: bool, councils: frozenset[int], but: int) -> QuerySet[Any]:
    """The topics in public rooms, or in rooms of these councils, but for those of one user."""
    return Topic.objects.filter(_within(TOPIC, "room__", is_public, councils)).exclude(
        author__user=but
    )


def _is_national(room: Room, was_reported: bool) -> bool:
    """Whether the moderators of the whole portal decide: in open rooms, and on what somebody who
    is inside has reported from a closed one that no council has."""
    return not room.is_closed or (room.of_council is None and was_reported)


def _reported(kind: str, numbers: Collection[int]) -> set[int]:
    found = Report.objects.filter(case__kind=kind, case__number__in=numbers)
    return set(found.values_list("case__number", flat=True))


def _within(kind: str, prefix: str, is_public: bool, councils: frozenset[int]) -> Q:
    """The condition that a thing is in public rooms, or in rooms of these councils.

    Groups and conversations have no council: of their closed rooms the moderators see what one
    who is inside has reported, and nothing else.
    """
    own = Q(**{f"{prefix}council__in": councils})
    own |= Q(**{f"{prefix}commission__council__in": councils})
    if not is_public:
        return own
    reported = Report.objects.filter(case__kind=kind, case__number=OuterRef("pk"))
    apart = Q(Exists(reported), **{f"{prefix}kind__in": (RoomKind.GROUP, RoomKind.CONVERSATION)})
    return own | Q(**{f"{prefix}is_closed": False}) | apart


def _excerpt(html: str, post: Post) -> Said:
    text = beginning(html)
    return (
        Said(text, post.language)
        if text
        else Said(gettext("A text that was taken away"), reader_language())
    )


KINDS = {
    POST: Kind(
        _("The post"),
        posts,
        may_read_post,
        posts_within,
        text_of_post,
        {"hide": Effect(hide_post, restore_post)},
    ),
    TOPIC: Kind(
        _("Topic"),
        topics,
        may_read_topic,
        topics_within,
        text_of_topic,
        {"lock": Effect(lock_topic, unlock_topic)},
    ),
}
