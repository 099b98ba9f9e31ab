"""The body's side: the letter is registered, redirected, extended, answered, reported done."""

import datetime as dt
from typing import IO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.commitments import heard
from maslikhat.commitments.addressees import bodies_of
from maslikhat.commitments.clocks import grace_of, last_extension, last_redirection, legal_due
from maslikhat.commitments.course import Act
from maslikhat.commitments.guards import (
    ahead,
    allow,
    in_time,
    locked,
    on_paper,
    said_on,
    spoken,
    step,
    was_extended,
)
from maslikhat.commitments.keeping import kept, put_with
from maslikhat.commitments.models import Commitment, Office
from maslikhat.commitments.models.commitments import NUMBER_MOST, TEXT_MOST, Kind
from maslikhat.commitments.permissions import (
    may_answer,
    may_extend,
    may_redirect,
    may_register,
    may_report_done,
)
from maslikhat.kit.days import today
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line, words
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Body

SIGNED_MOST = 200
LONGEST_PROMISE = dt.timedelta(days=366)


@atomic
def register(
    commitment: Commitment, *, by: User, number: str, day: dt.date | None = None
) -> Commitment:
    """The body enters the letter under its own incoming number; an appeal's time counts from it."""
    commitment = locked(commitment)
    allow(may_register(by, commitment))
    in_time(Act.REGISTER, commitment)
    commitment.in_number = line(
        number, NUMBER_MOST, needed=_("Write the incoming number of the body.")
    )
    registered = said_on(commitment, by, day)
    counted = _counted_from(commitment, registered)
    if counted is not None:
        commitment.due_on = counted
        commitment.grace_on = commitment.grace_on or grace_of(counted, today(), Calendar())
    made = step(
        commitment,
        Act.REGISTER,
        by=by,
        day=registered,
        letter_number=commitment.in_number,
        due_on=counted,
    )
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.register", commitment)
    return commitment


def _counted_from(commitment: Commitment, registered_on: dt.date) -> dt.date | None:
    """The day an appeal is due, now that it is registered; None for what counts from elsewhere, and
    for what was redirected or extended since it was asked, whose day stays."""
    if commitment.kind != Kind.APPEAL:
        return None
    since = commitment.steps.filter(act__in=(Act.SEND, Act.REOPEN, Act.REDIRECT, Act.EXTEND))
    latest = since.order_by("-number")[0]
    if latest.act not in {Act.SEND, Act.REOPEN}:
        return None
    due = legal_due(commitment.kind, commitment.source, latest.day, Calendar(), registered_on)
    return due.day if due else None


@atomic
def redirect(
    commitment: Commitment, *, by: User, body: Body, reason: str, day: dt.date | None = None
) -> Commitment:
    """The body passes what is not its own on to whom it belongs, and says why.

    The day it is owed by stays. An appeal is redirected within three working days (АППК, art. 65).
    """
    commitment = locked(commitment)
    allow(may_redirect(by, commitment))
    in_time(Act.REDIRECT, commitment)
    refuse_unless(
        body.pk != commitment.addressee_id
        and bodies_of(commitment.council).filter(pk=body.pk).exists(),
        _("Choose another body that this maslikhat can ask."),
        status=422,
    )
    redirected = said_on(commitment, by, day)
    refuse_unless(
        redirected <= commitment.due_on,
        _("The day is over: it cannot be redirected any more. Answer it."),
    )
    if commitment.kind == Kind.APPEAL:
        refuse_unless(
            redirected <= last_redirection(commitment.sent_on, Calendar()),
            _("An appeal is redirected within three working days. That time is over: answer it."),
        )
    said = words(reason, needed=_("Write why it is not yours, for who asked."))
    made = step(commitment, Act.REDIRECT, by=by, day=redirected, words=said, body=body)
    commitment.addressee, commitment.in_number = body, ""
    commitment.save(update_fields=["addressee", "in_number"])
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.redirect", commitment)
    return commitment


@atomic
def extend(
    commitment: Commitment, *, by: User, due_on: dt.date, reason: str, day: dt.date | None = None
) -> Commitment:
    """More time is given, before the old one is over, with the reason.

    An appeal is extended by at most two months (АППК, art. 76); an inquiry never.
    """
    commitment = locked(commitment)
    allow(may_extend(by, commitment))
    in_time(Act.EXTEND, commitment)
    extended = said_on(commitment, by, day)
    refuse_unless(
        extended <= commitment.due_on, _("The time is over already: it cannot be extended.")
    )
    ahead(due_on, commitment.due_on + dt.timedelta(days=1))
    if commitment.kind == Kind.APPEAL:
        refuse_unless(
            due_on <= last_extension(commitment.due_on, Calendar())
            and not was_extended(commitment),
            _("An appeal is extended once, by at most two months."),
            status=422,
        )
    said = words(reason, needed=_("Write why more time is needed."))
    commitment.due_on = due_on
    made = step(commitment, Act.EXTEND, by=by, day=extended, words=said, due_on=due_on)
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.extend", commitment)
    return commitment


@prepared(file=kept)
@atomic
def answer(
    commitment: Commitment,
    *,
    by: User,
    text: str,
    signed: str,
    language: str,
    office: str = "",
    number: str = "",
    day: dt.date | None = None,
    promised_on: dt.date | None = None,
    file: IO[bytes] | Kept | None = None,
) -> Commitment:
    """The body answers in writing, signed by the addressee, its first head or a deputy of it
    (Law 148, art. 21-1); with a day by which it will be done, when it promises one, and with a
    `file`, the letter as it was signed.

    A promise that comes in time, or that who asked takes for an answer, is owed by its day. One
    that comes late or is judged wanting moves no day.
    """
    commitment = locked(commitment)
    allow(may_answer(by, commitment))
    act = Act.PROMISE if promised_on else Act.ANSWER
    in_time(act, commitment)
    answered = said_on(commitment, by, day)
    said = words(text, TEXT_MOST, needed=_("Write the answer."))
    who = line(signed, SIGNED_MOST, needed=_("Write who signed the answer."))
    _signed_lawfully(commitment, office)
    _heard_first(commitment, answered)
    if promised_on:
        refuse_unless(
            promised_on <= answered + LONGEST_PROMISE,
            _("A promise is for a year at most. Write an earlier day."),
            status=422,
        )
        ahead(promised_on, answered)
    made = step(
        commitment,
        act,
        by=by,
        day=answered,
        language=spoken(language),
        words=said,
        signed=who,
        office=office,
        letter_number=on_paper(answered, number, has_file=file is not None),
        due_on=promised_on,
    )
    put_with(made, file, gettext_lazy("Written answer"))
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.answer", commitment)
    return commitment


def _signed_lawfully(commitment: Commitment, office: str) -> None:
    """Refuse an office that is none, and for an inquiry one whose word is no answer (422)."""
    refuse_unless(
        office in (Office.values if commitment.kind == Kind.INQUIRY else ("", *Office.values)),
        _("Choose in which office the answer was signed."),
        status=422,
    )
    refuse_unless(
        commitment.kind != Kind.INQUIRY or office != Office.OTHER,
        _(
            "A deputy's inquiry is answered over the signature of the addressee, of the first head"
            " of the body or of a deputy of that head (Law 148, art. 21-1). Have one of them sign."
        ),
        status=422,
    )


@prepared(file=kept)
@atomic
def report_done(
    commitment: Commitment,
    *,
    by: User,
    text: str,
    language: str,
    number: str = "",
    day: dt.date | None = None,
    file: IO[bytes] | Kept | None = None,
) -> Commitment:
    """The body reports that it is done, with a `file` that shows it. That alone confirms nothing:
    residents, the deputy of the place and who asked are asked now."""
    commitment = locked(commitment)
    allow(may_report_done(by, commitment))
    in_time(Act.REPORT_DONE, commitment)
    reported = said_on(commitment, by, day)
    said = words(text, TEXT_MOST, needed=_("Write what was done, where, and how it can be seen."))
    _heard_first(commitment, reported)
    made = step(
        commitment,
        Act.REPORT_DONE,
        by=by,
        day=reported,
        language=spoken(language),
        words=said,
        letter_number=on_paper(reported, number, has_file=file is not None),
    )
    put_with(made, file, gettext_lazy("Evidence"))
    heard.stepped(commitment, made, by=by)
    record(by, "commitments.report_done", commitment)
    return commitment


def _heard_first(commitment: Commitment, day: dt.date) -> None:
    """The first word of the body stops the clock of its answer."""
    if commitment.answered_on is None:
        commitment.answered_on, commitment.answer_due_on = day, commitment.due_on
        commitment.answer_days = (day - commitment.sent_on).days
