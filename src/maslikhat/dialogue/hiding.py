"""What the measures of the moderation do to posts and topics; called inside the moderation's acts.

The text of a hidden post is taken out of the post and its versions, and the title out of the topic
it opens: what reads them, here or in rooms to come, finds nothing to show.
"""

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from maslikhat.dialogue import heard
from maslikhat.dialogue.models import HiddenText, Post, Topic
from maslikhat.kit.bulk import insert_rows


def hide_post(number: int, reason: str, note: str) -> None:
    """The text of a post is shown to its author and the moderators alone; the hash stays."""
    post, topic = _locked(number)
    texts = [(post.pk, old.number, old.body, "") for old in post.versions.all()]
    texts.append((post.pk, post.version, post.body, post.html))
    insert_rows(HiddenText, ["post_id", "number", "body", "html"], texts)
    post.versions.update(body="")
    post.body = post.html = ""
    post.hidden_at, post.hidden_reason, post.hidden_note = timezone.now(), reason, note
    post.save(update_fields=["body", "html", "hidden_at", "hidden_reason", "hidden_note"])
    if _opens(post):
        topic.title, topic.hidden_title = "", topic.title
        topic.save(update_fields=["title", "hidden_title"])
    heard.hidden(post, topic)


def restore_post(number: int) -> None:
    """A hidden post says again what it said; a text blanked meanwhile stays away."""
    post, topic = _locked(number)
    last = post.hidden_texts.filter(number=post.version).first()
    if last is not None:
        post.body, post.html = last.body, last.html
    kept = HiddenText.objects.filter(post=OuterRef("post"), number=OuterRef("number"))
    post.versions.filter(Exists(kept)).update(body=Subquery(kept.values("body")))
    post.hidden_texts.all().delete()
    post.hidden_at, post.hidden_reason, post.hidden_note = None, "", ""
    post.save(update_fields=["body", "html", "hidden_at", "hidden_reason", "hidden_note"])
    if topic.hidden_title and _opens(post):
        topic.title, topic.hidden_title = topic.hidden_title, ""
        topic.save(update_fields=["title", "hidden_title"])
    heard.hidden(post, topic)


def lock_topic(number: int, reason: str, note: str) -> None:
    """Nobody replies, and who keeps the room cannot let the topic go on."""
    topic = _locked_topic(number)
    topic.locked_at, topic.lock_reason, topic.lock_note = timezone.now(), reason, note
    topic.closed_at = topic.closed_at or topic.locked_at
    topic.save(update_fields=["locked_at", "lock_reason", "lock_note", "closed_at"])
    heard.closed(topic)


def unlock_topic(number: int) -> None:
    """The topic goes on, unless its keepers had closed it before."""
    topic = _locked_topic(number)
    if topic.closed_at == topic.locked_at:
        topic.closed_at = None
    topic.locked_at, topic.lock_reason, topic.lock_note = None, "", ""
    topic.save(update_fields=["locked_at", "lock_reason", "lock_note", "closed_at"])
    heard.closed(topic)


def _locked(number: int) -> tuple[Post, Topic]:
    """The post and its topic under their locks, in the order in which a text is blanked."""
    post = Post.objects.select_for_update(no_key=True).get(pk=number)
    return post, _locked_topic(post.topic_id)


def _locked_topic(number: int) -> Topic:
    return (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("room")
        .get(pk=number)
    )


def _opens(post: Post) -> bool:
    return not Post.objects.filter(topic=post.topic_id, pk__lt=post.pk).exists()
