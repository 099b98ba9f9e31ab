"""What of the dialogue can be reported: topics and posts, where they stand and what they say."""

from collections.abc import Collection
from typing import Any

from django.db.models import F, Min, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue.followed import POST, TOPIC
from maslikhat.dialogue.hiding import hide_post, lock_topic, restore_post, unlock_topic
from maslikhat.dialogue.lists import title_of
from maslikhat.dialogue.models import HiddenText, Post, Topic
from maslikhat.dialogue.texts import beginning
from maslikhat.kit.languages import Said, reader_language
from maslikhat.moderation.registers import Effect, Kind, Ref, Text, Thing
from maslikhat.registry.standing import Visitor


def posts(numbers: Collection[int]) -> dict[int, Thing]:
    """These posts, called by their beginnings, hidden ones too; two queries."""
    found = Post.objects.filter(pk__in=numbers)
    rows = list(found.select_related("author", "topic__room__commission"))
    hidden = HiddenText.objects.filter(post__in=[row.pk for row in rows]).exclude(html="")
    kept = dict(hidden.values_list("post", "html"))
    return {
        post.pk: Thing(
            Ref(POST, post.pk),
            _excerpt(kept.get(post.pk, post.html), post),
            reverse("dialogue:post", args=[post.pk]),
            post.author.user_id,
            post.author.short_name(),
            post.topic.room.of_council,
            post.topic.room.is_closed,
            post.made_at,
            post.stands,
        )
        for post in rows
    }


def topics(numbers: Collection[int]) -> dict[int, Thing]:
    """These topics by their titles, hidden ones too; one query."""
    rows = Topic.objects.filter(pk__in=numbers).select_related("author", "room__commission")
    return {
        topic.pk: Thing(
            Ref(TOPIC, topic.pk),
            title_of(topic.title or topic.hidden_title, topic.language, topic.title_digest),
            reverse("dialogue:topic", args=[topic.pk]),
            topic.author.user_id,
            topic.author.short_name(),
            topic.room.of_council,
            topic.room.is_closed,
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


def places_of_posts() -> QuerySet[Any]:
    """All posts, each with the council and the door of its room, and who wrote it."""
    return _placed(Post.objects.order_by(), "topic__room__")


def places_of_topics() -> QuerySet[Any]:
    """All topics, each with the council and the door of its room, and who began it."""
    return _placed(Topic.objects.order_by(), "room__")


def _placed(rows: QuerySet[Any], prefix: str) -> QuerySet[Any]:
    placed: QuerySet[Any] = rows.annotate(
        council_there=Coalesce(f"{prefix}council", f"{prefix}commission__council"),
        is_closed_there=F(f"{prefix}is_closed"),
        author_there=Coalesce("author__user", 0),
    )
    return placed


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
        places_of_posts,
        text_of_post,
        {"hide": Effect(hide_post, restore_post)},
    ),
    TOPIC: Kind(
        _("Topic"),
        topics,
        may_read_topic,
        places_of_topics,
        text_of_topic,
        {"lock": Effect(lock_topic, unlock_topic)},
    ),
}
