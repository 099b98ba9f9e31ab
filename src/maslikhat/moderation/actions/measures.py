"""Measures: what a moderator does about a text or its author, and takes back."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.moderation import registers
from maslikhat.moderation.cases import (
    allow,
    author_of,
    case_of,
    close_reports,
    found,
    known,
    office_of,
    undo,
)
from maslikhat.moderation.heard import ended, taken
from maslikhat.moderation.models import Act, Case, Measure
from maslikhat.moderation.permissions import (
    may_hide,
    may_lift,
    may_lock,
    may_restore,
    may_suspend,
    may_unlock,
    may_warn,
)
from maslikhat.moderation.registers import Ref
from maslikhat.moderation.suspensions import suspension_of, suspensions_changed
from maslikhat.moderation.texts import SENTENCE_MOST, clean

LONGEST_SUSPENSION = dt.timedelta(days=365)


@atomic
def hide(ref: Ref, *, by: User, reason: str, note: str = "") -> Measure:
    """A moderator hides a text: the reason stands in its place; its author still reads it.

    `note` is a sentence for all to read.
    """
    allow(may_hide(by, found(ref)))
    measure = _taken(case_of(ref), Act.HIDE, by, reason, note)
    record(by, "moderation.hide", measure)
    return measure


@atomic
def lock(ref: Ref, *, by: User, reason: str, note: str = "") -> Measure:
    """A moderator ends a topic: nobody replies, and who keeps the room cannot open it again."""
    allow(may_lock(by, found(ref)))
    measure = _taken(case_of(ref), Act.LOCK, by, reason, note)
    record(by, "moderation.lock", measure)
    return measure


@atomic
def warn(ref: Ref, *, by: User, reason: str, note: str = "") -> Measure:
    """A moderator warns who made a thing: the person reads why, and nobody else."""
    allow(may_warn(by, found(ref)))
    case = case_of(ref)
    author_of(case)
    if case.measures.standing().filter(act=Act.WARN).exists():
        raise Refused(_("The author has been warned of this text already."))
    measure = _taken(case, Act.WARN, by, reason, note)
    record(by, "moderation.warn", measure)
    return measure


@atomic
def suspend(ref: Ref, *, by: User, reason: str, until: dt.date, note: str = "") -> Measure:
    """The operator or a moderator lets who made a thing write nowhere before the day `until`."""
    allow(may_suspend(by, found(ref)))
    if not today() < until <= today() + LONGEST_SUSPENSION:
        raise Refused(_("Choose a day after today, within a year."), status=422)
    case = case_of(ref)
    author = author_of(case)
    # The lock of the person: two moderators who decide on two texts make one suspension.
    author = User.objects.select_for_update(no_key=True).get(pk=author.pk)
    if suspension_of(author) is not None:
        raise Refused(_("This person is suspended already."))
    measure = _taken(case, Act.SUSPEND, by, reason, note, until)
    suspensions_changed()
    record(by, "moderation.suspend", measure)
    return measure


@atomic
def restore(measure: Measure, *, by: User) -> Measure:
    """A moderator shows a hidden text again."""
    allow(measure.act == Act.HIDE and may_restore(by, measure))
    measure = _undone(measure, by)
    record(by, "moderation.restore", measure)
    return measure


@atomic
def unlock(measure: Measure, *, by: User) -> Measure:
    """A moderator lets a locked topic go on."""
    allow(measure.act == Act.LOCK and may_unlock(by, measure))
    measure = _undone(measure, by)
    record(by, "moderation.unlock", measure)
    return measure


@atomic
def lift(measure: Measure, *, by: User) -> Measure:
    """A suspension ends before its day."""
    allow(measure.act == Act.SUSPEND and may_lift(by, measure))
    measure = _undone(measure, by)
    record(by, "moderation.lift", measure)
    return measure


def _taken(
    case: Case, act: Act, by: User, reason: str, note: str, until: dt.date | None = None
) -> Measure:
    """The measure, its effect on the thing, and the open reports decided on, under the lock."""
    thing, reason = found(case.ref), known(reason)
    note = " ".join(clean(note, SENTENCE_MOST).split())
    effect = registers.kinds[case.kind].effects.get(act)
    if act in {Act.HIDE, Act.LOCK}:
        if effect is None:
            raise Refused(_("This cannot be done with a thing of this kind."))
        is_done = case.measures.standing().filter(act=act).exists()
        if is_done or (act == Act.HIDE and not thing.stands):
            raise Refused(_("This is done already: another moderator was here before you."))
        effect.do(case.number, reason, note)
    office, council = office_of(by, thing, act)
    measure = Measure.objects.create(
        case=case,
        act=act,
        user_id=thing.author,
        reason=reason,
        note=note,
        by=by.pk,
        office=office,
        council=council,
        until=until,
    )
    close_reports(case, by=by, is_groundless=False)
    taken(measure)
    return measure


def _undone(measure: Measure, by: User) -> Measure:
    """The measure, undone under the lock of its case."""
    case_of(measure.case.ref)
    measure = Measure.objects.select_related("case").get(pk=measure.pk)
    if not measure.has_effect:
        raise Refused(_("This measure holds no longer."))
    undo(measure)
    ended(measure)
    return measure
