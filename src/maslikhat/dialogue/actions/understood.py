"""Announcements that are to be read and understood: asked for by who keeps the room, and said."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import heard, permissions
from maslikhat.dialogue.actions.posts import start_topic
from maslikhat.dialogue.circles import circle_of
from maslikhat.dialogue.drawn import Text, drawn
from maslikhat.dialogue.models import RoomRef, Topic, TopicKind, Understood
from maslikhat.dialogue.people import person_of
from maslikhat.dialogue.refusals import not_kept
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record
from maslikhat.rubrics.models import Rubric


@prepared(body=drawn)
@atomic
def announce(
    room: RoomRef,
    *,
    by: User,
    title: str,
    body: str | Text,
    language: str,
    rubric: Rubric | None = None,
    until: dt.date | None = None,
    files: Sequence[int] = (),
    key: uuid.UUID | None = None,
) -> Topic:
    """Who keeps a room announces there what each of its deputies is to read and understand.

    It is `start_topic` and `ask_understood` at once; `until` is the day by which, if there is one.
    """
    if not permissions.may_read(by, room):
        raise Hidden()
    if not permissions.may_announce(by, room):
        raise not_kept()
    topic = start_topic(
        room,
        by=by,
        title=title,
        body=body,
        language=language,
        kind=TopicKind.ANNOUNCEMENT,
        rubric=rubric,
        files=files,
        key=key,
    )
    # A form that was sent twice has asked already.
    return topic if topic.asks_understood else ask_understood(topic, by=by, until=until)


@atomic
def ask_understood(topic: Topic, *, by: User, until: dt.date | None = None) -> Topic:
    """Who keeps the room asks its deputies to say that they have read and understood; asked again,
    the day by which is another."""
    topic = _visible(topic, by)
    if not permissions.may_ask_understood(by, topic):
        raise not_kept()
    if until is not None and until < today():
        raise Refused(_("The day by which it is to be read has passed already."), status=422)
    is_new = not topic.asks_understood
    topic.asks_understood, topic.understood_until = True, until
    topic.save(update_fields=["asks_understood", "understood_until"])
    if is_new:
        users = User.objects.filter(person__in=circle_of(topic).values("pk"))
        heard.asked(topic, users.values_list("pk", flat=True), by=by)
    record(by, "dialogue.ask_understood", topic)
    return topic


@atomic
def understand(topic: Topic, *, by: User) -> Understood:
    """A deputy of the room says, once, that the announcement was read and understood."""
    topic = _visible(topic, by)
    if not permissions.may_understand(by, topic):
        raise Refused(_("Only the deputies whom the announcement is for confirm it."), status=403)
    said, is_new = Understood.objects.get_or_create(topic=topic, person_id=person_of(by))
    if is_new:
        heard.understood(topic)
        record(by, "dialogue.understand", said)
    return said


def _visible(topic: Topic, by: User) -> Topic:
    """The topic under its lock; hidden to who may not read its room."""
    found = (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("room__commission", "room__group")
        .get(pk=topic.pk)
    )
    if not permissions.may_read(by, found.room):
        raise Hidden()
    return found
