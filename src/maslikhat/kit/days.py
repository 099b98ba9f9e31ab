"""Days: what "today" is, and things that hold from one day to before another."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused

ALMATY = ZoneInfo("Asia/Almaty")
FIRST_DAY = dt.date(1994, 1, 1)


def today() -> dt.date:
    """The day it is in Kazakhstan: the only source of "today"."""
    return timezone.now().astimezone(ALMATY).date()


def midnight(day: dt.date) -> dt.datetime:
    """The moment at which a day begins in Kazakhstan."""
    return dt.datetime.combine(day, dt.time(), ALMATY)


def day_asked(text: str | None, ended: dt.date | None = None) -> dt.date:
    """The day of `?on=YYYY-MM-DD`, today when absent; anything else is refused with 400.

    Of a thing that has `ended` by today the last day is shown when no day is asked for.
    """
    if not text:
        return today() if ended is None else min(today(), ended - dt.timedelta(days=1))
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            day = dt.date.fromisoformat(text)
        except ValueError:
            day = None
        if day and FIRST_DAY <= day <= today():
            return day
    raise Refused(
        _("Write the day as 2023-03-19; it lies between 1 January 1994 and today."), status=400
    )


def on_day(day: dt.date) -> str:
    """The query by which a link keeps the day of its page: `?on=…`, nothing for today."""
    return "" if day == today() else f"?on={day.isoformat()}"


def holds_on(day: dt.date, prefix: str = "") -> Q:
    """The condition that a dated row holds on `day`: from_day ≤ day < to_day, an empty end is open.

    `prefix` is a path with its double underscore, such as ``"mandates__"``.
    """
    return Q(**{f"{prefix}from_day__lte": day}) & goes_on(day, prefix)


def goes_on(day: dt.date, prefix: str = "") -> Q:
    """The condition that a dated row is not over by `day`, though it may only begin later."""
    return Q(**{f"{prefix}to_day__isnull": True}) | Q(**{f"{prefix}to_day__gt": day})


def earliest(*ends: dt.date | None) -> dt.date | None:
    """The first of several ends, of which any may be open; None when all are."""
    return min((day for day in ends if day is not None), default=None)


class Dated(models.Model):
    """A row that holds from `from_day` to before `to_day`; an empty end is open."""

    from_day = models.DateField()
    to_day = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_ends_after_it_begins",
                condition=Q(to_day__isnull=True) | Q(to_day__gt=F("from_day")),
            )
        ]

    def holds_on(self, day: dt.date) -> bool:
        """Whether the row holds on `day`."""
        return self.from_day <= day and (self.to_day is None or day < self.to_day)
