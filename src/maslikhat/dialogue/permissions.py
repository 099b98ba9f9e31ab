"""Who may do what in the dialogue: each rule is a sentence."""

import datetime as dt
from typing import Protocol

from maslikhat.dialogue.circles import circle_of, has_circle
from maslikhat.dialogue.models import (
    Conversation,
    Group,
    GroupMember,
    Participant,
    Poll,
    Post,
    RoomRef,
    Topic,
    TopicKind,
)
from maslikhat.dialogue.models.rooms import commissions_of
from maslikhat.dialogue.places import Place
from maslikhat.moderation.suspensions import suspension_of
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
    @property
    def group_id(self) -> int | None: ...
    @property
    def conversation_id(self) -> int | None: ...
    @property
    def is_over(self) -> bool: ...


class Asked(Protocol):
    """A topic, or its head on a page."""

    @property
    def kind(self) -> str: ...
    @property
    def author_id(self) -> int: ...
    @property
    def closed_at(self) -> dt.datetime | None: ...
    @property
    def post_count(self) -> int: ...
    @property
    def room(self) -> Door: ...


def may_read(user: Visitor | None, room: Door) -> bool:
    """Everyone reads public rooms; a closed one only its own people and the clerk of its council.

    A member of a group or conversation reads on when the mandate has ended.
    """
    return not room.is_closed or sits_in(user, room) or keeps(user, room)


def may_write(user: Visitor | None, room: Door) -> bool:
    """Deputies of any council write in public rooms; in a closed one only its own deputies.

    Who is suspended writes nowhere, and nobody where the group has ended.
    """
    if not standing(user).deputy_of or room.is_over or suspension_of(user) is not None:
        return False
    return not room.is_closed or sits_in(user, room)


def may_start_topic(user: Visitor | None, room: Door) -> bool:
    """Who may write in a room may start a topic there; a conversation has one and no second."""
    if not may_write(user, room):
        return False
    is_conversation = room.conversation_id is not None
    topics = Topic.objects.filter(room__conversation=room.conversation_id)
    return not (is_conversation and topics.exists())


def may_reply(user: Visitor | None, topic: Topic) -> bool:
    """Who may write in a room may reply there, in a topic that is not closed."""
    return topic.closed_at is None and may_write(user, topic.room)


def may_edit(user: Visitor | None, post: Post) -> bool:
    """A deputy edits the own posts, while still a deputy, while the text stands, and not under a
    lock of the moderation."""
    is_own = post.author_id == standing(user).person_id and post.topic.locked_at is None
    return is_own and post.stands and may_write(user, post.topic.room)


def may_mark_useful(user: Visitor | None, post: Post) -> bool:
    """Who may write in a room marks what others wrote there, while the text stands."""
    is_own = post.author_id == standing(user).person_id
    return not is_own and post.stands and may_write(user, post.topic.room)


def asks(user: Visitor | None, topic: Asked) -> bool:
    """Whether it is a question of this reader."""
    is_own = topic.author_id == standing(user).person_id
    return is_own and topic.kind == TopicKind.QUESTION


def may_accept(user: Visitor | None, topic: Asked) -> bool:
    """The deputy who asked a question says which reply answers it."""
    return asks(user, topic) and may_write(user, topic.room)


def may_open_poll(user: Visitor | None, topic: Asked) -> bool:
    """The deputy who began a topic puts a poll in it, while it is not closed."""
    is_own = topic.author_id == standing(user).person_id and topic.closed_at is None
    return is_own and may_write(user, topic.room)


def may_answer_poll(user: Visitor | None, poll: Poll) -> bool:
    """Who may write in the room answers a poll until it is closed, while its topic is shown."""
    return not poll.is_closed and bool(poll.topic.title) and may_write(user, poll.topic.room)


def may_close_poll(user: Visitor | None, poll: Poll) -> bool:
    """Who put the poll ends it, or who keeps the room."""
    asks = poll.author_id == standing(user).person_id and may_write(user, poll.topic.room)
    return not poll.is_closed and (asks or may_keep(user, poll.topic.room))


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


def may_retitle(user: Visitor | None, topic: Asked, *, writes: bool | None = None) -> bool:
    """Who began a topic changes its title and subject until somebody replies; who keeps its room or
    moderates it does so at any time, and only they under a lock of the moderation.

    `writes` says whether the user may write there, where it is known already.
    """
    room = topic.room
    if may_keep(user, room) or moderates(user, room):
        return True
    is_own = topic.author_id == standing(user).person_id and topic.closed_at is None
    if not is_own or topic.post_count > 1:
        return False
    return may_write(user, room) if writes is None else writes


def may_keep_draft(user: Visitor | None, place: Place) -> bool:
    """A deputy keeps a draft where the deputy may write: in a topic, of an own post, of new ones.

    A topic that was closed meanwhile keeps the drafts of it.
    """
    topic, post = place.topic(), place.post()
    if place.kind in ("start", "conversation"):
        return bool(standing(user).deputy_of)
    if topic is not None:
        return may_write(user, topic.room)
    return post is not None and may_edit(user, post)


def may_discard_draft(user: Visitor | None) -> bool:
    """Who has signed in throws away the own drafts, also once the mandate has ended."""
    return user is not None and user.is_authenticated


def may_upload(user: Visitor | None) -> bool:
    """Who may write somewhere may send files to put to what is written."""
    return _writes(user)


def may_mark_read(user: Visitor | None, topic: Topic) -> bool:
    """Who has signed in and may read a topic may keep a mark in it."""
    return user is not None and user.is_authenticated and may_read(user, topic.room)


def may_blank(user: Visitor | None, post: Post) -> bool:
    """The operator takes away a text that stands, in any room: an order asks about no doors."""
    return user is not None and is_operator(user) and not post.is_blanked


def sits_in(user: Visitor | None, room: Door) -> bool:
    """Whether the room is of the reader's own council, commission, group or conversation."""
    who = standing(user)
    if room.group_id is not None:
        return _membership(user, room.group_id) is not None
    if room.conversation_id is not None:
        return _takes_part(user, room.conversation_id)
    if room.council_id is not None:
        return room.council_id in who.deputy_of
    if room.commission_id is None or not who.deputy_of:
        return False
    return commissions_of(who.person_id).filter(commission=room.commission_id).exists()


def may_keep(user: Visitor | None, room: Door) -> bool:
    """The operator keeps the rooms everyone may read; chair and clerk keep those of their council.

    Those who lead a group keep its rooms. A closed room is none of the operator's.
    """
    who = standing(user)
    if room.group_id is not None and _leads(user, room.group_id):
        return True
    return (who.operator and not room.is_closed) or _is_of(room, who.clerk_of | who.chair_of)


def moderates(user: Visitor | None, room: Door) -> bool:
    """The operator and the moderators decide on reports from rooms everyone may read; chair and
    clerk on those from the rooms of their council (`moderation.permissions` asks who wrote)."""
    who = standing(user)
    is_national = (who.operator or who.moderator) and not room.is_closed
    return is_national or _is_of(room, who.clerk_of | who.chair_of)


def keeps(user: Visitor | None, room: Door) -> bool:
    """Whether the reader is the clerk of the council that has the room."""
    return _is_of(room, standing(user).clerk_of)


def _is_of(room: Door, councils: frozenset[int]) -> bool:
    """Whether the room belongs to one of these councils or to a commission of theirs."""
    return bool(councils) and room.of_council in councils


def may_found_group(user: Visitor | None) -> bool:
    """A deputy of any council founds a working group, unless suspended."""
    return _writes(user)


def may_invite(user: Visitor | None, group: Group, *, is_lead: bool | None = None) -> bool:
    """Who leads a group invites to it and lets in who asks, unless suspended.

    `is_lead` says it where it is known already.
    """
    if is_lead is None:
        is_lead = _leads(user, group.pk)
    return is_lead and group.ended_at is None and _writes(user)


def may_join_group(user: Visitor | None, group: Group) -> bool:
    """A deputy who writes asks to join an open group, and joins any that has sent an invitation."""
    if group.ended_at is not None or not _writes(user):
        return False
    asked = GroupMember.objects.open().filter(group=group, person=standing(user).person_id)
    return not group.is_closed or asked.exists()


def may_leave_group(user: Visitor | None, group: Group) -> bool:
    """A member leaves; who is invited declines; who asked takes the request back."""
    person = standing(user).person_id
    own = GroupMember.objects.open().filter(group=group, person=person)
    return person is not None and own.exists()


def may_remove_member(user: Visitor | None, member: GroupMember) -> bool:
    """Who leads a group ends the membership, invitation or request of another."""
    return member.person_id != standing(user).person_id and _may_lead(user, member.group)


def may_make_lead(user: Visitor | None, group: Group) -> bool:
    """Who leads a group makes another lead; any member does, when no lead holds a mandate."""
    if _may_lead(user, group):
        return True
    if group.ended_at is not None or not standing(user).deputy_of:
        return False
    leads = GroupMember.objects.leads().filter(group=group).with_mandate()
    return _membership(user, group.pk) is not None and not leads.exists()


def may_end_group(user: Visitor | None, group: Group) -> bool:
    """Who leads a group ends it."""
    return _may_lead(user, group)


def may_start_conversation(user: Visitor | None) -> bool:
    """A deputy of any council writes to other deputies, unless suspended."""
    return _writes(user)


def may_add_participant(user: Visitor | None, conversation: Conversation) -> bool:
    """A deputy who takes part in a conversation adds another, unless suspended."""
    return _writes(user) and _takes_part(user, conversation.pk)


def may_leave_conversation(user: Visitor | None, conversation: Conversation) -> bool:
    """Who takes part in a conversation leaves it."""
    return _takes_part(user, conversation.pk)


def may_announce(user: Visitor | None, room: RoomRef) -> bool:
    """A deputy who keeps a room may ask there that an announcement be read and understood."""
    return has_circle(room) and may_write(user, room) and may_keep(user, room)


def may_ask_understood(user: Visitor | None, topic: Topic) -> bool:
    """Who keeps a room whose deputies can be counted asks them to confirm an announcement."""
    is_one = topic.kind == TopicKind.ANNOUNCEMENT and topic.closed_at is None
    return is_one and has_circle(topic.room) and may_keep(user, topic.room)


def may_understand(user: Visitor | None, topic: Topic) -> bool:
    """A deputy of the room's circle says that the announcement was read and understood."""
    person = standing(user).person_id
    if not topic.asks_understood or person is None:
        return False
    return circle_of(topic).filter(pk=person).exists()


def _membership(user: Visitor | None, group: int) -> GroupMember | None:
    """The reader's own membership of now."""
    person = standing(user).person_id
    if person is None:
        return None
    return GroupMember.objects.present().filter(group=group, person=person).first()


def _leads(user: Visitor | None, group: int) -> bool:
    """Whether the reader leads the group, and holds a mandate."""
    who = standing(user)
    own = GroupMember.objects.leads().filter(group=group, person=who.person_id)
    return bool(who.deputy_of) and own.exists()


def _takes_part(user: Visitor | None, conversation: int) -> bool:
    """Whether the reader is among those who take part now."""
    person = standing(user).person_id
    own = Participant.objects.present().filter(conversation=conversation, person=person)
    return person is not None and own.exists()


def _writes(user: Visitor | None) -> bool:
    """A deputy writes, unless suspended."""
    return bool(standing(user).deputy_of) and suspension_of(user) is None


def _may_lead(user: Visitor | None, group: Group) -> bool:
    return group.ended_at is None and _leads(user, group.pk)
