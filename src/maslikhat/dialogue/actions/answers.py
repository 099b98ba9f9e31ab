"""Which posts helped: marks of deputies, and the answer that the one who asked accepts."""

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import heard, permissions
from maslikhat.dialogue.models import Post, Topic, UsefulMark
from maslikhat.dialogue.refusals import only_deputies
from maslikhat.kit.bulk import insert_new
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.moderation.suspensions import suspended
from maslikhat.registry.standing import standing


@atomic
def mark_useful(post: Post, *, by: User) -> Post:
    """A deputy says that another's post was of use; said again it stays one mark.

    It is not put on the record: a mark may be taken back, and the record is for ever.
    """
    post = _locked(post, by)
    if not permissions.may_mark_useful(by, post):
        raise _not_for_a_mark(by, post)
    person = standing(by).person_id
    assert person is not None, "who may mark is a person"
    is_new = insert_new(UsefulMark(post=post, person_id=person))
    return _counted(post, 1 if is_new else 0)


@atomic
def unmark_useful(post: Post, *, by: User) -> Post:
    """A deputy takes such a mark back."""
    post = _locked(post, by)
    if not permissions.may_mark_useful(by, post):
        raise _not_for_a_mark(by, post)
    own = UsefulMark.objects.filter(post=post, person=standing(by).person_id)
    return _counted(post, -own.delete()[0])


@atomic
def accept(post: Post, *, by: User) -> Topic:
    """Who asked the question says which reply answers it, in place of any said before."""
    # First the post, as when its text is taken away: two who wait for each other never end.
    post = _locked(post, by)
    topic = _visible(post.topic, by)
    if not permissions.may_accept(by, topic):
        raise _not_asked_by_you(by)
    if post.author_id == topic.author_id:
        raise Refused(_("Choose the reply of another deputy: this is your own."))
    if not post.stands:
        raise Refused(_("The text of this reply was taken away."))
    _no_longer_accepted(topic)
    topic.accepted = post
    topic.save(update_fields=["accepted"])
    heard.accepted(post, by=by)
    record(by, "dialogue.accept", post)
    return topic


@atomic
def unaccept(topic: Topic, *, by: User) -> Topic:
    """Who asked says that the question is open again."""
    topic = _visible(topic, by)
    if not permissions.may_accept(by, topic):
        raise _not_asked_by_you(by)
    if topic.accepted_id is not None:
        _no_longer_accepted(topic)
        topic.accepted = None
        topic.save(update_fields=["accepted"])
        record(by, "dialogue.unaccept", topic)
    return topic


def _locked(post: Post, by: User) -> Post:
    """The post under its lock, on which the number of its marks depends."""
    found = (
        Post.objects.select_for_update(no_key=True, of=("self",))
        .select_related("topic__room")
        .get(pk=post.pk)
    )
    if not permissions.may_read(by, found.topic.room):
        raise Hidden()
    return found


def _counted(post: Post, change: int) -> Post:
    if change:
        post.useful_count += change
        post.save(update_fields=["useful_count"])
        heard.redrawn(post.topic_id, post.pk)
    return post


def _no_longer_accepted(topic: Topic) -> None:
    if topic.accepted_id is not None:
        heard.redrawn(topic.pk, topic.accepted_id)


def _visible(topic: Topic, by: User) -> Topic:
    """The topic under its lock."""
    found = (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("room")
        .get(pk=topic.pk)
    )
    if not permissions.may_read(by, found.room):
        raise Hidden()
    return found


def _not_for_a_mark(by: User, post: Post) -> Refused:
    if not permissions.may_write(by, post.topic.room):
        return only_deputies(by)
    return Refused(_("A mark is for what another deputy wrote, while the text stands."))


def _not_asked_by_you(by: User) -> Refused:
    return suspended(by) or Refused(
        _("Only the deputy who asked a question says which reply answers it."), status=403
    )
