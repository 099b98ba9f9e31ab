"""What is said: topics started, replies, edits, read marks, texts taken away."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import attached, finding, first_days, heard, permissions
from maslikhat.dialogue.drawn import Text, drawn, fit
from maslikhat.dialogue.followed import TOPIC
from maslikhat.dialogue.mentioned import mention
from maslikhat.dialogue.models import (
    BlankReason,
    Draft,
    Language,
    Post,
    PostVersion,
    ReadMark,
    Room,
    RoomRef,
    Topic,
    TopicKind,
)
from maslikhat.dialogue.places import Place
from maslikhat.dialogue.polls import take_away_poll
from maslikhat.dialogue.refusals import closed, not_yours, only_deputies, refuse_no_subject
from maslikhat.dialogue.taken_away import tell_author
from maslikhat.dialogue.texts import clean_title
from maslikhat.kit.days import ALMATY, holds_on
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.texts import sha256_of
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record
from maslikhat.notices import actions as notices
from maslikhat.registry.models import Mandate
from maslikhat.registry.standing import standing
from maslikhat.rubrics.models import Rubric

POSTS_AN_HOUR = 30
VERSIONS_A_POST = 100
SAME_AGAIN = dt.timedelta(seconds=60)
AN_HOUR = dt.timedelta(hours=1)
_mandates = PreparedThings(
    lambda person, day: (
        Mandate.objects.select_for_update(no_key=True)
        .filter(holds_on(day), person=person)
        .order_by("-from_day")[:1]
    )
)


@prepared(body=drawn)
@atomic
def start_topic(
    room: RoomRef,
    *,
    by: User,
    title: str,
    body: str | Text,
    language: str,
    kind: str = TopicKind.EXPERIENCE,
    rubric: Rubric | None = None,
    files: Sequence[int] = (),
    key: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Topic:
    """A deputy opens a topic with its first post; the room is made if this is its first topic.

    A question names its subject, unless the room does. The same form sent twice answers with the
    topic of the first. `at` is the time it was said, now when absent: for talk brought over.
    """
    if not permissions.may_read(by, room):
        raise Hidden()
    if not permissions.may_start_topic(by, room):
        raise only_deputies(by)
    if kind not in TopicKind.values:
        raise Refused(_("Choose what the topic is for."), status=422)
    refuse_no_subject(kind, rubric, room)
    title = clean_title(title)
    twins = Post.objects.filter(topic__title=title, topic__room__in=Room.objects.of(room))
    draft = _draft(by, body, language, key, at, twins)
    if draft.first is not None:
        return draft.first.topic
    if at is None:
        first_days.refuse_many_topics(by, draft.mandate.person_id)
    place = Room.objects.made(room)
    if place is None:
        raise Hidden()
    topic = Topic.objects.create(
        kind=kind,
        rubric=rubric,
        room=place,
        title=title,
        language=draft.language,
        author_id=draft.mandate.person_id,
        made_at=draft.at,
        last_post_at=draft.at,
        post_count=1,
    )
    post = _make_post(topic, draft)
    topic.last_post_id = post.pk
    topic.save(update_fields=["last_post_id"])
    attached.put_to(post, files, by=by)
    heard.started(topic, by=by)
    mention(post, by=by)
    forget_draft(by, Place.of_start(None), Place.of_start(room))
    record(by, "dialogue.start_topic", topic)
    return topic


@prepared(body=drawn)
@atomic
def reply(
    topic: Topic,
    *,
    by: User,
    body: str | Text,
    language: str,
    files: Sequence[int] = (),
    key: uuid.UUID | None = None,
    at: dt.datetime | None = None,
) -> Post:
    """A deputy answers in a topic; the same form sent twice answers with the first post.

    `at` is the time it was said, now when absent: for talk that is brought over.
    """
    if not permissions.may_read(by, topic.room):
        raise Hidden()
    if not permissions.may_reply(by, topic):
        raise only_deputies(by) if topic.closed_at is None else closed()
    draft = _draft(by, body, language, key, at, topic.posts.all())
    if draft.first is not None:
        return draft.first
    post = _make_post(topic, draft)
    # The update locks the topic's row: two who reply at once wait for each other, and none is
    # left out of the count. The later number stands, whoever comes second.
    is_open = Topic.objects.filter(pk=topic.pk, closed_at=None).update(
        post_count=F("post_count") + 1,
        last_post_id=Greatest(F("last_post_id"), post.pk),
        last_post_at=Greatest(F("last_post_at"), post.made_at),
    )
    if not is_open:
        raise closed()
    attached.put_to(post, files, by=by)
    heard.replied(post, by=by)
    mention(post, by=by)
    forget_draft(by, Place.of_reply(topic.pk))
    record(by, "dialogue.reply", post)
    return post


@prepared(body=drawn)
@atomic
def edit(post: Post, *, by: User, body: str | Text) -> Post:
    """A deputy changes an own post; what it said before is kept and shown."""
    locked = _locked(post)
    if not permissions.may_read(by, locked.topic.room):
        raise Hidden()
    if not permissions.may_edit(by, locked):
        raise not_yours(by)
    text = fit(body)
    if text.body == locked.body:
        return locked
    if locked.version >= VERSIONS_A_POST:
        raise Refused(_("This text has been changed 100 times. Write a new reply instead."))
    person = _mandate(by, timezone.now()).person_id
    # Taken under the lock: what was written while waiting lies before it.
    now = timezone.now()
    written = Post.objects.filter(author=person, made_at__gte=now - AN_HOUR).count()
    written += _changes_lately(person, now)
    _refuse_too_many(written)
    first_days.refuse_many_posts(by, written)
    first_days.refuse_many_links(by, text)
    PostVersion.objects.create(
        post=locked,
        number=locked.version,
        body=locked.body,
        digest=locked.digest,
        made_at=locked.edited_at or locked.made_at,
        by=by.pk,
    )
    locked.body, locked.html, locked.digest = text.body, text.html, sha256_of(text.body)
    locked.version += 1
    locked.edited_at = now
    locked.save(update_fields=["body", "html", "digest", "version", "edited_at"])
    heard.changed(locked)
    mention(locked, by=by)
    forget_draft(by, Place.of_change(locked.pk))
    record(by, "dialogue.edit", locked)
    return locked


@atomic
def mark_read(topic: Topic, *, by: User, post_id: int) -> ReadMark:
    """Keep how far someone has read; a mark never goes back.

    It is not put on the record: who read what is nobody's business, and the record is for ever.
    """
    if not permissions.may_mark_read(by, topic):
        raise Hidden()
    post = Post.objects.filter(pk=post_id, topic=topic).first()
    if post is None:
        raise Hidden()
    mark, is_new = ReadMark.objects.select_for_update().get_or_create(
        user=by, topic=topic, defaults={"last_post": post}
    )
    if not is_new and mark.last_post_id < post.pk:
        mark.last_post = post
        mark.save(update_fields=["last_post"])
    notices.mark_read(TOPIC, topic.pk, by=by)
    return mark


@atomic
def blank(post: Post, *, by: User, reason: str) -> Post:
    """The operator takes a text away under an order: its versions and, with an opening post, the
    title go with it; the hashes stay (DESIGN, law 9). Its author hears why at once."""
    locked = _locked(post)
    if not permissions.may_blank(by, locked):
        raise Hidden()
    if reason not in BlankReason.values:
        raise Refused(_("Choose under what the text is taken away."), status=422)
    locked.blanked_at, locked.blank_reason = timezone.now(), reason
    locked.body = locked.html = ""
    locked.save(update_fields=["blanked_at", "blank_reason", "body", "html"])
    locked.versions.update(body="")
    locked.hidden_texts.all().delete()
    locked.mentions.all().delete()
    attached.take_from(locked)
    Topic.objects.filter(accepted=locked).update(accepted=None)
    topic = Topic.objects.select_for_update(no_key=True).get(pk=locked.topic_id)
    if not topic.posts.filter(pk__lt=locked.pk).exists():
        topic.title_digest = sha256_of(topic.title or topic.hidden_title)
        topic.title = topic.hidden_title = ""
        topic.save(update_fields=["title", "title_digest", "hidden_title"])
        topic.versions.update(title="")
        take_away_poll(topic)
        finding.tell_all_of(topic)
    heard.blanked(locked)
    tell_author(locked)
    record(by, "dialogue.blank", locked)
    return locked


class _Recent(NamedTuple):
    """A post of the last hour, or one that came by the same form."""

    pk: int
    key: uuid.UUID
    digest: str
    made_at: dt.datetime


class _Draft(NamedTuple):
    """A text that may be posted, or the post it became when the form was sent before."""

    mandate: Mandate
    text: Text
    language: str
    digest: str
    key: uuid.UUID
    at: dt.datetime
    first: Post | None


def _draft(
    by: User,
    body: str | Text,
    language: str,
    key: uuid.UUID | None,
    at: dt.datetime | None,
    twins: QuerySet[Post],
) -> _Draft:
    """The text, checked; `twins` are the posts among which the same one may already stand."""
    text = fit(body)
    if language not in Language.values:
        raise Refused(_("Choose the language of the text."), status=422)
    mandate = _mandate(by, at or timezone.now())
    # The time is taken under the lock, so that what was posted while waiting lies before it;
    # the minute ahead is for another host whose clock is fast.
    now, is_brought = timezone.now(), at is not None
    at, key, digest = min(at or now, now), key or uuid.uuid4(), sha256_of(text.body)
    recent = (
        Post.objects.filter(Q(made_at__range=(at - AN_HOUR, at + SAME_AGAIN)) | Q(key=key))
        .filter(author=mandate.person_id)
        .values_list("pk", "key", "digest", "made_at")
    )
    posts = [_Recent(*row) for row in recent.order_by("-pk")[: POSTS_AN_HOUR + 1]]
    same = [
        p.pk for p in posts if p.digest == digest and (p.key == key or p.made_at > at - SAME_AGAIN)
    ]
    first = twins.select_related("topic").filter(pk__in=same).first() if same else None
    if first is None:
        written = sum(p.made_at >= at - AN_HOUR for p in posts)
        written += _changes_lately(mandate.person_id, at)
        _refuse_too_many(written)
        if not is_brought:
            first_days.refuse_many_posts(by, written)
            first_days.refuse_many_links(by, text)
    # A form opened again from the browser's memory and filled anew is another post.
    key = uuid.uuid4() if any(p.key == key for p in posts) else key
    return _Draft(mandate, text, language, digest, key, at, first)


def _refuse_too_many(times: int) -> None:
    if times >= POSTS_AN_HOUR:
        raise Refused(
            _("You have posted or changed texts 30 times within an hour. Go on a little later."),
            status=429,
        )


def _changes_lately(person_id: int, at: dt.datetime) -> int:
    """How often this person has changed posts within the hour.

    A version bears the time it was first said, so the first of a post is not a change.
    """
    hour = (at - AN_HOUR, at + SAME_AGAIN)
    last = Post.objects.filter(author=person_id, edited_at__range=hour)
    before = PostVersion.objects.filter(post__author=person_id, number__gt=1, made_at__range=hour)
    return last.values("pk").union(before.values("pk"), all=True).count()


def _mandate(by: User, at: dt.datetime) -> Mandate:
    """The seat of the author on that day.

    The lock on it makes one person's posts wait for each other: a form sent twice at once is
    seen as the same, and the hourly number is exact.
    """
    for mandate in _mandates(standing(by).person_id or 0, at.astimezone(ALMATY).date()):
        return mandate
    raise only_deputies(by)


def _make_post(topic: Topic, draft: _Draft) -> Post:
    return Post.objects.create(
        topic=topic,
        author_id=draft.mandate.person_id,
        mandate=draft.mandate,
        language=draft.language,
        body=draft.text.body,
        html=draft.text.html,
        digest=draft.digest,
        key=draft.key,
        made_at=draft.at,
    )


def forget_draft(by: User, *places: Place) -> None:
    """What is posted is no draft any more."""
    Draft.objects.of(by).filter(place__in=[str(place) for place in places]).delete()


def _locked(post: Post) -> Post:
    return (
        Post.objects.select_for_update(no_key=True, of=("self",))
        .select_related("topic__room")
        .get(pk=post.pk)
    )
