"""Warnings: the rules they follow, and what was found, told to the council before everyone."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from maslikhat.kit.days import Dated, holds_on, today
from maslikhat.kit.keys import KeyField
from maslikhat.money.models.budgets import CODE_MOST, Version
from maslikhat.registry.models import Council
from maslikhat.registry.standing import Visitor, standing

EXPLANATION_MOST, ABOUT_MOST = 2_000, 60
# The subgroup of expenditure on environment protection.
ENVIRONMENT_CODE = "10.5"


class WarningRuleQuerySet(models.QuerySet["WarningRule"]):
    """Questions about rules."""

    def on(self, day: dt.date) -> Self:
        """Those in force on a day."""
        return self.filter(holds_on(day))


class WarningRule(Dated):
    """A rule of warnings: its words, its threshold and day, how long only the council hears."""

    key = models.CharField(max_length=20)
    # The expenditure it looks at; "" is all of it.
    code = KeyField(max_length=CODE_MOST, blank=True, default="")
    # Per cent; 0 where there is nothing to measure.
    threshold = models.PositiveSmallIntegerField(default=0)
    # The day of the year it counts from; 0 where it counts from none.
    month = models.PositiveSmallIntegerField(default=0)
    day = models.PositiveSmallIntegerField(default=0)
    grace_days = models.PositiveSmallIntegerField()
    name_kk = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    # What exactly is found: the definition that stands beside every warning.
    told_kk = models.CharField(max_length=600)
    told_ru = models.CharField(max_length=600)
    told_en = models.CharField(max_length=600)
    basis_kk = models.CharField(max_length=200)
    basis_ru = models.CharField(max_length=200)
    basis_en = models.CharField(max_length=200)
    objects: ClassVar[WarningRuleQuerySet] = WarningRuleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="warning_rule_begins_once", fields=["key", "code", "month", "from_day"]
            ),
        ]


class BudgetWarningQuerySet(models.QuerySet["BudgetWarning"]):
    """Questions about warnings."""

    def public(self) -> Self:
        """Those whose grace is over; what ended within its grace was the council's alone."""
        lasted = Q(ended_on=None) | Q(ended_on__gt=F("public_on"))
        return self.filter(lasted, public_on__lte=today())

    def visible_to(self, user: Visitor | None) -> Self:
        """The public ones, and all of the councils of which the reader is."""
        councils = standing(user).councils
        return self.public() | self.filter(council__in=councils) if councils else self.public()

    def of_environment(self) -> Self:
        """Those about plans for the environment, or about its expenditure (10-5)."""
        return self.filter(Q(version=None) | Q(rule__code__startswith=ENVIRONMENT_CODE))

    def lately(self) -> Self:
        """What goes on first, the latest first."""
        return self.order_by(F("ended_on").desc(nulls_first=True), "-found_on", "-pk")


class BudgetWarning(models.Model):
    """What a rule found in a council's budget or plan; told to the council, then to everyone."""

    rule = models.ForeignKey(WarningRule, models.PROTECT, related_name="+", db_index=False)
    council = models.ForeignKey(
        Council, models.PROTECT, related_name="budget_warnings", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    # What of the year it is about, so that the same is found once (`money.rules`).
    about = KeyField(max_length=ABOUT_MOST)
    # The version in which the figure stands; none of a plan.
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    # The figures of the sentence, as they were last found.
    facts = models.JSONField(default=dict)
    found_on = models.DateField()
    public_on = models.DateField()
    # The day from which the rule finds it no longer.
    ended_on = models.DateField(null=True)
    explanation = models.TextField(max_length=EXPLANATION_MOST, blank=True, default="")
    explanation_language = models.CharField(max_length=2, blank=True, default="")
    explained_by = models.BigIntegerField(null=True)
    explained_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[BudgetWarningQuerySet] = BudgetWarningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="budget_warning_once", fields=["council", "year", "rule", "about"]
            ),
            models.CheckConstraint(
                name="budget_warning_is_public_after_it_is_found",
                condition=Q(public_on__gte=F("found_on"))
                & (Q(ended_on=None) | Q(ended_on__gte=F("found_on"))),
            ),
            models.CheckConstraint(
                name="budget_warning_explained_on_a_day",
                condition=Q(explanation="", explained_on=None, explained_by=None)
                | (~Q(explanation="") & Q(explained_on__isnull=False, explained_by__isnull=False)),
            ),
        ]

    @property
    def is_public(self) -> bool:
        """Whether everyone sees it."""
        lasted = self.ended_on is None or self.ended_on > self.public_on
        return lasted and self.public_on <= today()
