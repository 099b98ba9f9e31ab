"""Reports: a thing is reported, and found to be reported without ground."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.moderation.cases import (
    allow,
    author_of,
    case_of,
    close_reports,
    found,
    known,
    refuse_report,
)
from maslikhat.moderation.models import Case, Report
from maslikhat.moderation.permissions import may_ask_suspension, may_dismiss, may_report
from maslikhat.moderation.registers import Ref
from maslikhat.moderation.suspensions import suspension_of
from maslikhat.moderation.texts import NOTE_MOST, clean

REPORTS_A_DAY = 30


@atomic
def report(ref: Ref, *, by: User, reason: str, note: str = "") -> Report:
    """Say that a thing should not stand as it does; said again while open, it is one report."""
    if not may_report(by, ref):
        raise Hidden()
    thing = found(ref)
    refuse_report(by, thing)
    reason, note = known(reason), clean(note, NOTE_MOST)
    case = case_of(ref)
    mine = case.reports.open().filter(user=by, asks_suspension=False).first()
    if mine is not None:
        return mine
    # The own row is the lock under which one person's reports are counted.
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    since = timezone.now() - dt.timedelta(days=1)
    if Report.objects.filter(user=by, made_at__gte=since).count() >= REPORTS_A_DAY:
        raise Refused(_("You have reported 30 texts within a day. Go on tomorrow."), status=429)
    made = Report.objects.create(case=case, user=by, reason=reason, note=note)
    record(by, "moderation.report", made)
    return made


@atomic
def ask_suspension(ref: Ref, *, by: User, reason: str, note: str = "") -> Report:
    """Head or apparatus of a council ask the moderators of the whole portal to suspend an author.

    No council silences its deputies itself. Of a closed room the moderators see this one text, and
    only until they have found that there is no ground.
    """
    allow(may_ask_suspension(by, found(ref)))
    reason, note = known(reason), clean(note, NOTE_MOST)
    case = case_of(ref)
    if suspension_of(author_of(case)) is not None:
        raise Refused(_("This person is suspended already."))
    if case.reports.open().filter(asks_suspension=True).exists():
        raise Refused(_("The moderators of the portal have been asked already; they will decide."))
    made = Report.objects.create(case=case, user=by, reason=reason, note=note, asks_suspension=True)
    record(by, "moderation.ask_suspension", made)
    return made


@atomic
def dismiss(ref: Ref, *, by: User) -> Case:
    """A moderator finds that the open reports of a thing have no ground."""
    allow(may_dismiss(by, found(ref)))
    case = case_of(ref)
    if not close_reports(case, by=by, is_groundless=True):
        raise Refused(_("There is no open report: another moderator has decided already."))
    record(by, "moderation.dismiss", case)
    return case
