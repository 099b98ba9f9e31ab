"""Plans for the environment: what a region's council approved for three years, measure by measure.

The regional akimat develops a plan, its council approves it, and each year by 1 February it is told
what was done (Environmental Code, art. 29). Amounts are integers of tenths of a thousand tenge; one
that nobody has told is NULL, and counts as missing, never as nothing.
"""

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models import Decision
from maslikhat.money.models.budgets import REASON_MOST, amount_told
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Council

TITLE_MOST, RESULT_MOST, LINK_MOST, NUMBER_MOST = 300, 500, 500, 120
FIRST_YEAR, LAST_YEAR = 2000, 2200
# What of a measure is told for each year, in the order in which it comes about.
AMOUNTS = ("needed", "requested", "allotted", "spent")


class Medium(models.TextChoices):
    """What a measure protects (typical list of measures, Environmental Code, annex 4)."""

    AIR = "air", _("Air")
    WATER = "water", _("Water")
    SOIL = "soil", _("Land and soil")
    WASTE = "waste", _("Waste")
    NATURE = "nature", _("Plants, animals, protected areas")
    WATCHING = "watching", _("Monitoring and knowledge")
    OTHER = "other", _("Other")


class PaidBy(models.TextChoices):
    """Whose money pays a measure; the duty counts the budget's own alone."""

    OWN = "own", _("The region's own budget")
    TRANSFER = "transfer", _("Transfers from a higher budget")
    OTHERS = "others", _("Enterprises and others")


class PlanQuerySet(models.QuerySet["EnvironmentPlan"]):
    """Questions about plans."""

    def of(self, council: Council) -> Self:
        """Those of one council."""
        return self.filter(council=council)

    def approved(self) -> Self:
        """Those that their council has approved."""
        return self.filter(approved_on__isnull=False)

    def covering(self, year: int) -> Self:
        """Those of whose years this is one."""
        return self.filter(first_year__lte=year, last_year__gte=year)

    def lately(self) -> Self:
        """The latest years first."""
        return self.order_by("-first_year", "-pk")


class EnvironmentPlan(models.Model):
    """A plan of some years for a region; a draft until its council has approved it."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="environment_plans")
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    # The year of its development: the duty counts the three before that of its approval.
    developed_in = models.PositiveSmallIntegerField()
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, related_name="environment_plans", db_index=False
    )
    hearing_on = models.DateField(null=True)
    hearing_link = models.URLField(max_length=LINK_MOST, blank=True, default="")
    agreed_on = models.DateField(null=True)
    agreed_with = models.CharField(max_length=TITLE_MOST, blank=True, default="")
    # When and by what it was first approved: a later decision changes it, and moves no base.
    first_approved_on = models.DateField(null=True)
    first_decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+")
    first_approved_as = models.CharField(max_length=NUMBER_MOST, blank=True, default="")
    approved_on = models.DateField(null=True)
    # By what: the decision on the portal, or its number where it is not here.
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, related_name="environment_plans"
    )
    approved_as = models.CharField(max_length=NUMBER_MOST, blank=True, default="")
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[PlanQuerySet] = PlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="environment_plan_begins_once", fields=["council", "first_year"]
            ),
            models.CheckConstraint(
                name="environment_plan_of_a_sane_year",
                condition=Q(first_year__gte=FIRST_YEAR, last_year__lte=LAST_YEAR)
                & Q(last_year__gte=F("first_year")),
            ),
            models.CheckConstraint(
                name="environment_plan_developed_before_it_ends",
                condition=Q(developed_in__lte=F("last_year"), developed_in__gte=FIRST_YEAR),
            ),
            models.CheckConstraint(
                name="environment_plan_approved_by_something",
                condition=Q(first_approved_on=None, approved_on=None, decision=None, approved_as="")
                | (
                    Q(first_approved_on__isnull=False, approved_on__gte=F("first_approved_on"))
                    & (Q(decision__isnull=False) | ~Q(approved_as=""))
                ),
            ),
            models.CheckConstraint(
                name="environment_plan_first_approved_by_something",
                condition=Q(first_approved_on__isnull=False)
                | Q(first_decision=None, first_approved_as=""),
            ),
            models.CheckConstraint(
                name="environment_plan_link_is_https",
                condition=Q(hearing_link="") | Q(hearing_link__startswith="https://"),
            ),
        ]

    @property
    def years(self) -> Sequence[int]:
        """Its years, three by the law of today."""
        return range(self.first_year, self.last_year + 1)

    @property
    def is_sent_on(self) -> bool:
        """Whether it has gone before others: heard in public, agreed, or approved."""
        return any((self.hearing_on, self.agreed_on, self.approved_on))

    @property
    def is_kept_here(self) -> bool:
        """Whether a body of the region keeps it on the portal, and so its reports too."""
        return self.body_id is not None

    @property
    def base_year(self) -> int:
        """The year of its development and approval; of a draft that of its development."""
        first = self.first_approved_on
        return self.developed_in if first is None else first.year


class EnvironmentMeasureQuerySet(models.QuerySet["EnvironmentMeasure"]):
    """Questions about measures."""

    def counted(self) -> Self:
        """Those that the region's own budget pays: the duty counts no others."""
        return self.filter(paid_by=PaidBy.OWN)

    def in_order(self) -> Self:
        """As the plan numbers them."""
        return self.order_by("number", "pk")


class EnvironmentMeasure(models.Model):
    """A measure of a plan: what is done where, what it brings, under which programmes."""

    plan = models.ForeignKey(EnvironmentPlan, models.CASCADE, related_name="measures")
    number = models.PositiveSmallIntegerField()
    medium = models.CharField(max_length=8, choices=Medium.choices)
    paid_by = models.CharField(max_length=8, choices=PaidBy.choices, default=PaidBy.OWN)
    title_kk = models.CharField(max_length=TITLE_MOST)
    title_ru = models.CharField(max_length=TITLE_MOST)
    title_en = models.CharField(max_length=TITLE_MOST, blank=True, default="")
    # What it brings, in things that can be counted: what the money buys.
    result_kk = models.CharField(max_length=RESULT_MOST, blank=True, default="")
    result_ru = models.CharField(max_length=RESULT_MOST, blank=True, default="")
    result_en = models.CharField(max_length=RESULT_MOST, blank=True, default="")
    # Empty: the whole region.
    place = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="environment_measures")
    # Programmes of the budget that pay it, as codes joined by dots.
    codes = models.JSONField(default=list)
    contractor = models.CharField(max_length=TITLE_MOST, blank=True, default="")
    contract = models.CharField(max_length=NUMBER_MOST, blank=True, default="")
    contract_link = models.URLField(max_length=LINK_MOST, blank=True, default="")
    objects: ClassVar[EnvironmentMeasureQuerySet] = EnvironmentMeasureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="measure_number_once", fields=["plan", "number"]),
            models.CheckConstraint(
                name="measure_contract_link_is_https",
                condition=Q(contract_link="") | Q(contract_link__startswith="https://"),
            ),
        ]


class MeasureAmount(models.Model):
    """What a measure needs, asked for, got and spent in a year; there is a row for each year."""

    measure = models.ForeignKey(
        EnvironmentMeasure, models.CASCADE, related_name="amounts", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    needed = amount_told()
    requested = amount_told()
    allotted = amount_told()
    spent = amount_told()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="measure_amount_once_a_year", fields=["measure", "year"]),
            *(
                models.CheckConstraint(
                    name=f"measure_{name}_is_not_below_zero",
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}),
                )
                for name in AMOUNTS
            ),
        ]


class Hand(models.TextChoices):
    """For whom somebody writes in a plan."""

    BODY = "body", _("the body that develops the plan")
    APPARATUS = "clerk", _("the apparatus of the maslikhat")
    OPERATOR = "operator", _("the operator of the portal")


class FormerAmounts(models.Model):
    """What was told of a measure's year until it was changed: when, by whom, why."""

    measure = models.ForeignKey(
        EnvironmentMeasure, models.CASCADE, related_name="former_amounts", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    needed = amount_told()
    requested = amount_told()
    allotted = amount_told()
    spent = amount_told()
    until = models.DateTimeField(default=timezone.now)
    # Who changed it: a number, for the record outlives the account; and for whom.
    by = models.BigIntegerField()
    hand = models.CharField(max_length=8, choices=Hand.choices)
    reason = models.CharField(max_length=REASON_MOST)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="former_amounts_changed_for_a_reason", condition=~Q(reason="")
            )
        ]
        indexes = [models.Index(name="former_amounts_of", fields=["measure", "year"])]


class Milestone(models.Model):
    """A step of a measure by which it is seen that it goes on."""

    measure = models.ForeignKey(EnvironmentMeasure, models.CASCADE, related_name="milestones")
    title_kk = models.CharField(max_length=TITLE_MOST)
    title_ru = models.CharField(max_length=TITLE_MOST)
    title_en = models.CharField(max_length=TITLE_MOST, blank=True, default="")
    due_on = models.DateField()
    reached_on = models.DateField(null=True)

    def is_late(self, day: dt.date) -> bool:
        """Whether its day is over and it was not reached, or was reached after it."""
        return self.due_on < (self.reached_on or day)


class PlanReport(models.Model):
    """That a body reported to the council how a plan was carried out in a year (art. 29)."""

    plan = models.ForeignKey(
        EnvironmentPlan, models.CASCADE, related_name="reports", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    reported_on = models.DateField()
    link = models.URLField(max_length=LINK_MOST, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="plan_report_once_a_year", fields=["plan", "year"]),
            models.CheckConstraint(
                name="plan_report_link_is_https",
                condition=Q(link="") | Q(link__startswith="https://"),
            ),
        ]
