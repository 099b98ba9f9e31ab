"""Who may do what in the dialogue: each rule is a sentence."""

from typing import Protocol

from maslikhat.dialogue.models import Post, Topic, TopicKind
from maslikhat.dialogue.models.rooms import commissions_of
from maslikhat.registry.permissions import is_operator
from maslikhat.registry.standing import Visitor, standing


class Door(Protocol):
    """A room, or the reference to one in which nothing has been said yet."""

    @property
    def is_closed(self) -> bool: ...
    @property
    def council_id(self) -> int | None: ...
    @property
    def commission_id(self) -> int | None: ...
    @property
    def of_council(self) -> int | None: ...


class Asked(Protocol):
    """A topic, or its head on a page."""

    @property
    def kind(self) -> str: ...
    @property
    def author_id(self) -> int: ...
    @property
    def room(self) -> Door: ...


def may_read(user: Visitor | None, room: Door) -> bool:
    """Everyone reads public rooms; a closed one only its deputies and the clerk of its council."""
    return not room.is_closed or sits_in(user, room) or keeps(user, room)


def may_write(user: Visitor | None, room: Door) -> bool:
    """Deputies of any council write in public rooms; in a closed one only its own deputies."""
    return bool(standing(user).deputy_of) and (not room.is_closed or sits_in(user, room))


def may_start_topic(user: Visitor | None, room: Door) -> bool:
    """Who may write in a room may start a topic there."""
    return may_write(user, room)


def may_reply(user: Visitor | None, topic: Topic) -> bool:
    """Who may write in a room may reply there, in a topic that is not closed."""
    return topic.closed_at is None and may_write(user, topic.room)


def may_edit(user: Visitor | None, post: Post) -> bool:
    """A deputy edits the own posts, while still a deputy and while the text stands."""
    is_own = post.author_id == standing(user).person_id
    return is_own and not post.is_blanked and may_write(user, post.topic.room)


def may_mark_useful(user: Visitor | None, post: Post) -> bool:
    """Who may write in a room marks what others wrote there, while the text stands."""
    is_own = post.author_id == standing(user).person_id
    return not is_own and not post.is_blanked and may_write(user, post.topic.room)


def may_accept(user: Visitor | None, topic: Asked) -> bool:
    """The deputy who asked a question says which reply answers it."""
    is_own = topic.author_id == standing(user).person_id
    return is_own and topic.kind == TopicKind.QUESTION and may_write(user, topic.room)


def may_ask(user: Visitor | None, topic: Topic) -> bool:
    """The deputy who asked a question puts it to others, while it is open and has no answer."""
    is_open = topic.closed_at is None and topic.accepted_id is None and not topic.is_blanked
    return is_open and may_accept(user, topic)


def may_take_path(user: Visitor | None) -> bool:
    """A deputy with a mandate walks the newcomer's path, or puts it aside."""
    return bool(standing(user).deputy_of)


def may_pin(user: Visitor | None, topic: Topic) -> bool:
    """Who keeps a room says what stands first in it."""
    return may_keep(user, topic.room)


def may_close(user: Visitor | None, topic: Topic) -> bool:
    """Who keeps a room ends its topics and lets them go on."""
    return may_keep(user, topic.room)


def may_move(user: Visitor | None, topic: Topic) -> bool:
    """Who keeps a room takes a topic to another."""
    return may_keep(user, topic.room)


def may_mark_read(user: Visitor | None, topic: Topic) -> bool:
    """Who has signed in and may read a topic may keep a mark in it."""
    return user is not None and user.is_authenticated and may_read(user, topic.room)


def may_blank(user: Visitor | None, post: Post) -> bool:
    """The operator takes away a text that stands, in any room: an order asks about no doors."""
    return user is not None and is_operator(user) and not post.is_blanked


def sits_in(user: Visitor | None, room: Door) -> bool:
    """Whether the room is of the reader's own council, or of a commission the reader sits in."""
    who = standing(user)
    if room.council_id is not None:
        return room.council_id in who.deputy_of
    if room.commission_id is None or not who.deputy_of:
        return False
    return commissions_of(who.person_id).filter(commission=room.commission_id).exists()


def may_keep(user: Visitor | None, room: Door) -> bool:
    """The operator keeps the rooms everyone may read; chair and clerk keep those of their council.

    A closed room is none of the operator's.
    """
    who = standing(user)
    return (who.operator and not room.is_closed) or _is_of(room, who.clerk_of | who.chair_of)


def keeps(user: Visitor | None, room: Door) -> bool:
    """Whether the reader is the clerk of the council that has the room."""
    return _is_of(room, standing(user).clerk_of)


def _is_of(room: Door, councils: frozenset[int]) -> bool:
    """Whether the room belongs to one of these councils or to a commission of theirs."""
    return bool(councils) and room.of_council in councils
