"""Dialogue: who writes, changes, keeps and takes away what is said in each kind of room."""

from functools import cache
from typing import Any

from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Post, RoomRef, Topic
from tests.permissions.table import ALL_OTHERS, NOBODY, Room, Row, persons
from tests.permissions.talk import (
    AUTHOR,
    DEPUTIES,
    KEEPERS,
    OUTSIDE,
    OWN,
    OWN_KEEPERS,
    PERSONS,
    SIGNED_IN,
    WITHIN,
    Cast,
    Given,
    blanked,
    closed,
    closed_poll,
    conversation,
    conversation_topic,
    first,
    hidden,
    in_ended_group,
    locked,
    make_cast,
    out_of_commission,
    person,
    poll,
    question,
    ref,
    replied,
    room_of_group,
    suspended,
    topic,
    topic_of_group,
    users,
    without_mandate,
)

ROOM = Room("dialogue", PERSONS, make_cast, users)
GROUP = OUTSIDE["group"]
MODERATORS = persons("moderator")
CLOSED, COMMISSION = OUTSIDE["closed"], OUTSIDE["commission"]


@cache
def room(word: str) -> Given:
    return lambda cast: ref(cast, word)


def room_of_conversation(cast: Cast) -> RoomRef:
    """Two deputies write to each other already."""
    return RoomRef.of(conversation(cast))


def room_of_ended_group(cast: Cast) -> RoomRef:
    return RoomRef.of(in_ended_group(cast).room.group, is_closed=True)


@cache
def pinned(given: Given) -> Given:
    """Who keeps the room has pinned the topic."""

    def bring(cast: Cast) -> Topic:
        made = given(cast)
        return actions.pin(made, by=cast.clerk if made.room.is_closed else cast.operator)

    return bring


@cache
def answered(given: Given = question) -> Given:
    """The author has said which reply answers the question."""
    return lambda cast: actions.accept(replied(given)(cast), by=cast.aigerim)


@cache
def marked(given: Given) -> Given:
    """Every deputy who could has marked the author's text."""

    def bring(cast: Cast) -> Post:
        post = first(given)(cast)
        actions.mark_useful(post, by=cast.serik)
        return Post.objects.get(pk=post.pk)

    return bring


def start(cast: Cast, by: Any, where: RoomRef) -> object:
    return actions.start_topic(where, by=by, title="Another", body="b", language="kk")


def reply(cast: Cast, by: Any, made: Topic) -> object:
    return actions.reply(made, by=by, body="Answer", language="ru")


def edit(cast: Cast, by: Any, post: Post) -> object:
    return actions.edit(post, by=by, body="Changed")


def retitle(cast: Cast, by: Any, made: Topic) -> object:
    return actions.retitle(made, by=by, title="Streets", rubric=cast.rubric)


def mark_read(cast: Cast, by: Any, made: Topic) -> object:
    return actions.mark_read(made, by=by, post_id=made.posts.earliest("pk").pk)


def blank(cast: Cast, by: Any, post: Post) -> object:
    return actions.blank(post, by=by, reason="court")


def useful(cast: Cast, by: Any, post: Post) -> object:
    return actions.mark_useful(post, by=by)


def not_useful(cast: Cast, by: Any, post: Post) -> object:
    return actions.unmark_useful(post, by=by)


def accept(cast: Cast, by: Any, post: Post) -> object:
    return actions.accept(post, by=by)


def unaccept(cast: Cast, by: Any, made: Topic) -> object:
    return actions.unaccept(made, by=by)


def ask(cast: Cast, by: Any, made: Topic) -> object:
    return actions.ask(made, [person(cast, "elsewhere").pk], by=by)


def open_poll(cast: Cast, by: Any, made: Topic) -> object:
    return actions.open_poll(made, by=by, question="Gravel?", options=["Yes", "No"], language="en")


def answer_poll(cast: Cast, by: Any, made: Any) -> object:
    return actions.answer_poll(made, by=by, options=[made.options.earliest("pk").pk])


def close_poll(cast: Cast, by: Any, made: Any) -> object:
    return actions.close_poll(made, by=by)


def keep(act: Any) -> Any:
    """An act of who keeps a room, on a topic."""
    return lambda cast, by, made: act(made, by=by)


def move(cast: Cast, by: Any, made: Topic) -> object:
    return actions.move(made, RoomRef.of(), by=by)


def kept(act: str, do: Any, after: Any) -> list[Row]:
    """An act of who keeps the room, in each kind of room; `after` brings the phase about."""
    return [
        Row(act, "in a room of the country", KEEPERS, do, after(topic())),
        Row(act, "in the council's room, open to read", OWN_KEEPERS, do, after(topic("council"))),
        Row(act, "in the council's closed room", OWN_KEEPERS - KEEPERS, do,
            after(topic("closed")), hidden=CLOSED),
        Row(act, "in a commission's closed room", persons("clerk"), do,
            after(topic("commission")), hidden=COMMISSION),
        Row(act, "in a group's room, open to read", KEEPERS | AUTHOR, do,
            after(topic_of_group(is_closed=False))),
    ]  # fmt: skip


WRITING = [
    Row("dialogue.start_topic", "in a room of the country", DEPUTIES, start, room("public")),
    Row("dialogue.start_topic", "in the council's closed room", OWN, start, room("closed"),
        hidden=CLOSED),
    Row("dialogue.start_topic", "in a commission's closed room", AUTHOR, start,
        room("commission"), hidden=COMMISSION),
    Row("dialogue.start_topic", "in a group's closed room", WITHIN, start, room_of_group(),
        hidden=GROUP),
    Row("dialogue.start_topic", "in a group that has ended", NOBODY, start, room_of_ended_group,
        hidden=GROUP),
    Row("dialogue.start_topic", "a second one in a conversation", NOBODY, start,
        room_of_conversation, hidden=GROUP),
    Row("dialogue.start_topic", "the author suspended", DEPUTIES - AUTHOR, start,
        suspended(room("public"))),
    Row("dialogue.reply", "in a room of the country", DEPUTIES, reply, topic()),
    Row("dialogue.reply", "in the council's closed room", OWN, reply, topic("closed"),
        hidden=CLOSED),
    Row("dialogue.reply", "in a commission's closed room", AUTHOR, reply, topic("commission"),
        hidden=COMMISSION),
    Row("dialogue.reply", "in a commission that the author has left", NOBODY, reply,
        out_of_commission(topic("commission")), hidden=COMMISSION | AUTHOR),
    Row("dialogue.reply", "in a group's closed room", WITHIN, reply, topic_of_group(),
        hidden=GROUP),
    Row("dialogue.reply", "in a group that has ended", NOBODY, reply, in_ended_group,
        hidden=GROUP),
    Row("dialogue.reply", "in a conversation", WITHIN, reply, conversation_topic, hidden=GROUP),
    Row("dialogue.reply", "in a closed topic", NOBODY, reply, closed(topic())),
    Row("dialogue.reply", "the author suspended", DEPUTIES - AUTHOR, reply, suspended(topic())),
    Row("dialogue.reply", "the author's mandate ended since", DEPUTIES - AUTHOR, reply,
        without_mandate(topic())),
    Row("dialogue.edit", "in a room of the country", AUTHOR, edit, first(topic())),
    Row("dialogue.edit", "in the council's closed room", AUTHOR, edit, first(topic("closed")),
        hidden=CLOSED),
    Row("dialogue.edit", "in a commission's closed room", AUTHOR, edit,
        first(topic("commission")), hidden=COMMISSION),
    Row("dialogue.edit", "in a closed topic", AUTHOR, edit, first(closed(topic()))),
    Row("dialogue.edit", "in a topic that the moderation has locked", NOBODY, edit,
        first(locked(topic()))),
    Row("dialogue.edit", "a text that was taken away", NOBODY, edit, blanked(topic())),
    Row("dialogue.edit", "a text that is hidden", NOBODY, edit, hidden(first(topic()))),
    Row("dialogue.edit", "the author suspended", NOBODY, edit, suspended(first(topic()))),
    Row("dialogue.edit", "the author's mandate ended since", NOBODY, edit,
        without_mandate(first(topic()))),
    Row("dialogue.edit", "in a commission that the author has left", NOBODY, edit,
        out_of_commission(first(topic("commission"))), hidden=COMMISSION | AUTHOR),
    Row("dialogue.blank", "in a room of the country", KEEPERS, blank, first(topic()),
        hidden=ALL_OTHERS),
    Row("dialogue.blank", "in the council's closed room", KEEPERS, blank, first(topic("closed")),
        hidden=ALL_OTHERS),
    Row("dialogue.blank", "in a commission's closed room", KEEPERS, blank,
        first(topic("commission")), hidden=ALL_OTHERS),
    Row("dialogue.blank", "taken away already", NOBODY, blank, blanked(topic()),
        hidden=ALL_OTHERS),
]  # fmt: skip
READING = [
    Row("dialogue.mark_read", "in a room of the country", SIGNED_IN, mark_read, topic(),
        hidden=ALL_OTHERS),
    Row("dialogue.mark_read", "in the council's closed room", OWN | {"clerk"}, mark_read,
        topic("closed"), hidden=ALL_OTHERS),
    Row("dialogue.mark_read", "in a commission's closed room", AUTHOR | {"clerk"}, mark_read,
        topic("commission"), hidden=ALL_OTHERS),
    Row("dialogue.mark_read", "in a commission's closed room, the author's mandate ended since",
        persons("clerk"), mark_read, without_mandate(topic("commission")), hidden=ALL_OTHERS),
    Row("dialogue.mark_read", "in a group's closed room", WITHIN, mark_read, topic_of_group(),
        hidden=ALL_OTHERS),
    Row("dialogue.mark_read", "in a conversation", WITHIN, mark_read, conversation_topic,
        hidden=ALL_OTHERS),
    Row("dialogue.mark_read", "in a conversation, the author's mandate ended since", WITHIN,
        mark_read, without_mandate(conversation_topic), hidden=ALL_OTHERS),
]  # fmt: skip
ANSWERING = [
    Row("dialogue.mark_useful", "the author's text", DEPUTIES - AUTHOR, useful, first(topic())),
    Row("dialogue.mark_useful", "in the council's closed room", OWN - AUTHOR, useful,
        first(topic("closed")), hidden=CLOSED),
    Row("dialogue.mark_useful", "a text that was taken away", NOBODY, useful, blanked(topic())),
    Row("dialogue.unmark_useful", "the author's text", DEPUTIES - AUTHOR, not_useful,
        marked(topic())),
    Row("dialogue.unmark_useful", "in the council's closed room", OWN - AUTHOR, not_useful,
        marked(topic("closed")), hidden=CLOSED),
    Row("dialogue.accept", "the author's question", AUTHOR, accept, replied(question)),
    Row("dialogue.accept", "the author's topic that is no question", NOBODY, accept,
        replied(topic())),
    Row("dialogue.accept", "a question, the author suspended", NOBODY, accept,
        suspended(replied(question))),
    Row("dialogue.accept", "a question in the council's closed room", AUTHOR, accept,
        replied(topic("closed", kind="question")), hidden=CLOSED),
    Row("dialogue.unaccept", "the author's question that has its answer", AUTHOR, unaccept,
        answered()),
    Row("dialogue.unaccept", "the same, the author's mandate ended since", NOBODY, unaccept,
        without_mandate(answered())),
    Row("dialogue.ask", "the author's open question", AUTHOR, ask, question),
    Row("dialogue.ask", "a question that has its answer", NOBODY, ask, answered()),
    Row("dialogue.ask", "a question that is closed", NOBODY, ask, closed(question)),
    Row("dialogue.ask", "a question that was taken away", NOBODY, ask,
        lambda c: Topic.objects.get(pk=blanked(question)(c).topic_id)),
    Row("dialogue.ask", "the author's topic that is no question", NOBODY, ask, topic()),
]  # fmt: skip
POLLS = [
    Row("dialogue.open_poll", "the author's topic", AUTHOR, open_poll, topic()),
    Row("dialogue.open_poll", "in the council's closed room", AUTHOR, open_poll, topic("closed"),
        hidden=CLOSED),
    Row("dialogue.open_poll", "a closed topic", NOBODY, open_poll, closed(topic())),
    Row("dialogue.open_poll", "the author suspended", NOBODY, open_poll, suspended(topic())),
    Row("dialogue.answer_poll", "open", DEPUTIES, answer_poll, poll(topic())),
    Row("dialogue.answer_poll", "open, in the council's closed room", OWN, answer_poll,
        poll(topic("closed")), hidden=CLOSED),
    Row("dialogue.answer_poll", "open, its topic hidden by the moderation", NOBODY, answer_poll,
        hidden(poll(topic()))),
    Row("dialogue.answer_poll", "closed", NOBODY, answer_poll, closed_poll),
    Row("dialogue.close_poll", "open, in a room of the country", KEEPERS | AUTHOR, close_poll,
        poll(topic())),
    Row("dialogue.close_poll", "open, in the council's room", OWN_KEEPERS | AUTHOR, close_poll,
        poll(topic("council"))),
    Row("dialogue.close_poll", "open, the author suspended", KEEPERS, close_poll,
        suspended(poll(topic()))),
    Row("dialogue.close_poll", "closed", NOBODY, close_poll, closed_poll),
]  # fmt: skip
KEEPING = [
    *kept("dialogue.pin", keep(actions.pin), lambda given: given),
    *kept("dialogue.unpin", keep(actions.unpin), pinned),
    *kept("dialogue.close", keep(actions.close), lambda given: given),
    *kept("dialogue.reopen", keep(actions.reopen), closed),
    Row("dialogue.reopen", "a topic that the moderation has locked", NOBODY, keep(actions.reopen),
        locked(topic())),
    Row("dialogue.retitle", "a topic without a reply in a room of the country",
        AUTHOR | KEEPERS | MODERATORS, retitle, topic()),
    Row("dialogue.retitle", "one that was answered", KEEPERS | MODERATORS, retitle,
        lambda cast: replied(topic())(cast).topic),
    Row("dialogue.retitle", "a topic in the council's closed room", AUTHOR | OWN_KEEPERS - KEEPERS,
        retitle, topic("closed"), hidden=CLOSED),
    Row("dialogue.move", "from a room of the country", KEEPERS, move, topic()),
    Row("dialogue.move", "from the council's room", OWN_KEEPERS, move, topic("council")),
    Row("dialogue.move", "from the council's closed room", NOBODY, move, topic("closed"),
        hidden=CLOSED),
]  # fmt: skip
ROWS = [*WRITING, *READING, *ANSWERING, *POLLS, *KEEPING]
