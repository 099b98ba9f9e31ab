"""What of the dialogue can be followed: topics and rooms, by those who may enter the room."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.lists import title_of
from maslikhat.dialogue.membership import GROUP, insiders
from maslikhat.dialogue.models import Post, Room, Topic
from maslikhat.dialogue.models.rooms import open_to
from maslikhat.dialogue.names import name_of
from maslikhat.dialogue.texts import beginning
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.languages import Said
from maslikhat.kit.prepared import Prepared
from maslikhat.notices.registers import Kind, Thing
from maslikhat.notices.sight import Ref
from maslikhat.registry.followed import COUNCIL, PERSON
from maslikhat.registry.models import CommissionMember, Mandate, Role
from maslikhat.rubrics.followed import RUBRIC
from maslikhat.rubrics.models import Rubric

TOPIC, ROOM, POST = "dialogue.topic", "dialogue.room", "dialogue.post"
Enter = Callable[[Room], Collection[int] | None]
_broader = Prepared(
    lambda one, other: Rubric.objects.filter(pk__in=(one, other), parent__isnull=False).values(
        "parent"
    )
)


def sources_of(topic: Topic, author: int) -> list[Ref]:
    """What may be followed to hear of a topic: its room, subjects and council, and who speaks.

    Subjects are its own and its room's, as `Topic.about` lists by them, and the broader ones.
    """
    room = topic.room
    found: list[tuple[str, int | None]] = [
        (ROOM, room.pk),
        (PERSON, author),
        *((RUBRIC, subject) for subject in _subjects(topic)),
        (COUNCIL, room.of_council),
        (GROUP, room.group_id),
    ]
    return [(kind, number) for kind, number in found if number is not None]


def _subjects(topic: Topic) -> list[int]:
    """The numbers of what a topic is about, the narrowest first; one query where there is any."""
    own = {number for number in (topic.rubric_id, topic.room.rubric_id) if number}
    if not own:
        return []
    broader = {row["parent"] for row in _broader(min(own), max(own))}
    return [*sorted(own), *sorted(broader - own)]


def show_topics(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The titles and addresses of these topics; at most six queries."""
    topics = list(Topic.objects.filter(pk__in=numbers).select_related("room__commission"))
    may_enter = entrants({topic.room for topic in topics}, readers)
    return {
        topic.pk: Thing(
            title_of(topic.title, topic.language, topic.title_digest),
            reverse("dialogue:topic", args=[topic.pk]),
            may_enter(topic.room),
        )
        for topic in topics
    }


def show_rooms(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The names and addresses of these rooms; at most six queries."""
    rooms = list(Room.objects.filter(pk__in=numbers).with_owner())
    may_enter = entrants(rooms, readers)
    return {
        room.pk: Thing(name_of(room), reverse("dialogue:room", args=[room.pk]), may_enter(room))
        for room in rooms
    }


def show_posts(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The beginnings and addresses of these posts, as far as their text stands."""
    posts = Post.objects.standing().filter(pk__in=numbers)
    standing = list(posts.select_related("topic__room__commission"))
    may_enter = entrants({post.topic.room for post in standing}, readers)
    return {
        post.pk: Thing(
            Said(beginning(post.html), post.language),
            reverse("dialogue:post", args=[post.pk]),
            may_enter(post.topic.room),
        )
        for post in standing
    }


def visible_topics(user: User) -> QuerySet[Any]:
    """The topics of the rooms this reader may enter today."""
    return Topic.objects.filter(open_to(user, "room__"))


def visible_rooms(user: User) -> QuerySet[Any]:
    """The rooms this reader may enter."""
    return Room.objects.visible_to(user)


def visible_posts(user: User) -> QuerySet[Any]:
    """The posts this reader may see, as far as their text stands."""
    return Post.objects.standing().filter(open_to(user, "topic__room__"))


def entrants(rooms: Iterable[Room], readers: Collection[User]) -> Enter:
    """Who of the readers may enter each room, as `open_to` says of one; five queries at most."""
    closed = [room for room in rooms if room.is_closed]
    if not closed:
        return lambda room: None
    users = [reader.pk for reader in readers if reader.is_active]
    day, councils = today(), {room.of_council for room in closed}
    mandates = Mandate.objects.on(day).filter(person__user__in=users)
    deputies = mandates.filter(convocation__council__in=councils)
    clerks = Role.objects.on(day).filter(user__in=users, council__in=councils)
    members = CommissionMember.objects.on(day).filter(
        holds_on(day, "mandate__"),
        holds_on(day, "commission__"),
        mandate__person__user__in=users,
        commission__in=[room.commission_id for room in closed if room.commission_id],
    )
    sits = set(deputies.values_list("convocation__council", "person__user"))
    keeps = set(clerks.values_list("council", "user"))
    joined = set(members.values_list("commission", "mandate__person__user"))
    inside = insiders(closed, users)

    def may_enter(room: Room) -> Collection[int] | None:
        if not room.is_closed:
            return None
        if room.group_id or room.conversation_id:
            return {user for user in users if (room.pk, user) in inside}
        own = joined if room.commission_id else sits
        number = room.commission_id or room.council_id
        return {user for user in users if (number, user) in own or (room.of_council, user) in keeps}

    return may_enter


KINDS = {
    TOPIC: Kind(_("Topic"), show_topics, visible_topics),
    ROOM: Kind(_("Room"), show_rooms, visible_rooms),
    POST: Kind(_("The post"), show_posts, visible_posts, can_be_followed=False),
}
ACTS = {
    "dialogue.start_topic": _("%(who)s started a topic"),
    "dialogue.reply": _("%(who)s replied"),
    "dialogue.accept": _("%(who)s accepted an answer"),
    "dialogue.accept_yours": _("%(who)s accepted your answer"),
    "dialogue.retitle": _("%(who)s changed the title or subject of your topic"),
    "dialogue.start_conversation": _("%(who)s writes to you"),
    "dialogue.add_participant": _("%(who)s added you to a conversation"),
    "dialogue.ask_understood": _("%(who)s asks you to read this and to confirm it"),
    "dialogue.mention": _("%(who)s mentioned you"),
    "dialogue.mention_body": _("%(who)s mentioned your maslikhat or commission"),
    "dialogue.ask": _("%(who)s asks you a question"),
}
