"""Who may do what in the dialogue: each rule is a sentence."""

from typing import Protocol

from maslikhat.dialogue.models import Post, Topic
from maslikhat.dialogue.models.rooms import commissions_of
from maslikhat.registry.models import Commission
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
    """Who may write in a room may reply there."""
    return may_write(user, topic.room)


def may_edit(user: Visitor | None, post: Post) -> bool:
    """A deputy edits the own posts, while still a deputy and while the text stands."""
    is_own = post.author_id == standing(user).person_id
    return is_own and not post.is_blanked and may_write(user, post.topic.room)


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


def keeps(user: Visitor | None, room: Door) -> bool:
    """Whether the reader is the clerk of the council that has the room."""
    who = standing(user)
    if room.commission_id is None or not who.clerk_of:
        return room.council_id in who.clerk_of
    return Commission.objects.filter(pk=room.commission_id, council__in=who.clerk_of).exists()
