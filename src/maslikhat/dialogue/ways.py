"""The stations of the dialogue on the way of a matter: where it was raised."""

from collections.abc import Collection
from typing import Any

from django.db.models import Min
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.dialogue.models import Post, Topic
from maslikhat.kit.days import ALMATY
from maslikhat.kit.ways import Edge, Station

TOPIC, POST, RAISED = "topic", "post", 10


def topics(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """Where a matter was raised, as far as the reader may read there; one query."""
    rows = Topic.objects.visible_to(reader).filter(pk__in=numbers).exclude(title="")
    return [
        Station(
            _("Raised"),
            row.made_at.astimezone(ALMATY).date(),
            True,
            address=reverse("dialogue:topic", args=[row.pk]),
            place=RAISED,
        )
        for row in rows.order_by("made_at")
    ]


def posts(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """The reply that it came from, where that is not the opening of its topic; two queries."""
    rows = Post.objects.visible_to(reader).filter(pk__in=numbers).exclude(html="")
    topics_of = Post.objects.filter(pk__in=numbers).values("topic")
    opening = Post.objects.filter(topic__in=topics_of).order_by().values_list("topic")
    first = dict(opening.annotate(first=Min("pk")))
    return [
        Station(
            _("Said in a reply"),
            row.made_at.astimezone(ALMATY).date(),
            True,
            address=reverse("dialogue:post", args=[row.pk]),
            place=RAISED + 1,
        )
        for row in rows.order_by("pk")
        if first.get(row.topic_id) != row.pk
    ]


def _topics_of(numbers: Collection[int], reader: Any) -> list[int]:
    seen = Post.objects.visible_to(reader).filter(pk__in=numbers)
    return list(seen.values_list("topic", flat=True))


def _none(_numbers: Collection[int], _reader: Any) -> list[int]:
    """A reply comes out of its topic, but is no station on the topic's own way."""
    return []


KINDS = {TOPIC: topics, POST: posts}
EDGES = [Edge(TOPIC, POST, out_of=_none, came_from=_topics_of)]
