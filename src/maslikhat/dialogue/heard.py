"""Who hears of what is said: searchers, followers, and whoever has the page open.

Each is called inside the act, in its transaction.
"""

from maslikhat.accounts.models import User
from maslikhat.dialogue import finding
from maslikhat.dialogue.followed import POST, TOPIC, sources_of
from maslikhat.dialogue.models import Post, Topic
from maslikhat.live.actions import publish
from maslikhat.notices.actions import follow, tell


def started(topic: Topic, *, by: User) -> None:
    """A topic was started: its author follows it, and who follows room, subject or author hears."""
    finding.tell_topic(topic.pk)
    follow(TOPIC, topic.pk, by=by)
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
    """A reply was posted: it appears on open pages, and followers find it in their inbox."""
    finding.tell_post(post)
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
    """A reply was accepted: followers hear which."""
    redrawn(post.topic_id, post.pk)
    tell(
        TOPIC,
        post.topic_id,
        act="dialogue.accept",
        by=by,
        key=f"dialogue.accept:{post.topic_id}:{post.pk}",
        sources=sources_of(post.topic, post.author_id),
        part=(POST, post.pk),
    )


def polled(topic: Topic) -> None:
    """A poll was put, answered or closed: its numbers change on open pages."""
    publish(channel_of(topic.pk), f"poll:{topic.pk}")


def moved(topic: Topic) -> None:
    """A topic is in another room: it is found there."""
    finding.tell_all_of(topic)


def channel_of(topic_id: int) -> str:
    """What a page of the topic listens to."""
    return f"topic:{topic_id}"
