"""Acts on the working-day calendar."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import FIRST_DAY, today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.norms.models import CalendarDay
from maslikhat.norms.permissions import may_clear_day, may_set_day

# Decrees move the days of the coming year; further ahead a day is a slip of the pen.
YEARS_AHEAD = 2


@atomic
def set_day(
    day: dt.date,
    *,
    by: User,
    kind: str,
    name_kk: str = "",
    name_ru: str = "",
    name_en: str = "",
    source: str = "",
) -> CalendarDay:
    """Make one day a holiday, a day off or a working day, whatever the rule says."""
    if not may_set_day(by):
        raise Refused(_("Only the operator changes the calendar."), status=403)
    if day < FIRST_DAY or day.year > today().year + YEARS_AHEAD:
        raise Refused(
            _("The day must lie between 1994 and the year after next. Check the year."), status=422
        )
    if kind not in CalendarDay.Kind.values:
        raise Refused(_("A day is a holiday, a day off or a working day. Choose one."), status=422)
    kept, _is_new = CalendarDay.objects.update_or_create(
        day=day,
        defaults={
            "kind": kind,
            "name_kk": name_kk,
            "name_ru": name_ru,
            "name_en": name_en,
            "source": source,
        },
    )
    record(by, "norms.set_day", kept)
    return kept


@atomic
def clear_day(day: dt.date, *, by: User) -> CalendarDay:
    """Take one day back to the rule; the day as it had been set is returned."""
    if not may_clear_day(by):
        raise Refused(_("Only the operator changes the calendar."), status=403)
    kept = CalendarDay.objects.filter(day=day).first()
    if kept is None:
        raise Refused(_("This day follows the rule already: there is nothing to take back."))
    record(by, "norms.clear_day", kept)
    CalendarDay.objects.filter(pk=kept.pk).delete()
    return kept
