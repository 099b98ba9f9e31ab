"""Polls: put to the readers of a topic, answered, closed."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import heard, permissions
from maslikhat.dialogue.models import Language, Poll, PollAnswer, PollOption, Topic
from maslikhat.dialogue.refusals import only_deputies
from maslikhat.dialogue.texts import clean_title
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import midnight, today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.standing import standing

FEWEST, MOST = 2, 10
LONGEST_OPTION = 120
LONGEST_DAYS = 90


@atomic
def open_poll(
    topic: Topic,
    *,
    by: User,
    question: str,
    options: Sequence[str],
    language: str,
    is_multiple: bool = False,
    is_secret: bool = False,
    last_day: dt.date | None = None,
) -> Poll:
    """Who began a topic asks its readers to choose among 2 to 10 answers; a topic has one poll.

    `is_secret` hides the numbers until the poll is closed; who chose what is never shown. After
    `last_day`, within the next 90 days, nobody answers.
    """
    topic = Topic.objects.select_for_update(no_key=True).get(pk=topic.pk)
    if not permissions.may_read(by, topic.room):
        raise Hidden()
    if not permissions.may_open_poll(by, topic):
        raise _not_begun_by_you()
    if Poll.objects.filter(topic=topic).exists():
        raise Refused(_("This topic has a poll already."))
    if language not in Language.values:
        raise Refused(_("Choose the language of the text."), status=422)
    person = standing(by).person_id
    assert person is not None, "who began a topic is a person"
    poll = Poll.objects.create(
        topic=topic,
        author_id=person,
        question=clean_title(question),
        language=language,
        is_multiple=is_multiple,
        is_secret=is_secret,
        closes_at=_end_of(last_day),
    )
    texts = enumerate(_clean_options(options))
    rows = [(poll.pk, place, text, 0) for place, text in texts]
    insert_rows(PollOption, ["poll_id", "place", "text", "chosen_count"], rows)
    heard.polled(topic)
    record(by, "dialogue.open_poll", topic)
    return poll


@atomic
def answer_poll(poll: Poll, *, by: User, options: Collection[int]) -> Poll:
    """A deputy chooses among the answers, by their numbers; another choice replaces the first.

    It is not put on the record: a choice may be changed, and the record is for ever.
    """
    poll, person = _locked(poll), standing(by).person_id
    if not permissions.may_read(by, poll.topic.room):
        raise Hidden()
    if person is None or not permissions.may_answer_poll(by, poll):
        raise only_deputies(by) if not poll.is_closed else _is_over()
    offered, chosen = set(poll.options.values_list("pk", flat=True)), set(options)
    if not chosen or not chosen <= offered or (len(chosen) > 1 and not poll.is_multiple):
        raise Refused(_("Choose one of the answers offered."), status=422)
    own = PollAnswer.objects.filter(option__poll=poll, person=person)
    before = set(own.values_list("option", flat=True))
    if before == chosen:
        return poll
    _count(before - chosen, -1)
    _count(chosen - before, 1)
    own.filter(option__in=before - chosen).delete()
    rows = [(option, person) for option in sorted(chosen - before)]
    insert_rows(PollAnswer, ["option_id", "person_id"], rows)
    if not before:
        poll.answered_count += 1
        poll.save(update_fields=["answered_count"])
    heard.polled(poll.topic)
    return poll


@atomic
def close_poll(poll: Poll, *, by: User) -> Poll:
    """Who asked, or who keeps the room, ends the poll; its numbers stand."""
    poll = _locked(poll)
    if not permissions.may_read(by, poll.topic.room):
        raise Hidden()
    if not permissions.may_close_poll(by, poll):
        raise _is_over() if poll.is_closed else _not_begun_by_you()
    poll.closes_at = timezone.now()
    poll.save(update_fields=["closes_at"])
    heard.polled(poll.topic)
    record(by, "dialogue.close_poll", poll.topic)
    return poll


def _clean_options(options: Sequence[str]) -> list[str]:
    """The answers as they will be offered; refused (422) when too few, too many, long or twice."""
    texts = [" ".join(text.split()) for text in options]
    texts = [text for text in texts if text]
    if not FEWEST <= len(texts) <= MOST:
        raise Refused(_("Offer 2 to 10 answers, each on a line of its own."), status=422)
    if any(len(text) > LONGEST_OPTION or "\x00" in text for text in texts):
        raise Refused(_("An answer has at most 120 characters."), status=422)
    if len({text.casefold() for text in texts}) < len(texts):
        raise Refused(_("Two of the answers are the same."), status=422)
    return texts


def _end_of(last_day: dt.date | None) -> dt.datetime | None:
    """The midnight in which the last day ends; None for a poll that is closed by hand."""
    if last_day is None:
        return None
    if not today() <= last_day <= today() + dt.timedelta(days=LONGEST_DAYS):
        raise Refused(_("Choose a last day within the next 90 days."), status=422)
    return midnight(last_day + dt.timedelta(days=1))


def _locked(poll: Poll) -> Poll:
    """The poll under its lock, on which its numbers depend."""
    polls = Poll.objects.select_for_update(no_key=True, of=("self",))
    return polls.select_related("topic__room").get(pk=poll.pk)


def _count(options: Collection[int], change: int) -> None:
    chosen = PollOption.objects.filter(pk__in=options)
    chosen.update(chosen_count=F("chosen_count") + change)


def _not_begun_by_you() -> Refused:
    return Refused(_("Only who began the topic puts a poll in it and closes it."), status=403)


def _is_over() -> Refused:
    return Refused(_("The poll is closed: nobody answers any more."))
