"""The stations of sittings on the way of a matter: an item of an agenda."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.decisions.ways import DECISION
from maslikhat.dialogue.models import Topic
from maslikhat.dialogue.ways import TOPIC
from maslikhat.kit.days import ALMATY, today
from maslikhat.kit.ways import Edge, Station
from maslikhat.sittings.models import Item, Suggestion

ITEM, ON_AGENDA = "item", 20


def items(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """On which agenda it stands or stood, as far as the reader may see it; one query."""
    rows = Item.objects.visible_to(reader).filter(pk__in=numbers).select_related("sitting")
    return [_station(row) for row in rows.order_by("sitting__starts_at", "pk")]


def _station(row: Item) -> Station:
    day = row.sitting.starts_at.astimezone(ALMATY).date()
    if row.outcome:
        words: Any = _("Considered: %(outcome)s") % {"outcome": row.get_outcome_display()}
    else:
        words = _("On the agenda")
    page = reverse("sittings:sitting", args=[row.sitting_id])
    return Station(
        words, day, day <= today(), address=f"{page}#item-{row.pk}", place=ON_AGENDA, is_owed=False
    )


def _items_out_of_topics(numbers: Collection[int], reader: Any) -> list[int]:
    topics = Topic.objects.visible_to(reader).filter(pk__in=numbers)
    items = Item.objects.visible_to(reader)
    found = Suggestion.objects.filter(topic__in=topics.values("pk"), item__in=items.values("pk"))
    return list(found.order_by("item").values_list("item", flat=True))


def _topics_of_items(numbers: Collection[int], reader: Any) -> list[int]:
    return list(Suggestion.objects.filter(item__in=numbers).values_list("topic", flat=True))


def _decisions_of_items(numbers: Collection[int], reader: Any) -> list[int]:
    found = Item.objects.visible_to(reader).filter(pk__in=numbers, decision__isnull=False)
    return list(found.order_by("pk").values_list("decision", flat=True))


def _items_of_decisions(numbers: Collection[int], reader: Any) -> list[int]:
    found = Item.objects.visible_to(reader).filter(decision__in=numbers)
    return list(found.order_by("pk").values_list("pk", flat=True))


KINDS = {ITEM: items}
EDGES = [
    Edge(TOPIC, ITEM, out_of=_items_out_of_topics, came_from=_topics_of_items),
    Edge(ITEM, DECISION, out_of=_decisions_of_items, came_from=_items_of_decisions),
]
