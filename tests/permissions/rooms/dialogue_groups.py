"""Dialogue: working groups, conversations, what is to be understood, drafts and files."""

from functools import cache
from io import BytesIO
from typing import Any

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Conversation, Group, GroupMember, RoomRef, Topic
from maslikhat.dialogue.places import Place
from maslikhat.moderation import actions as moderation
from maslikhat.moderation.registers import Ref
from tests.permissions.rooms.dialogue import ROOM as ROOM
from tests.permissions.table import ALL_OTHERS, NOBODY, VISITOR, Row, persons
from tests.permissions.talk import (
    AUTHOR,
    DEPUTIES,
    NAMES,
    OUTSIDE,
    OWN,
    OWN_KEEPERS,
    PURPOSES,
    SIGNED_IN,
    WITHIN,
    Cast,
    Given,
    announced,
    blanked,
    closed,
    conversation,
    ended,
    first,
    group,
    inviting,
    locked,
    member,
    person,
    ref,
    room_of_group,
    suspended,
    topic,
    upload,
    without_mandate,
)

GROUP, CLOSED = OUTSIDE["group"], OUTSIDE["closed"]
WORDS: dict[str, Any] = {"title": "Budget", "body": "Read it.", "language": "en"}


def nobody_suspended(cast: Cast) -> None:
    """Everyone may write."""


@cache
def room(word: str) -> Given:
    return lambda cast: ref(cast, word)


@cache
def asking(given: Given) -> Given:
    """The colleague has asked to be let in."""

    def bring(cast: Cast) -> Group:
        made: Group = given(cast)
        actions.join_group(made, by=cast.serik)
        return made

    return bring


def chair_suspended(cast: Cast) -> RoomRef:
    """Who heads the maslikhat writes nowhere for a while."""
    quarrel = announced(asks=False)(cast)
    moderation.suspend(
        Ref("dialogue.topic", quarrel.pk), by=cast.moderator, reason="insult",
        until=quarrel.made_at.date().replace(year=quarrel.made_at.year + 1),
    )  # fmt: skip
    return ref(cast, "council")


@cache
def announcement(word: str) -> Given:
    """An announcement of the head's that does not ask yet to be understood."""
    return announced(word, asks=False)


def invite(cast: Cast, by: Any, made: Group) -> object:
    return actions.invite(made, person(cast, "national"), by=by)


def let_in(cast: Cast, by: Any, made: Group) -> object:
    return actions.invite(made, person(cast, "colleague"), by=by)


def join(cast: Cast, by: Any, made: Group) -> object:
    return actions.join_group(made, by=by)


def leave(cast: Cast, by: Any, made: Group) -> object:
    return actions.leave_group(made, by=by)


def remove(cast: Cast, by: Any, one: GroupMember) -> object:
    return actions.remove_member(one, by=by)


def make_lead(cast: Cast, by: Any, one: GroupMember) -> object:
    return actions.make_lead(one, by=by)


def end(cast: Cast, by: Any, made: Group) -> object:
    return actions.end_group(made, by=by)


def found(cast: Cast, by: Any, _: Any) -> object:
    return actions.found_group(by=by, names=NAMES, purposes=PURPOSES)


def converse(cast: Cast, by: Any, _: Any) -> object:
    others = [person(cast, "national"), person(cast, "colleague")]
    return actions.start_conversation(others, by=by, title="Roads", body="Dust.", language="en")


def add(cast: Cast, by: Any, made: Conversation) -> object:
    return actions.add_participant(made, person(cast, "national"), by=by)


def depart(cast: Cast, by: Any, made: Conversation) -> object:
    return actions.leave_conversation(made, by=by)


def announce(cast: Cast, by: Any, where: RoomRef) -> object:
    return actions.announce(where, by=by, **WORDS)


def ask_understood(cast: Cast, by: Any, made: Topic) -> object:
    return actions.ask_understood(made, by=by)


def understand(cast: Cast, by: Any, made: Topic) -> object:
    return actions.understand(made, by=by)


def keep_draft(place: Any) -> Any:
    """A draft is kept where `place` says, of the thing that is given."""
    return lambda cast, by, made: actions.keep_draft(place(made), by=by, words={"body": "Typing"})


def of_change(made: Any) -> Place:
    return Place.of_change(made.pk)


def of_reply(made: Any) -> Place:
    return Place.of_reply(made.pk)


def discard(cast: Cast, by: Any, made: Topic) -> object:
    return actions.discard_draft(Place.of_reply(made.pk), by=by)


def drafted(cast: Cast) -> Topic:
    """The author has a draft."""
    made: Topic = topic()(cast)
    actions.keep_draft(Place.of_reply(made.pk), by=cast.aigerim, words={"body": "Typing"})
    return made


def arrived(cast: Cast) -> Any:
    """A file of the author's of which all is there, and which is not checked yet."""
    return actions.take_part(upload(is_whole=False)(cast), by=cast.aigerim, offset=0, part=b"Text")


def begin(cast: Cast, by: Any, _: Any) -> object:
    return actions.begin_upload(by=by, name="a.txt", size=4)


def add_file(cast: Cast, by: Any, _: Any) -> object:
    return actions.add_upload(by=by, name="a.txt", content=BytesIO(b"Text"))


def take_part(cast: Cast, by: Any, one: Any) -> object:
    return actions.take_part(one, by=by, offset=0, part=b"Text")


def finish(cast: Cast, by: Any, one: Any) -> object:
    return actions.finish_upload(one, by=by, content=BytesIO(b"Text"))


def drop(cast: Cast, by: Any, one: Any) -> object:
    return actions.drop_upload(one, by=by)


GROUPS = [
    Row("dialogue.found_group", "any day", DEPUTIES, found),
    Row("dialogue.found_group", "the author suspended", DEPUTIES - AUTHOR, found,
        suspended(nobody_suspended)),
    Row("dialogue.invite", "to an open group", AUTHOR, invite, group()),
    Row("dialogue.invite", "to an open group, who has asked to join", AUTHOR, let_in,
        asking(group())),
    Row("dialogue.invite", "to a closed group", AUTHOR, invite, group(is_closed=True),
        hidden=GROUP),
    Row("dialogue.invite", "the author suspended", NOBODY, invite, suspended(group())),
    Row("dialogue.invite", "the author's mandate ended since", NOBODY, invite,
        without_mandate(group())),
    Row("dialogue.invite", "to a group that has ended", NOBODY, invite, ended(group())),
    Row("dialogue.join_group", "an open group", DEPUTIES - WITHIN, join, group(), apart=WITHIN),
    Row("dialogue.join_group", "a closed group that has invited the colleague",
        persons("colleague"), join, inviting(group(is_closed=True)), hidden=ALL_OTHERS,
        apart=WITHIN),
    Row("dialogue.join_group", "a group that has ended", NOBODY, join, ended(group())),
    Row("dialogue.leave_group", "a closed group, its only lead the author, the colleague invited",
        persons("elsewhere colleague"), leave, inviting(group(is_closed=True)),
        hidden=GROUP - {"colleague"}),
    Row("dialogue.leave_group", "a group that has ended", WITHIN, leave, ended(group())),
    Row("dialogue.remove_member", "another member", AUTHOR, remove, member(group())),
    Row("dialogue.remove_member", "the lead", NOBODY, remove, member(group(), "author")),
    Row("dialogue.remove_member", "a request to join", AUTHOR, remove,
        member(asking(group()), "colleague")),
    Row("dialogue.remove_member", "another member, the group has ended", NOBODY, remove,
        member(ended(group()))),
    Row("dialogue.make_lead", "another member", AUTHOR, make_lead, member(group())),
    Row("dialogue.make_lead", "a member, no lead holding a mandate any more",
        persons("elsewhere"), make_lead, without_mandate(member(group()))),
    Row("dialogue.make_lead", "another member, the group has ended", NOBODY, make_lead,
        member(ended(group()))),
    Row("dialogue.make_lead", "a member, no lead holding a mandate, the group has ended", NOBODY,
        make_lead, without_mandate(member(ended(group())))),
    Row("dialogue.end_group", "an open group", AUTHOR, end, group()),
    Row("dialogue.end_group", "a closed group", AUTHOR, end, group(is_closed=True),
        hidden=GROUP),
    Row("dialogue.end_group", "the author's mandate ended since", NOBODY, end,
        without_mandate(group())),
    Row("dialogue.end_group", "ended", NOBODY, end, ended(group())),
]  # fmt: skip
CONVERSATIONS = [
    Row("dialogue.start_conversation", "any day", DEPUTIES, converse,
        records=("dialogue.start_topic", "dialogue.start_conversation")),
    Row("dialogue.start_conversation", "the author suspended", DEPUTIES - AUTHOR, converse,
        suspended(nobody_suspended),
        records=("dialogue.start_topic", "dialogue.start_conversation")),
    Row("dialogue.add_participant", "who takes part", WITHIN, add, conversation, hidden=GROUP),
    Row("dialogue.add_participant", "who takes part, the author suspended", WITHIN - AUTHOR, add,
        suspended(conversation), hidden=GROUP),
    Row("dialogue.add_participant", "who takes part, the author's mandate ended since",
        WITHIN - AUTHOR, add, without_mandate(conversation), hidden=GROUP),
    Row("dialogue.leave_conversation", "who takes part", WITHIN, depart, conversation,
        hidden=ALL_OTHERS),
]  # fmt: skip
ANNOUNCED = ("dialogue.start_topic", "dialogue.ask_understood")
UNDERSTANDING = [
    Row("dialogue.announce", "in a room of the country", NOBODY, announce, room("public")),
    Row("dialogue.announce", "in the council's room", persons("chair"), announce,
        room("council"), records=ANNOUNCED),
    Row("dialogue.announce", "in the council's closed room", persons("chair"), announce,
        room("closed"), hidden=CLOSED, records=ANNOUNCED),
    Row("dialogue.announce", "in a group's closed room", AUTHOR, announce, room_of_group(),
        hidden=GROUP, records=ANNOUNCED),
    Row("dialogue.announce", "in the council's room, its head suspended", NOBODY, announce,
        chair_suspended),
    Row("dialogue.ask_understood", "an announcement in the council's room", OWN_KEEPERS,
        ask_understood, announcement("council")),
    Row("dialogue.ask_understood", "an announcement in the council's closed room",
        persons("clerk chair"), ask_understood, announcement("closed"), hidden=CLOSED),
    Row("dialogue.ask_understood", "an announcement in a room of the country", NOBODY,
        ask_understood, announcement("public")),
    Row("dialogue.ask_understood", "a topic that is no announcement", NOBODY, ask_understood,
        topic("council")),
    Row("dialogue.ask_understood", "an announcement in a closed topic", NOBODY, ask_understood,
        closed(announcement("council"))),
    Row("dialogue.understand", "what the head of the council has announced",
        OWN - {"chair"}, understand, announced()),
    Row("dialogue.understand", "the same, in the closed room", OWN - {"chair"}, understand,
        announced("closed"), hidden=CLOSED),
    Row("dialogue.understand", "the same, the author's mandate ended since",
        persons("colleague"), understand, without_mandate(announced())),
    Row("dialogue.understand", "what does not ask for it", NOBODY, understand,
        announcement("council")),
]  # fmt: skip
TYPING = [
    Row("dialogue.keep_draft", "of a new topic", DEPUTIES,
        keep_draft(lambda made: Place.of_start(None)), hidden=ALL_OTHERS),
    Row("dialogue.keep_draft", "of a reply in a room of the country", DEPUTIES,
        keep_draft(of_reply), topic(), hidden=ALL_OTHERS),
    Row("dialogue.keep_draft", "of a reply in a closed topic", DEPUTIES,
        keep_draft(of_reply), closed(topic()), hidden=ALL_OTHERS),
    Row("dialogue.keep_draft", "of a reply, the author suspended", DEPUTIES - AUTHOR,
        keep_draft(of_reply), suspended(topic()), hidden=ALL_OTHERS),
    Row("dialogue.keep_draft", "of a reply in the council's closed room", OWN,
        keep_draft(of_reply), topic("closed"), hidden=ALL_OTHERS),
    Row("dialogue.keep_draft", "of a change of the author's text", AUTHOR, keep_draft(of_change),
        first(topic()), hidden=ALL_OTHERS),
    Row("dialogue.keep_draft", "of a change, the text taken away", NOBODY, keep_draft(of_change),
        blanked(topic()), hidden=ALL_OTHERS),
    Row("dialogue.keep_draft", "of a change, the topic locked by the moderation", NOBODY,
        keep_draft(of_change), first(locked(topic())), hidden=ALL_OTHERS),
    Row("dialogue.discard_draft", "one's own", SIGNED_IN, discard, drafted,
        hidden=persons(VISITOR)),
    Row("dialogue.read_guide", "one's own path", DEPUTIES,
        lambda c, by, _: actions.read_guide(by=by), hidden=ALL_OTHERS),
    Row("dialogue.dismiss_path", "one's own path", DEPUTIES,
        lambda c, by, _: actions.dismiss_path(by=by), hidden=ALL_OTHERS),
]  # fmt: skip
OTHER_WRITERS = DEPUTIES - AUTHOR
FILES = [
    Row("dialogue.begin_upload", "any day", DEPUTIES, begin),
    Row("dialogue.begin_upload", "the author suspended", DEPUTIES - AUTHOR, begin,
        suspended(nobody_suspended)),
    Row("dialogue.add_upload", "any day", DEPUTIES, add_file),
    Row("dialogue.add_upload", "the author suspended", DEPUTIES - AUTHOR, add_file,
        suspended(nobody_suspended)),
    Row("dialogue.take_part", "the author's file", AUTHOR, take_part, upload(is_whole=False),
        hidden=OTHER_WRITERS),
    Row("dialogue.take_part", "the author's file, the author suspended", NOBODY, take_part,
        suspended(upload(is_whole=False)), hidden=OTHER_WRITERS),
    Row("dialogue.finish_upload", "the author's file", AUTHOR, finish, arrived,
        hidden=OTHER_WRITERS),
    Row("dialogue.finish_upload", "the author's file, the author suspended", NOBODY, finish,
        suspended(arrived), hidden=OTHER_WRITERS),
    Row("dialogue.drop_upload", "the author's file", AUTHOR, drop, upload(),
        hidden=OTHER_WRITERS),
    Row("dialogue.drop_upload", "the author's file, the author suspended", NOBODY, drop,
        suspended(upload()), hidden=OTHER_WRITERS),
]  # fmt: skip
ROWS = [*GROUPS, *CONVERSATIONS, *UNDERSTANDING, *TYPING, *FILES]
