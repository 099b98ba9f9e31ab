"""Private conversations: a deputy writes to others, adds one more, leaves."""

import uuid
from collections.abc import Collection, Sequence

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import first_days, heard, permissions
from maslikhat.dialogue.actions.posts import SAME_AGAIN, forget_draft, start_topic
from maslikhat.dialogue.drawn import Text, drawn, fit
from maslikhat.dialogue.models import Conversation, Participant, Post, RoomRef, Topic
from maslikhat.dialogue.models.rooms import Kind
from maslikhat.dialogue.people import person_of
from maslikhat.dialogue.places import Place
from maslikhat.dialogue.refusals import not_a_deputy, only_deputies
from maslikhat.dialogue.texts import clean_title
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.texts import sha256_of
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record
from maslikhat.live.actions import revoke
from maslikhat.live.names import of_user
from maslikhat.registry.models import Mandate, Person

MOST_PARTICIPANTS = 50


@prepared(body=drawn)
@atomic
def start_conversation(
    others: Collection[Person],
    *,
    by: User,
    title: str,
    body: str | Text,
    language: str,
    files: Sequence[int] = (),
    key: uuid.UUID | None = None,
) -> Topic:
    """A deputy writes to 1–49 others; the same form sent twice answers with the first."""
    if not permissions.may_start_conversation(by):
        raise only_deputies(by)
    # The lock on the own row makes a form that was sent twice at once wait for the first.
    person = Person.objects.select_for_update(no_key=True).get(pk=person_of(by))
    numbers = {other.pk for other in others} - {person.pk}
    text, title = fit(body), clean_title(title)
    first = _sent_before(person, title, text, numbers, key) if key else None
    if first is not None:
        return first
    _refuse_unfit(numbers)
    first_days.refuse_many_invited(by, person.pk, len(numbers))
    conversation = Conversation.objects.create(made_by=person)
    for number in [person.pk, *sorted(numbers)]:
        Participant.objects.create(conversation=conversation, person_id=number)
    room = RoomRef.of(conversation)
    topic = start_topic(
        room, by=by, title=title, body=text, language=language, files=files, key=key
    )
    forget_draft(by, *map(Place.of_conversation, [0, *numbers]))
    users = User.objects.filter(person__in=numbers)
    heard.written_to(topic, list(users), act="dialogue.start_conversation", part="", by=by)
    record(by, "dialogue.start_conversation", conversation)
    return topic


@atomic
def add_participant(conversation: Conversation, person: Person, *, by: User) -> Participant:
    """Who takes part adds a deputy, who from then on sees all that was said."""
    locked = _locked(conversation, by)
    if not permissions.may_add_participant(by, locked):
        raise only_deputies(by)
    present = Participant.objects.present().filter(conversation=locked)
    here = present.filter(person=person).first()
    if here is not None:
        return here
    if present.count() >= MOST_PARTICIPANTS:
        raise _too_many()
    _refuse_unfit({person.pk})
    first_days.refuse_many_invited(by, person_of(by))
    added = Participant.objects.create(conversation=locked, person=person)
    topic = Topic.objects.select_related("room").get(room__conversation=locked)
    users = list(User.objects.filter(person=person))
    act = "dialogue.add_participant"
    heard.written_to(topic, users, act=act, part=str(added.pk), by=by)
    record(by, "dialogue.add_participant", added)
    return added


@atomic
def leave_conversation(conversation: Conversation, *, by: User) -> Participant:
    """Who leaves sees nothing of it from then on; what was said stays with the others."""
    locked = _locked(conversation, by)
    if not permissions.may_leave_conversation(by, locked):
        raise Hidden()
    own = Participant.objects.present().get(conversation=locked, person=person_of(by))
    own.left_at = timezone.now()
    own.save(update_fields=["left_at"])
    heard.no_longer_written_to(Topic.objects.get(room__conversation=locked), by=by)
    revoke(of_user(by.pk))
    record(by, "dialogue.leave_conversation", own)
    return own


def _sent_before(
    person: Person, title: str, text: Text, numbers: set[int], key: uuid.UUID
) -> Topic | None:
    """The conversation that the same form has begun.

    A form opened again from the browser's memory, and filled anew or for others, begins another.
    The key is the first one's: sent twice, such a form is known by what was said a minute ago.
    """
    lately = Q(made_at__gt=timezone.now() - SAME_AGAIN)
    sent = Post.objects.filter(
        Q(key=key) | lately, author=person, digest=sha256_of(text.body), topic__title=title
    )
    for post in sent.filter(topic__room__kind=Kind.CONVERSATION).select_related("topic__room"):
        people = Participant.objects.filter(conversation=post.topic.room.conversation_id)
        if numbers <= set(people.values_list("person", flat=True)):
            return post.topic
    return None


def _locked(conversation: Conversation, by: User) -> Conversation:
    """The conversation under its lock, on which its number of participants depends."""
    found = Conversation.objects.select_for_update(no_key=True).filter(pk=conversation.pk).first()
    if found is None or not permissions.may_leave_conversation(by, found):
        raise Hidden()
    return found


def _refuse_unfit(numbers: set[int]) -> None:
    """Refused when there is nobody, too many, or somebody who could not answer."""
    if not numbers:
        raise Refused(_("Choose at least one deputy to write to."), status=422)
    if len(numbers) >= MOST_PARTICIPANTS:
        raise _too_many()
    held = Mandate.objects.on().filter(person__in=numbers, person__user__isnull=False)
    if held.values("person").distinct().count() < len(numbers):
        raise not_a_deputy()


def _too_many() -> Refused:
    return Refused(_("At most 50 deputies take part in a conversation. Found a group instead."))
