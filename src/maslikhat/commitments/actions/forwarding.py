"""Referrals between levels: sent, registered there, taken on or not, and the word back."""

import datetime as dt
import uuid

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.forwarding import telling
from maslikhat.commitments.guards import allow, chosen, refuse_suspended, spoken
from maslikhat.commitments.models import Commitment, Forwarding, Joint
from maslikhat.commitments.models.commitments import NUMBER_MOST, TEXT_MOST, TITLE_MOST
from maslikhat.commitments.permissions import (
    may_discuss_forwarded,
    may_forward,
    may_recall,
    may_receive,
    may_report_back,
    may_take_on,
    may_turn_down,
)
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef, Topic
from maslikhat.dialogue.texts import TITLE_MOST as TOPIC_TITLE_MOST
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, refuse_unless
from maslikhat.kit.texts import line, words
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Commission, Council

State = Forwarding.State
ONE_DAY = dt.timedelta(days=1)


@atomic
def forward(
    matter: Commitment | Topic | Joint,
    *,
    by: User,
    council: Council,
    to_council: Council,
    language: str,
    title: str,
    text: str,
    due_on: dt.date | None,
    commission: Commission | None = None,
    out_number: str = "",
    key: uuid.UUID | None = None,
) -> Forwarding:
    """A council or a commission refers a matter to a council of another level, by a letter.

    Nobody is subordinate: the other council takes it on, or says why not; by `due_on` word is to
    come back. Everyone reads it. The same form sent twice (`key`) answers with the first.
    """
    allow(may_forward(by, council, commission))
    refuse_suspended(by)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    first = Forwarding.objects.filter(by=by.pk, key=key).first() if key else None
    if first is not None:
        return first
    # Two clerks at once would each find none on its way.
    Council.objects.select_for_update(no_key=True).get(pk=council.pk)
    _refuse_unfit(matter, council, to_council)
    made = Forwarding.objects.create(
        council=council,
        commission=commission,
        to_council=to_council,
        commitment=matter if isinstance(matter, Commitment) else None,
        topic=matter if isinstance(matter, Topic) else None,
        joint=matter if isinstance(matter, Joint) else None,
        language=spoken(language),
        title=line(title, TITLE_MOST, needed=_("Write in a line what is asked for.")),
        text=words(text, TEXT_MOST, needed=_("Write the text.")),
        out_number=line(out_number, NUMBER_MOST),
        sent_on=today(),
        due_on=chosen(due_on, today() + ONE_DAY),
        by=by.pk,
        key=key or uuid.uuid4(),
    )
    telling.moved(made, "forward", by=by)
    record(by, "commitments.forward", made)
    return made


def _refuse_unfit(
    matter: Commitment | Topic | Joint, council: Council, to_council: Council
) -> None:
    """What is referred is open to everyone; to whom, is a council of another level that exists."""
    rows = type(matter).objects.filter(pk=matter.pk)
    if isinstance(matter, Topic):
        rows = Topic.objects.visible_to(None).exclude(title="").filter(pk=matter.pk)
    elif isinstance(matter, Joint):
        rows = Joint.objects.sent().filter(pk=matter.pk)
    if not rows.exists():
        raise Hidden()
    refuse_unless(
        isinstance(matter, Topic) or matter.council_id == council.pk,
        _("This matter is of another council: it refers it itself. Talk to its apparatus."),
        status=422,
    )
    refuse_unless(
        to_council.holds_on(today()) and to_council.level != council.level,
        _("Choose a council of another level: within one level, write in the dialogue."),
        status=422,
    )
    there = Forwarding.objects.waiting().filter(council=council, to_council=to_council)
    refuse_unless(
        not there.filter(**{telling.column_of(matter): matter}).exists(),
        _("This matter is there already: wait for its word, or take it back first."),
    )


@atomic
def receive(forwarding: Forwarding, *, by: User, number: str) -> Forwarding:
    """The other council registers the letter under its incoming number."""
    forwarding = _held(forwarding, State.SENT, allowed=may_receive(by, forwarding), by=by)
    forwarding.in_number = line(number, NUMBER_MOST, needed=_("Write the incoming number."))
    forwarding.state, forwarding.received_on = State.RECEIVED, today()
    telling.moved(forwarding, "receive", by=by)
    record(by, "commitments.receive", forwarding)
    return forwarding


@atomic
def take_on(forwarding: Forwarding, *, by: User, due_on: dt.date | None = None) -> Forwarding:
    """The other council takes the matter on as its own, and may say by which day word comes."""
    forwarding = _held(
        forwarding, State.SENT, State.RECEIVED, allowed=may_take_on(by, forwarding), by=by
    )
    if due_on is not None:
        forwarding.due_on = chosen(due_on, today() + ONE_DAY)
    forwarding.state, forwarding.taken_on = State.TAKEN, today()
    telling.moved(forwarding, "take_on", by=by)
    record(by, "commitments.take_on", forwarding)
    return forwarding


@atomic
def turn_down(forwarding: Forwarding, *, by: User, reason: str, language: str) -> Forwarding:
    """The other council does not take it on, and says why: everyone reads the reason."""
    forwarding = _held(
        forwarding, State.SENT, State.RECEIVED, allowed=may_turn_down(by, forwarding), by=by
    )
    _write(
        forwarding,
        words(reason, TEXT_MOST, needed=_("Write why the matter is not taken on.")),
        language,
    )
    forwarding.state = State.REFUSED
    telling.moved(forwarding, "turn_down", by=by)
    record(by, "commitments.turn_down", forwarding)
    return forwarding


@atomic
def discuss_forwarded(forwarding: Forwarding, *, by: User) -> Topic:
    """A deputy of the other council opens a topic with it in that council's room.

    From there it goes on an agenda, into a decision, to a body, as any topic does.
    """
    forwarding = _held(
        forwarding, State.TAKEN, allowed=may_discuss_forwarded(by, forwarding), by=by
    )
    refuse_unless(forwarding.became is None, _("It is discussed already: open its topic."))
    topic = start_topic(
        RoomRef.of(forwarding.to_council),
        by=by,
        # The line of a letter may be longer than a title in the dialogue.
        title=Truncator(forwarding.title).chars(TOPIC_TITLE_MOST),
        body=forwarding.text,
        language=forwarding.language,
    )
    forwarding.became = topic
    telling.moved(forwarding, "discuss_forwarded", by=by)
    record(by, "commitments.discuss_forwarded", forwarding)
    return topic


@atomic
def report_back(forwarding: Forwarding, *, by: User, text: str, language: str) -> Forwarding:
    """The other council writes back what came of it: the return ticket is used."""
    forwarding = _held(forwarding, State.TAKEN, allowed=may_report_back(by, forwarding), by=by)
    _write(forwarding, words(text, TEXT_MOST, needed=_("Write what came of it.")), language)
    forwarding.state = State.RETURNED
    telling.moved(forwarding, "report_back", by=by)
    record(by, "commitments.report_back", forwarding)
    return forwarding


@atomic
def recall(forwarding: Forwarding, *, by: User) -> Forwarding:
    """Who sent it takes it back while it has not been taken on."""
    forwarding = _held(
        forwarding, State.SENT, State.RECEIVED, allowed=may_recall(by, forwarding), by=by
    )
    forwarding.state, forwarding.ended_on = State.RECALLED, today()
    telling.moved(forwarding, "recall", by=by)
    record(by, "commitments.recall", forwarding)
    return forwarding


def _write(forwarding: Forwarding, text: str, language: str) -> None:
    forwarding.words, forwarding.words_language = text, spoken(language)
    forwarding.ended_on = today()


def _held(forwarding: Forwarding, *states: str, allowed: bool, by: User) -> Forwarding:
    """The referral as it stands, held until the act ends; refused in another state."""
    allow(allowed)
    refuse_suspended(by)
    rows = Forwarding.objects.select_for_update(of=("self",)).filter(pk=forwarding.pk)
    found = rows.select_related("council", "to_council", "commission", "became").first()
    if found is None:
        raise Hidden()
    refuse_unless(
        found.state in states,
        _("This cannot be done now: the referral is in the state “%(state)s”.")
        % {"state": found.get_state_display()},
    )
    return found
