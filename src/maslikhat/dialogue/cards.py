"""What a link to a topic or post unfolds into, for those who may read it; to others it is none."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.dialogue.lists import title_of, topic_rows
from maslikhat.dialogue.models import Post, Topic
from maslikhat.dialogue.texts import beginning
from maslikhat.kit.cards import Card
from maslikhat.kit.languages import Said


def topic_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A topic: what it is for, its title, room and number of replies; asked anew of each reader."""
    rows = topic_rows(Topic.objects.visible_to(reader).filter(pk=given["number"]), reader)
    if not rows:
        return None
    topic, count = rows[0], rows[0].reply_count
    replies = ngettext("%(count)s reply", "%(count)s replies", count) % {"count": count}
    return Card(
        topic.purpose,
        Said(topic.title, topic.language),
        reverse("dialogue:topic", args=[topic.pk]),
        [topic.room, Said(replies, lang)],
    )


def post_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A post whose text stands: the title of its topic, who said it, and its first words."""
    posts = Post.objects.standing().visible_to(reader).filter(pk=given["number"])
    post = posts.select_related("topic", "author").first()
    if post is None:
        return None
    topic = post.topic
    return Card(
        _("The post"),
        title_of(topic.title, topic.language, topic.title_digest),
        reverse("dialogue:post", args=[post.pk]),
        [Said(post.author.short_name(), lang), Said(beginning(post.html), post.language)],
    )


CARDS = {"dialogue:post": post_card, "dialogue:topic": topic_card}
