"""What the pages of other rooms show of the dialogue; each function is one query."""

from maslikhat.dialogue.lists import RoomRow, TopicRow, room_rows, topic_rows
from maslikhat.dialogue.models import Post, Room, Topic
from maslikhat.registry.models import Council, Person
from maslikhat.registry.standing import Visitor


def latest_topics(user: Visitor | None, limit: int) -> list[TopicRow]:
    """The topics this reader may see that were spoken in last."""
    return topic_rows(Topic.objects.visible_to(user).lately()[:limit], user)


def topics_of_person(person: Person, user: Visitor | None, limit: int) -> list[TopicRow]:
    """The topics this person wrote in, as far as this reader may see them."""
    wrote_in = Post.objects.filter(author=person).values("topic")
    return topic_rows(Topic.objects.visible_to(user).filter(pk__in=wrote_in).lately()[:limit], user)


def topics_of_council(council: Council, user: Visitor | None, limit: int) -> list[TopicRow]:
    """The topics in the rooms of this council that the reader may see."""
    rooms = Room.objects.filter(council=council).values("pk")
    return topic_rows(Topic.objects.visible_to(user).filter(room__in=rooms).lately()[:limit], user)


def rooms_of_council(council: Council, user: Visitor | None) -> list[RoomRow]:
    """The rooms of this council and its commissions that the reader may enter."""
    return room_rows(Room.objects.visible_to(user).of_council(council))


def counts(user: Visitor | None = None) -> int:
    """How many topics this reader may see; without a reader, the public ones."""
    return Topic.objects.visible_to(user).count()
