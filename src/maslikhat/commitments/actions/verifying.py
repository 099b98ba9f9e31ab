"""What came of it: what an answer is worth, whether a deed is done, the end, asking again."""

import datetime as dt
from typing import IO, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.commitments import heard
from maslikhat.commitments.clocks import grace_of, legal_due
from maslikhat.commitments.course import (
    RESIDENT,
    TO_MEND_WORKING_DAYS,
    Act,
    Word,
    allows,
    is_outweighed,
    residents_say,
)
from maslikhat.commitments.guards import (
    allow,
    day_of,
    in_time,
    locked,
    refuse_suspended,
    set_day,
    spoken,
    step,
)
from maslikhat.commitments.keeping import kept, put_with
from maslikhat.commitments.models import Assessment, Commitment, Recipient, Say, Step
from maslikhat.commitments.models.commitments import TEXT_MOST
from maslikhat.commitments.permissions import (
    may_assess,
    may_close,
    may_confirm,
    may_dispute,
    may_reopen,
    may_say,
    may_turn,
    voice_of,
)
from maslikhat.commitments.turning_to import recipients
from maslikhat.commitments.voices import count_of, round_of, words_since
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import words
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record
from maslikhat.norms.calendar import Calendar


@atomic
def assess(
    commitment: Commitment,
    *,
    by: User,
    assessment: str,
    reason: str = "",
    day: dt.date | None = None,
) -> Commitment:
    """Who asked says what the answer is worth: full, partial, formal or off the subject.

    After a formal one, or one off the subject, the day it was owed by counts again. What follows
    from it a person sends: to ask again, or to go to somebody else.
    """
    commitment = locked(commitment)
    allow(may_assess(by, commitment))
    refuse_unless(not commitment.assessment, _("This answer has been judged already."))
    in_time(Act.ASSESS, commitment)
    refuse_unless(
        assessment in Assessment.values, _("Choose one of the answers offered."), status=422
    )
    said = words(
        reason,
        needed="" if assessment == Assessment.FULL else _("Write what is missing in the answer."),
    )
    made = step(
        commitment,
        Act.ASSESS,
        by=by,
        day=day_of(commitment, day),
        words=said,
        assessment=assessment,
    )
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.assess", commitment)
    return commitment


@atomic
def turn(
    commitment: Commitment,
    *,
    by: User,
    to: str,
    recipient: str,
    text: str,
    language: str,
    day: dt.date | None = None,
) -> Commitment:
    """After an answer judged formal or off the subject, or once the day is over, who asked turns to
    somebody who can go further: the chair, a commission, the prosecutor's office, a deputy of the
    national chamber.

    Who has an account is told here; to all the letter is printed. `recipient` is a value of
    `turning_to.recipients`.
    """
    commitment = locked(commitment)
    allow(may_turn(by, commitment))
    in_time(Act.TURN, commitment)
    refuse_unless(to in Recipient.values, _("Choose one of the answers offered."), status=422)
    whom = next((one for one in recipients(commitment, to) if one.value == recipient), None)
    if whom is None:
        raise Refused(_("Choose to whom the letter goes."), status=422)
    letter: dict[str, Any] = {
        "day": day_of(commitment, day),
        "words": words(text, TEXT_MOST, needed=_("Write the text.")),
        "language": spoken(language),
        "turned_to": to,
        "recipient": whom.name[:300],
    }
    # A form that is sent twice is one letter.
    if commitment.steps.filter(act=Act.TURN, **letter).exists():
        return commitment
    made = step(commitment, Act.TURN, by=by, **letter)
    heard.stepped(commitment, made, by=by, asked=whom.users)
    record(by, "commitments.turn", commitment)
    return commitment


@prepared(file=kept)
@atomic
def confirm(
    commitment: Commitment,
    *,
    by: User,
    reason: str = "",
    file: IO[bytes] | Kept | None = None,
    day: dt.date | None = None,
) -> Commitment:
    """Who asked, or a deputy of the place, says that what was reported is done.

    Of what an event recommended the word alone is not enough: what was seen, or a `file` of it.
    """
    commitment = locked(commitment)
    allow(may_confirm(by, commitment))
    in_time(Act.CONFIRM, commitment)
    is_bare = commitment.event_id is not None and file is None
    needed = _("Write what you have seen, or add a file: an event's recommendation needs evidence.")
    said = words(reason, needed=needed if is_bare else "")
    made = _speak(commitment, Act.CONFIRM, by=by, day=day, reason=said)
    put_with(made, file, gettext_lazy("Evidence"))
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.confirm", commitment)
    return commitment


@atomic
def dispute(
    commitment: Commitment, *, by: User, reason: str, day: dt.date | None = None
) -> Commitment:
    """Who asked, or a deputy of the place, says that it is not done: the body owes it again."""
    commitment = locked(commitment)
    allow(may_dispute(by, commitment))
    in_time(Act.DISPUTE, commitment)
    said = words(reason, needed=_("Write what is not done, as you have seen it."))
    made = _speak(commitment, Act.DISPUTE, by=by, day=day, reason=said)
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.dispute", commitment)
    return commitment


def _speak(commitment: Commitment, act: Act, *, by: User, day: dt.date | None, reason: str) -> Step:
    voice = voice_of(by, commitment)
    refuse_unless(
        not is_outweighed(Word(voice, act is Act.CONFIRM), words_since(commitment)),
        _("Who asked has said the opposite, and that counts more. Talk to them first."),
    )
    spoken = day_of(commitment, day)
    due_on = _owed_again(commitment, spoken) if act is Act.DISPUTE else None
    return step(commitment, act, by=by, day=spoken, words=reason, voice=voice, due_on=due_on)


def _owed_again(commitment: Commitment, day: dt.date) -> dt.date:
    """What is not done is owed again: by the day there was, or by the portal's own clock."""
    calendar = Calendar()
    mended = calendar.add_working_days(day, TO_MEND_WORKING_DAYS)
    commitment.due_on = max(commitment.due_on, mended)
    commitment.grace_on = grace_of(commitment.due_on, today(), calendar)
    return commitment.due_on


@atomic
def say(commitment: Commitment, *, by: User, is_done: bool) -> Say:
    """A resident says whether it is done; the word may be changed until the matter ends.

    Enough residents of one mind move the commitment, unless the deputy or who asked has spoken.
    """
    commitment = locked(commitment)
    allow(may_say(by, commitment))
    refuse_suspended(by)
    asked = round_of(commitment)
    made, _is_new = Say.objects.update_or_create(
        commitment=commitment,
        round=asked,
        user=by.pk,
        defaults={"is_done": is_done, "day": today()},
    )
    told = residents_say(*count_of(commitment, asked))
    act = Act.CONFIRM if told else Act.DISPUTE
    said = words_since(commitment)
    if (
        told is not None
        and allows(commitment.kind, commitment.state, act)
        and not is_outweighed(Word(RESIDENT, told), said)
        # They move it once: whoever wavers afterwards moves a number alone.
        and all(one.voice != RESIDENT for one in said)
    ):
        day = today()
        due_on = _owed_again(commitment, day) if act is Act.DISPUTE else None
        counted = step(commitment, act, by=None, day=day, voice=RESIDENT, due_on=due_on)
        heard.stepped(commitment, counted, by=None)
    heard.said(commitment)
    record(by, "commitments.say", made)
    return made


@prepared(file=kept)
@atomic
def close(
    commitment: Commitment,
    *,
    by: User,
    evidence: str,
    file: IO[bytes] | Kept | None = None,
    day: dt.date | None = None,
) -> Commitment:
    """The matter has come to its end; what shows that it has is written down, with a `file` of
    it."""
    commitment = locked(commitment)
    allow(may_close(by, commitment))
    in_time(Act.CLOSE, commitment)
    said = words(evidence, needed=_("Write what shows that the matter has come to its end."))
    made = step(commitment, Act.CLOSE, by=by, day=day_of(commitment, day), words=said)
    put_with(made, file, gettext_lazy("Evidence"))
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.close", commitment)
    return commitment


@atomic
def reopen(
    commitment: Commitment,
    *,
    by: User,
    reason: str,
    due_on: dt.date | None = None,
    day: dt.date | None = None,
) -> Commitment:
    """The body is asked again, by a new day: the law's once more where it sets one."""
    commitment = locked(commitment)
    allow(may_reopen(by, commitment))
    in_time(Act.REOPEN, commitment)
    said = words(reason, needed=_("Write what is asked for again, and why."))
    asked_on = day_of(commitment, day)
    calendar = Calendar()
    legal = legal_due(commitment.kind, commitment.source, asked_on, calendar)
    commitment.due_on = legal.day if legal else set_day(commitment.kind, due_on, asked_on)
    commitment.grace_on = grace_of(commitment.due_on, today(), calendar)
    made = step(commitment, Act.REOPEN, by=by, day=asked_on, words=said, due_on=commitment.due_on)
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.reopen", commitment)
    return commitment
