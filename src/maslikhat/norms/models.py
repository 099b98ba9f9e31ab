"""Numbers the law sets, while it set them; holidays by rule, and the days moved by decree."""

import datetime as dt
from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from maslikhat.kit.days import Dated, holds_on


class NormQuerySet(models.QuerySet["Norm"]):
    """Questions about norms."""

    def on(self, day: dt.date) -> Self:
        """Norms in force on `day`."""
        return self.filter(holds_on(day))

    def in_order(self) -> Self:
        """As the public list shows them: by law, then article order, newest first within a key."""
        return self.order_by("order", "key", "-from_day")


class Norm(Dated):
    """A number of the law: what it is called, how much, in what, by which article, since when."""

    class Measure(models.TextChoices):
        """What the number counts."""

        SHARE = "share"
        PEOPLE = "people"
        SEATS = "seats"
        DAYS = "days"
        WORKING_DAYS = "working_days"
        MONTHS = "months"
        YEARS = "years"
        TIMES = "times"
        BODIES = "bodies"

    key = models.CharField(max_length=60)
    # Digits, or a fraction such as "2/3".
    value = models.CharField(max_length=20)
    measure = models.CharField(max_length=16, choices=Measure.choices)
    order = models.PositiveSmallIntegerField()
    article = models.CharField(max_length=60, blank=True, default="")
    law_kk = models.CharField(max_length=200)
    law_ru = models.CharField(max_length=200)
    law_en = models.CharField(max_length=200)
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    note_kk = models.CharField(max_length=300, blank=True, default="")
    note_ru = models.CharField(max_length=300, blank=True, default="")
    note_en = models.CharField(max_length=300, blank=True, default="")
    # Whether the beginning is the law's own day, or only the day since which the portal knows it.
    since_is_known = models.BooleanField(default=False)

    objects = NormQuerySet.as_manager()

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="norm_begins_once", fields=["key", "from_day"]),
            models.UniqueConstraint(
                name="norm_one_is_in_force", fields=["key"], condition=Q(to_day__isnull=True)
            ),
        ]


class Holiday(Dated):
    """A day that comes every year: a holiday moves on from a weekend, a plain day off does not."""

    key = models.CharField(max_length=40)
    month = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    day = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(31)])
    moves_from_weekend = models.BooleanField(default=True)
    name_kk = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    source = models.CharField(max_length=200)

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="holiday_begins_once", fields=["month", "day", "from_day"]
            ),
            models.CheckConstraint(
                name="holiday_month_and_day",
                condition=Q(month__gte=1, month__lte=12, day__gte=1, day__lte=31),
            ),
        ]


class CalendarDay(models.Model):
    """One day that a decree, or the operator, has set apart from the rule."""

    class Kind(models.TextChoices):
        """A holiday, a day off without the name of one, or a working day (a Saturday worked)."""

        HOLIDAY = "holiday"
        DAY_OFF = "day_off"
        WORKING = "working"

    day = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    name_kk = models.CharField(max_length=120, blank=True, default="")
    name_ru = models.CharField(max_length=120, blank=True, default="")
    name_en = models.CharField(max_length=120, blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
