"""Whom a question is put to directly, and the newcomer's path."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import permissions
from maslikhat.dialogue.followed import TOPIC
from maslikhat.dialogue.models import Asking, Newcomer, Post, Topic
from maslikhat.dialogue.peers import A_WEEK, MOST_WAITING
from maslikhat.dialogue.refusals import closed
from maslikhat.kit.bulk import insert_new
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.notices.actions import tell
from maslikhat.registry.models import Person


@atomic
def ask(
    topic: Topic, persons: Collection[int], *, by: User, at: dt.datetime | None = None
) -> list[Asking]:
    """Who asked a question puts it directly to deputies, by their numbers; they hear at once.

    A deputy is asked at most once a week, over all topics, and once in a topic: sent again, the
    same asks nobody. Five at most are waited for at a time, each for a week. `at` is the time it
    was asked, now when absent: for talk that is brought over.
    """
    topic = _locked(topic)
    if not permissions.may_read(by, topic.room):
        raise Hidden()
    if not permissions.may_ask(by, topic):
        raise _may_not_ask(by, topic)
    asked = set(topic.askings.values_list("person", flat=True))
    wanted = set(persons)
    if not wanted:
        raise Refused(_("Tick at least one deputy to ask."), status=422)
    fresh = _people(wanted - asked)
    if len(fresh) < len(wanted - asked):
        raise _not_proposed()
    # The time is taken under the locks: who was asked while waiting was asked before it.
    at = min(at or timezone.now(), timezone.now())
    _refuse_unfit(topic, fresh, at)
    made = [Asking.objects.create(topic=topic, person=p, by=by.pk, at=at) for p in fresh]
    if made:
        tell(
            TOPIC,
            topic.pk,
            act="dialogue.ask",
            by=by,
            key=f"dialogue.ask:{made[0].pk}",
            directly=[person.user_id for person in fresh if person.user_id],
            followers=False,
            at=at,
        )
        record(by, "dialogue.ask", topic)
    return made


@atomic
def read_guide(*, by: User) -> Newcomer:
    """A deputy has read the guide for newcomers; it is nobody else's business."""
    if not permissions.may_take_path(by):
        raise Hidden()
    own = _own(by)
    own.guide_read_at = own.guide_read_at or timezone.now()
    own.save(update_fields=["guide_read_at"])
    return own


@atomic
def dismiss_path(*, by: User) -> Newcomer:
    """A deputy no longer wants the newcomer's path on the desk."""
    if not permissions.may_take_path(by):
        raise Hidden()
    own = _own(by)
    own.dismissed_at = own.dismissed_at or timezone.now()
    own.save(update_fields=["dismissed_at"])
    return own


def _own(by: User) -> Newcomer:
    insert_new(Newcomer(user=by))
    return Newcomer.objects.select_for_update(no_key=True).get(user=by)


def _locked(topic: Topic) -> Topic:
    """The topic under its lock: how many are asked in it is exact."""
    return (
        Topic.objects.select_for_update(no_key=True, of=("self",))
        .select_related("room")
        .get(pk=topic.pk)
    )


def _people(numbers: Collection[int]) -> list[Person]:
    """These persons under their locks, which keep two topics from asking one of them at once."""
    persons = Person.objects.select_for_update(no_key=True, of=("self",)).select_related("user")
    return list(persons.filter(pk__in=numbers).order_by("pk"))


def _refuse_unfit(topic: Topic, persons: Sequence[Person], at: dt.datetime) -> None:
    """Refused when one of them may not be asked in this topic at this time."""
    waiting = Asking.objects.filter(topic=topic).since(at - A_WEEK).waiting()
    if persons and waiting.count() + len(persons) > MOST_WAITING:
        raise Refused(
            _("Five deputies at most are asked at a time. Wait for their answers, or for a week."),
            status=422,
        )
    lately = Asking.objects.filter(person__in=persons).since(at - A_WEEK)
    asked = set(lately.values_list("person", flat=True))
    replied = set(
        Post.objects.filter(topic=topic, author__in=persons).values_list("author", flat=True)
    )
    for person in persons:
        is_asker = person.pk == topic.author_id
        if is_asker or not permissions.may_write(person.user, topic.room):
            raise _not_proposed()
        name = {"name": person.short_name()}
        if person.pk in replied:
            raise Refused(_("%(name)s has replied here already.") % name)
        if person.pk in asked:
            raise Refused(
                _("%(name)s was asked less than a week ago. Choose another deputy.") % name
            )


def _may_not_ask(by: User, topic: Topic) -> Refused:
    if not permissions.may_accept(by, topic):
        return Refused(_("Only the deputy who asked the question chooses whom to ask."), status=403)
    if topic.closed_at is not None:
        return closed()
    return Refused(_("This question has its answer already: nobody else is asked."))


def _not_proposed() -> Refused:
    return Refused(_("Choose among the deputies who are proposed."), status=422)
