"""The cast of the dialogue with a moderator, and what is said by whom before an act is tried."""

import datetime as dt
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from allauth.mfa.models import Authenticator

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions
from maslikhat.dialogue.followed import POST, TOPIC
from maslikhat.dialogue.models import (
    Conversation,
    Group,
    GroupMember,
    Poll,
    Post,
    RoomRef,
    Topic,
    Upload,
)
from maslikhat.kit.days import today
from maslikhat.moderation import actions as moderation
from maslikhat.moderation.registers import Ref
from maslikhat.registry.models import CommissionMember, Mandate, Person, Role
from tests.dialogue import cast as dialogue
from tests.permissions.table import VISITOR, persons

PERSONS = {
    "author": "the deputy who wrote the text, began the topic or leads the group",
    "colleague": "another deputy of the same maslikhat",
    "chair": "who heads that maslikhat",
    "elsewhere": "a deputy of another maslikhat; in a group or conversation, one who is in it",
    "national": "a deputy of the Kurultai",
    "former": "a deputy of the same maslikhat whose mandate has ended",
    "operator": "the operator of the portal",
    "moderator": "a moderator of the whole portal",
    "clerk": "the clerk of that maslikhat",
    "clerk_elsewhere": "the clerk of another maslikhat",
    "official": "who answers for an akimat",
    "citizen": "a resident with an account",
    VISITOR: "who has not signed in",
}
# The parts of the dialogue's cast that are called otherwise here.
PARTS = {"author": "aigerim", "colleague": "serik", "elsewhere": "viktor", "national": "dana"}
EVERYONE = frozenset(PERSONS)
SIGNED_IN = EVERYONE - {VISITOR}
DEPUTIES = persons("author colleague chair elsewhere national")
OWN = persons("author colleague chair")
AUTHOR = persons("author")
# Who keeps the rooms of the country, and those of the maslikhat.
KEEPERS, OWN_KEEPERS = persons("operator"), persons("operator clerk chair")
WITHIN = persons("author elsewhere")
# Who does not see what is said behind a door.
OUTSIDE = {
    "closed": EVERYONE - OWN - {"clerk"},
    "commission": EVERYONE - AUTHOR - {"clerk"},
    "group": EVERYONE - WITHIN,
}
NAMES, PURPOSES = {"kk": "Топ", "ru": "Группа"}, {"en": "To settle it."}
Cast = dialogue.Cast
Given = Callable[[Cast], Any]


def make_cast() -> Cast:
    """Everyone who may come by, and a moderator of the whole portal."""
    cast = dialogue.make_cast()
    user = User.objects.create(username="moderator")
    Role.objects.create(user=user, kind="moderator", from_day=dialogue.DAY)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    cast.users["moderator"] = user
    return cast


def users(cast: Cast) -> dict[str, Any]:
    """The account of each."""
    return {name: cast.users[PARTS.get(name, name)] for name in SIGNED_IN}


def person(cast: Cast, name: str) -> Person:
    return Person.objects.get(user=users(cast)[name])


def ref(cast: Cast, room: str) -> RoomRef:
    """A room by its word: those of the cast, and the one of the council that everyone reads."""
    return RoomRef.of(cast.abai) if room == "council" else cast.rooms()[room]


@cache
def topic(room: str = "public", kind: str = "experience") -> Given:
    """A topic of the author's in a room."""
    return lambda cast: actions.start_topic(
        ref(cast, room), by=cast.aigerim, title="Roads", body="Dust.", language="en", kind=kind,
        rubric=cast.rubric,
    )  # fmt: skip


def question(cast: Cast) -> Topic:
    """A question of the author's."""
    return topic(kind="question")(cast)


@cache
def first(given: Given) -> Given:
    """The text with which the topic was begun."""
    return lambda cast: given(cast).posts.earliest("pk")


@cache
def replied(given: Given, by: str = "serik") -> Given:
    """A reply of the colleague's in the topic, unless another's."""
    return lambda cast: actions.reply(
        given(cast), by=getattr(cast, by), body="Gravel.", language="en"
    )


@cache
def closed(given: Given) -> Given:
    """The operator, or the clerk behind a door, has closed the topic."""

    def bring(cast: Cast) -> Topic:
        made = given(cast)
        keeper = cast.clerk if made.room.is_closed else cast.operator
        return actions.close(made, by=keeper)

    return bring


@cache
def locked(given: Given) -> Given:
    """A moderator has locked the topic."""

    def bring(cast: Cast) -> Topic:
        made = given(cast)
        moderation.lock(Ref(TOPIC, made.pk), by=cast.moderator, reason="insult")
        return Topic.objects.get(pk=made.pk)

    return bring


def text_of(made: Any) -> Post:
    """The text by which somebody is found: of the thing, or of the topic it is in."""
    if isinstance(made, Post):
        return made
    return (made if isinstance(made, Topic) else made.topic).posts.earliest("pk")


@cache
def suspended(given: Given) -> Given:
    """The author writes nowhere for a while."""

    def bring(cast: Cast) -> Any:
        made = given(cast)
        quarrel = actions.start_topic(
            ref(cast, "public"), by=cast.aigerim, title="Quarrel", body="Insult.", language="en"
        )
        until = today() + dt.timedelta(days=3)
        word = Ref(POST, quarrel.posts.get().pk)
        moderation.suspend(word, by=cast.moderator, reason="insult", until=until)
        return made

    return bring


@cache
def blanked(given: Given) -> Given:
    """The operator has taken the text away under an order."""
    return lambda cast: actions.blank(text_of(given(cast)), by=cast.operator, reason="court")


@cache
def hidden(given: Given) -> Given:
    """A moderator has hidden the text, or the one that the topic began with."""

    def bring(cast: Cast) -> Any:
        made = given(cast)
        moderation.hide(Ref(POST, text_of(made).pk), by=cast.moderator, reason="insult")
        return type(made).objects.get(pk=made.pk)

    return bring


@cache
def without_mandate(given: Given) -> Given:
    """The author's mandate has ended since."""

    def bring(cast: Cast) -> Any:
        made = given(cast)
        held = Mandate.objects.filter(person__user=cast.aigerim)
        held.update(to_day=today(), end_reason="resigned")
        return made

    return bring


@cache
def out_of_commission(given: Given) -> Given:
    """The author has left the commission since."""

    def bring(cast: Cast) -> Any:
        made = given(cast)
        CommissionMember.objects.update(to_day=today())
        return made

    return bring


@cache
def poll(given: Given) -> Given:
    """A poll of the author's."""
    return lambda cast: actions.open_poll(
        given(cast), by=cast.aigerim, question="Gravel?", options=["Yes", "No"], language="en"
    )


def closed_poll(cast: Cast) -> Poll:
    return actions.close_poll(poll(topic())(cast), by=cast.aigerim)


@cache
def group(is_closed: bool = False) -> Given:
    """A group that the author leads, with a deputy of another maslikhat."""

    def bring(cast: Cast) -> Group:
        made = actions.found_group(
            by=cast.aigerim, names=NAMES, purposes=PURPOSES, is_closed=is_closed
        )
        actions.invite(made, person(cast, "elsewhere"), by=cast.aigerim)
        actions.join_group(made, by=cast.viktor)
        return made

    return bring


@cache
def inviting(given: Given) -> Given:
    """The group has invited the colleague."""

    def bring(cast: Cast) -> Group:
        made = given(cast)
        actions.invite(made, person(cast, "colleague"), by=cast.aigerim)
        return made

    return bring


@cache
def ended(given: Given) -> Given:
    """The group has ended."""
    return lambda cast: actions.end_group(given(cast), by=cast.aigerim)


@cache
def member(given: Given, name: str = "elsewhere") -> Given:
    """The membership of one who is in the group."""
    return lambda cast: GroupMember.objects.get(group=given(cast), person=person(cast, name))


@cache
def room_of_group(is_closed: bool = True) -> Given:
    """The room of the group, which everyone reads unless it is closed."""
    return lambda cast: RoomRef.of(group()(cast), is_closed=is_closed)


@cache
def topic_of_group(is_closed: bool = True) -> Given:
    """A topic of the author's in the group's room."""
    return lambda cast: actions.start_topic(
        room_of_group(is_closed)(cast), by=cast.aigerim, title="Roads", body="Dust.", language="en"
    )


def in_ended_group(cast: Cast) -> Topic:
    made = topic_of_group()(cast)
    actions.end_group(Group.objects.get(), by=cast.aigerim)
    return Topic.objects.get(pk=made.pk)


def conversation_topic(cast: Cast) -> Topic:
    """What the author wrote to the deputy of another maslikhat."""
    return actions.start_conversation(
        [person(cast, "elsewhere")], by=cast.aigerim, title="Roads", body="Dust.", language="en"
    )


def conversation(cast: Cast) -> Conversation:
    conversation_topic(cast)
    return Conversation.objects.get()


@cache
def announced(room: str = "council", asks: bool = True) -> Given:
    """What the head of the maslikhat has announced, and asked to be read and understood."""

    def bring(cast: Cast) -> Topic:
        words: dict[str, Any] = {"title": "Budget", "body": "Read it.", "language": "en"}
        where = ref(cast, room)
        if asks:
            return actions.announce(where, by=cast.chair, **words)
        return actions.start_topic(where, by=cast.chair, kind="announcement", **words)

    return bring


@cache
def upload(is_whole: bool = True) -> Given:
    """A file of the author's that has arrived, or one of which nothing is there yet."""

    def bring(cast: Cast) -> Upload:
        if is_whole:
            return actions.add_upload(by=cast.aigerim, name="a.txt", content=BytesIO(b"Text"))
        return actions.begin_upload(by=cast.aigerim, name="a.txt", size=4)

    return bring
