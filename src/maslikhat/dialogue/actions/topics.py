"""What the keepers of a room do with its topics: pin, close, move, and back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import heard, permissions
from maslikhat.dialogue.models import Room, RoomRef, Topic, TopicVersion
from maslikhat.dialogue.refusals import locked, not_kept, not_retitled, refuse_no_subject
from maslikhat.dialogue.texts import clean_title
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.rubrics.models import Rubric

CHANGES_A_TOPIC = 100


@atomic
def pin(topic: Topic, *, by: User) -> Topic:
    """A keeper of the room puts a topic before all others."""
    topic = _locked(topic, by)
    _allow(permissions.may_pin(by, topic))
    if not topic.is_pinned:
        topic.is_pinned = True
        topic.save(update_fields=["is_pinned"])
        record(by, "dialogue.pin", topic)
    return topic


@atomic
def unpin(topic: Topic, *, by: User) -> Topic:
    """A keeper puts it back among the others."""
    topic = _locked(topic, by)
    _allow(permissions.may_pin(by, topic))
    if topic.is_pinned:
        topic.is_pinned = False
        topic.save(update_fields=["is_pinned"])
        record(by, "dialogue.unpin", topic)
    return topic


@atomic
def close(topic: Topic, *, by: User) -> Topic:
    """A keeper ends a topic: it is read, and nobody replies."""
    topic = _locked(topic, by)
    _allow(permissions.may_close(by, topic))
    if topic.closed_at is None:
        topic.closed_at = timezone.now()
        topic.save(update_fields=["closed_at"])
        heard.closed(topic)
        record(by, "dialogue.close", topic)
    return topic


@atomic
def reopen(topic: Topic, *, by: User) -> Topic:
    """A keeper lets a topic go on."""
    topic = _locked(topic, by)
    _allow(permissions.may_close(by, topic))
    if topic.locked_at is not None:
        raise locked()
    if topic.closed_at is not None:
        topic.closed_at = None
        topic.save(update_fields=["closed_at"])
        heard.closed(topic)
        record(by, "dialogue.reopen", topic)
    return topic


@atomic
def retitle(topic: Topic, *, by: User, title: str, rubric: Rubric | None = None) -> Topic:
    """Change what a topic is called and about; what it was before is kept and shown.

    The author hears of it when another does it.
    """
    topic = _locked(topic, by)
    if not permissions.may_retitle(by, topic):
        raise not_retitled(by)
    if not topic.title:
        raise Refused(_("The title of this topic is not shown: it cannot be changed now."))
    title = clean_title(title)
    refuse_no_subject(topic.kind, rubric, topic.room.ref)
    if (title, rubric) == (topic.title, topic.rubric):
        return topic
    if topic.versions.count() >= CHANGES_A_TOPIC:
        raise Refused(_("This title has been changed 100 times. It stays as it is."))
    now = timezone.now()
    TopicVersion.objects.create(
        topic=topic, title=topic.title, rubric=topic.rubric, changed_at=now, by=by.pk
    )
    topic.title, topic.rubric, topic.retitled_at = title, rubric, now
    topic.save(update_fields=["title", "rubric", "retitled_at"])
    heard.retitled(topic, by=by)
    record(by, "dialogue.retitle", topic)
    return topic


@atomic
def move(topic: Topic, room: RoomRef, *, by: User) -> Topic:
    """A keeper takes a topic to another room that is as open as the first.

    What was said among few does not come before all, nor what all could read behind a door.
    """
    topic = _locked(topic, by)
    _allow(permissions.may_move(by, topic))
    if not permissions.may_read(by, room):
        raise Hidden()
    if room.is_closed or topic.room.is_closed:
        raise Refused(_("A topic is moved only between rooms that everyone may read."))
    if topic.asks_understood:
        raise Refused(_("Deputies of this room confirm this announcement: it stays here."))
    place = Room.objects.made(room)
    if place is None:
        raise Hidden()
    if place.pk != topic.room_id:
        topic.room = place
        topic.save(update_fields=["room"])
        heard.moved(topic)
        record(by, "dialogue.move", topic)
    return topic


def _allow(is_allowed: bool) -> None:
    """Refuse who does not keep the room in which the topic stands by now."""
    if not is_allowed:
        raise not_kept()


def _locked(topic: Topic, by: User) -> Topic:
    """The topic under its lock; for who may not enter its room there is none."""
    found = (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("room", "rubric")
        .get(pk=topic.pk)
    )
    if not permissions.may_read(by, found.room):
        raise Hidden()
    return found
