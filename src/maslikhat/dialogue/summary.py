"""What the pages of other rooms show of the dialogue; each function is one query."""

from functools import cache

from django.db.models import Count

from maslikhat.dialogue.lists import TOPIC_COLUMNS, TopicRow, told, topic_rows
from maslikhat.dialogue.models import Post, Room, Topic
from maslikhat.kit.prepared import Prepared
from maslikhat.registry.models import Council, Person
from maslikhat.registry.standing import Visitor

_public_count = Prepared(
    lambda: Topic.objects.visible_to(None).values("room__is_closed").annotate(n=Count("pk"))
)


@cache
def _latest(limit: int) -> Prepared:
    return Prepared(lambda: Topic.objects.visible_to(None).lately().values(*TOPIC_COLUMNS)[:limit])


@cache
def _of_council(limit: int) -> Prepared:
    return Prepared(
        lambda council: (
            Topic.objects.visible_to(None)
            .filter(room__in=Room.objects.filter(council=council).values("pk"))
            .lately()
            .values(*TOPIC_COLUMNS)[:limit]
        )
    )


def latest_topics(user: Visitor | None, limit: int) -> list[TopicRow]:
    """The topics this reader may see that were spoken in last."""
    if not _is_known(user):
        return told(_latest(limit)())
    return topic_rows(Topic.objects.visible_to(user).listed().lately()[:limit], user)


def topics_of_person(person: Person, user: Visitor | None, limit: int) -> list[TopicRow]:
    """The topics in which this reader may see something that this person wrote."""
    wrote_in = Post.objects.visible_to(user).filter(author=person).values("topic")
    topics = Topic.objects.visible_to(user).listed().filter(pk__in=wrote_in)
    return topic_rows(topics.lately()[:limit], user)


def topics_of_council(council: Council, user: Visitor | None, limit: int) -> list[TopicRow]:
    """The topics in the rooms of this council that the reader may see."""
    if not _is_known(user):
        return told(_of_council(limit)(council.pk))
    rooms = Room.objects.filter(council=council).values("pk")
    return topic_rows(Topic.objects.visible_to(user).filter(room__in=rooms).lately()[:limit], user)


def counts() -> int:
    """How many topics everyone may see."""
    return sum(row["n"] for row in _public_count())


def _is_known(user: Visitor | None) -> bool:
    return user is not None and user.is_authenticated
