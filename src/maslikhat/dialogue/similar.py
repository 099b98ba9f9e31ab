"""Topics like the one that is being started: an answer may be there already."""

from collections.abc import Mapping

from maslikhat.dialogue.finding import TOPIC
from maslikhat.dialogue.lists import TopicRow, topic_rows
from maslikhat.dialogue.models import Topic
from maslikhat.registry.standing import Visitor
from maslikhat.search.asking import Asked, find
from maslikhat.search.letters import words_of
from maslikhat.search.question import Part, parse
from maslikhat.search.registers import tokens_of
from maslikhat.search.stems import forms
from maslikhat.search.volume import UnreadableError

MOST_SHOWN, LOOKED_AT = 5, 20
# Of a long title so many words in common make a topic like it; of a short one, all it has.
ENOUGH = 2


def similar_to(title: str, user: Visitor) -> list[TopicRow]:
    """At most five topics that this reader may see, the likest first; among equals the answered.

    Nothing while a title has no words to look for, or while there is no index to ask.
    """
    question = parse(title)
    if not any(len(word) > 2 for part in question.wanted for word in part.words):
        return []
    try:
        found = find(Asked(question, kind=TOPIC), tokens_of(user), limit=LOOKED_AT)
    except UnreadableError:
        return []
    places = {entry.number: place for place, entry in enumerate(found.entries)}
    # Asked of the table again: who may see a topic is said in one place.
    topics = Topic.objects.visible_to(user).filter(pk__in=places, title_digest="")
    rows = {row.pk: row for row in topic_rows(topics.order_by("pk"), user)}
    common = {pk: common_words(question.wanted, row.title) for pk, row in rows.items()}
    enough = min(ENOUGH, len(question.wanted))
    kept = [row for pk, row in rows.items() if not found.is_loose or common[pk] >= enough]
    return sorted(kept, key=lambda row: _order(row, common, places))[:MOST_SHOWN]


def _order(
    row: TopicRow, common: Mapping[int, int], places: Mapping[int, int]
) -> tuple[int, bool, int]:
    return -common[row.pk], not row.is_answered, places[row.pk]


def common_words(parts: list[Part], title: str) -> int:
    """How many of the parts of a question have all their words in a title, in any form."""
    there = frozenset[str]().union(*(forms(word.text) for word in words_of(title)))
    return sum(all(forms(word) & there for word in part.words) for part in parts)
