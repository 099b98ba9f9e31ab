"""What a link to a topic unfolds into, for those who may enter its room; to others it is none."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import ngettext

from maslikhat.dialogue.lists import title_of
from maslikhat.dialogue.models import Topic
from maslikhat.dialogue.names import name_of
from maslikhat.dialogue.permissions import may_read
from maslikhat.kit.cards import Card
from maslikhat.kit.languages import Said

_OWNERS = ("region", "rubric", "council", "commission__council")


def topic_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A topic: what it is for, its title, room and number of replies; asked anew of each reader."""
    topics = Topic.objects.visible_to(reader).filter(pk=given["number"])
    topic = topics.select_related(*(f"room__{owner}" for owner in _OWNERS)).first()
    # Who has left the room reads what was there then; a card tells what is there now.
    if topic is None or not may_read(reader, topic.room):
        return None
    count = topic.post_count - 1
    replies = ngettext("%(count)s reply", "%(count)s replies", count) % {"count": count}
    return Card(
        topic.get_kind_display(),
        title_of(topic.title, topic.language, topic.title_digest),
        reverse("dialogue:topic", args=[topic.pk]),
        [name_of(topic.room), Said(replies, lang)],
    )


CARDS = {"dialogue:topic": topic_card}
