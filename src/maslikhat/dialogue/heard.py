"""Who hears of what is said: searchers, followers, and whoever has the page open.

Each is called inside the act, in its transaction.
"""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.dialogue import finding
from maslikhat.dialogue.followed import POST, TOPIC, sources_of
from maslikhat.dialogue.models import Post, Topic
from maslikhat.kit.prepared import Prepared
from maslikhat.live.actions import publish, withdraw
from maslikhat.notices.actions import follow_from_now, tell, unfollow
from maslikhat.notices.models import Notice

_said_before = Prepared(
    lambda topic, author, post: Post.objects.filter(topic=topic, author=author, pk__lt=post).values(
        "pk"
    )[:1]
)
_told_of = Prepared(
    lambda user, topic: Notice.objects.filter(user=user, via_kind=TOPIC, via_number=topic).values(
        "pk"
    )[:1]
)


def started(topic: Topic, *, by: User) -> None:
    """A topic was started: its author follows it, and who follows room, subject or author hears."""
    finding.tell_topic(topic.pk)
    follow_from_now(TOPIC, topic.pk, by=by)
    if topic.room.conversation_id is not None:
        # Those written to are told directly; nobody else hears.
        return
    tell(
        TOPIC,
        topic.pk,
        act="dialogue.start_topic",
        by=by,
        key=f"dialogue.start_topic:{topic.pk}",
        sources=sources_of(topic, topic.author_id),
        at=topic.made_at,
    )


def replied(post: Post, *, by: User) -> None:
    """A reply was posted: it appears on open pages, and followers find it in their inbox.

    Who replies for the first time follows the topic from then on; who has stopped stays away.
    """
    finding.tell_post(post)
    if not _has_heard(post, by):
        follow_from_now(TOPIC, post.topic_id, by=by)
    publish(channel_of(post.topic_id), f"post:{post.pk}")
    tell(
        TOPIC,
        post.topic_id,
        act="dialogue.reply",
        by=by,
        key=f"dialogue.reply:{post.pk}",
        sources=sources_of(post.topic, post.author_id),
        part=(POST, post.pk),
        at=post.made_at,
    )


def changed(post: Post) -> None:
    """A text is another: it is found by it, and drawn anew on open pages."""
    finding.tell_post(post)
    redrawn(post.topic_id, post.pk)


def redrawn(topic_id: int, post_id: int) -> None:
    """A post looks otherwise than before, though its text stands."""
    publish(channel_of(topic_id), f"changed:{post_id}")


def accepted(post: Post, *, by: User) -> None:
    """A reply was accepted: its author hears it at once, and followers hear which."""
    redrawn(post.topic_id, post.pk)
    author, now = post.author.user_id, timezone.now()
    # The author first: who is told directly of a deed is not told of it again as a follower.
    for act, directly in (("dialogue.accept_yours", author), ("dialogue.accept", None)):
        tell(
            TOPIC,
            post.topic_id,
            act=act,
            by=by,
            key=f"{act}:{post.topic_id}:{post.pk}",
            sources=() if directly else sources_of(post.topic, post.author_id),
            directly=[directly] if directly else [],
            followers=not directly,
            part=(POST, post.pk),
            at=now,
        )


def polled(topic: Topic) -> None:
    """A poll was put, answered or closed: its numbers change on open pages."""
    publish(channel_of(topic.pk), f"poll:{topic.pk}")


def closed(topic: Topic) -> None:
    """Nobody replies any more, or everyone may again: open pages say so where one would write."""
    publish(channel_of(topic.pk), f"closed:{topic.pk}")


def retitled(topic: Topic, *, by: User) -> None:
    """A topic is called otherwise: it is found by it, and its author hears who did it."""
    finding.tell_all_of(topic)
    author = topic.author.user_id
    if author is not None and topic.retitled_at is not None:
        act, moment = "dialogue.retitle", topic.retitled_at
        key = f"{act}:{topic.pk}:{moment.isoformat()}"
        tell(TOPIC, topic.pk, act=act, by=by, key=key, directly=[author], followers=False)


def moved(topic: Topic) -> None:
    """A topic is in another room: it is found there."""
    finding.tell_all_of(topic)


def hidden(post: Post, topic: Topic) -> None:
    """A post was hidden or is shown again: searchers hear, and open pages draw it anew."""
    if Post.objects.filter(topic=topic, pk__lt=post.pk).exists():
        finding.tell_post(post)
    else:
        finding.tell_all_of(topic)
        polled(topic)
    redrawn(topic.pk, post.pk)
    withdraw()


def blanked(post: Post) -> None:
    """A text is taken away: whoever reads from now on, from wherever, does not read it."""
    changed(post)
    withdraw()


def channel_of(topic_id: int) -> str:
    """What a page of the topic listens to."""
    return f"topic:{topic_id}"


def written_to(topic: Topic, users: Sequence[User], *, act: str, part: str, by: User) -> None:
    """These deputies were written to, or added: told at once, they follow what comes."""
    for user in users:
        follow_from_now(TOPIC, topic.pk, by=user)
    key = ":".join(word for word in (act, str(topic.pk), part) if word)
    tell(TOPIC, topic.pk, act=act, by=by, key=key, directly=[user.pk for user in users])


def no_longer_written_to(topic: Topic, *, by: User) -> None:
    """Who has left a conversation follows it no longer."""
    unfollow(TOPIC, topic.pk, by=by)


def asked(topic: Topic, users: Iterable[int], *, by: User) -> None:
    """The deputies of a room are asked to read an announcement and to confirm it."""
    act = "dialogue.ask_understood"
    tell(TOPIC, topic.pk, act=act, by=by, key=f"{act}:{topic.pk}", directly=list(users))


def understood(topic: Topic) -> None:
    """One more has understood: the number changes on open pages."""
    publish(channel_of(topic.pk), "understood")


def _has_heard(post: Post, by: User) -> bool:
    """Whether the author has spoken here before, or has heard of the topic by following it."""
    return bool(
        _said_before(post.topic_id, post.author_id, post.pk) or _told_of(by.pk, post.topic_id)
    )
