"""Sessions of a council, and the plan of its work for a year."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import FIRST_DAY, today
from maslikhat.kit.keys import KeyField
from maslikhat.registry.models import Commission, Convocation, Council
from maslikhat.registry.standing import Visitor, standing
from maslikhat.rubrics.models import Rubric

NUMBER_MOST, TITLE_MOST = 16, 500


class SessionQuerySet(models.QuerySet["Session"]):
    """Questions about sessions."""

    def of(self, council: Council) -> Self:
        """Those of one council."""
        return self.filter(council=council)

    def without_sitting(self) -> Self:
        """Those that the law wants held by a day, of convocations of today, and not planned yet."""
        planned = models.Q(sittings__cancelled_at=None, sittings__isnull=False)
        hurried = self.exclude(kind=Session.Kind.ORDINARY).exclude(planned)
        return hurried.filter(convocation__in=Convocation.objects.on()).order_by("pk")

    def lately(self) -> Self:
        """The latest first."""
        return self.order_by("-pk")


class Session(models.Model):
    """A session of a council (Law 148, art. 10); what happens on one day of it is a sitting."""

    class Kind(models.TextChoices):
        """Why a session is held."""

        ORDINARY = "ordinary", _("Ordinary session")
        EXTRAORDINARY = "extraordinary", _("Extraordinary session")
        FIRST = "first", _("First session")

    class Proposer(models.TextChoices):
        """Who asked for an extraordinary session."""

        DEPUTIES = "deputies", _("At least a third of the deputies")
        AKIM = "akim", _("The akim")
        NOBODY = "", _("Nobody: it is in the plan")

    council = models.ForeignKey(Council, models.PROTECT, related_name="sessions")
    convocation = models.ForeignKey(Convocation, models.PROTECT, related_name="sessions")
    kind = models.CharField(max_length=13, choices=Kind.choices)
    number = models.CharField(max_length=NUMBER_MOST)
    number_key = KeyField(max_length=NUMBER_MOST)
    proposed_by = models.CharField(max_length=8, choices=Proposer.choices, default="", blank=True)
    # Of an extraordinary session: when it was decided on, from which five working days count.
    decided_on = models.DateField(null=True, blank=True)
    # Of a first session: when the deputies were registered, from which thirty days count.
    registered_on = models.DateField(null=True, blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[SessionQuerySet] = SessionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="session_number_once_a_convocation", fields=["convocation", "number_key"]
            ),
            models.CheckConstraint(
                name="session_extraordinary_was_decided_on",
                condition=Q(
                    kind="extraordinary",
                    decided_on__isnull=False,
                    proposed_by__in=("deputies", "akim"),
                )
                | (~Q(kind="extraordinary") & Q(decided_on=None, proposed_by="")),
            ),
            models.CheckConstraint(
                name="session_first_counts_from_registration",
                condition=Q(kind="first", registered_on__isnull=False)
                | (~Q(kind="first") & Q(registered_on=None)),
            ),
            models.CheckConstraint(
                name="session_kind_is_known",
                condition=Q(kind__in=("ordinary", "extraordinary", "first")),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class WorkPlanQuerySet(models.QuerySet["WorkPlan"]):
    """Questions about plans."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Those adopted; drafts to their council's own people."""
        return self.filter(Q(adopted_on__isnull=False) | Q(council__in=standing(user).councils))


class WorkPlan(models.Model):
    """What a council means to consider in a year; a draft until it is adopted."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="work_plans")
    year = models.PositiveSmallIntegerField()
    adopted_on = models.DateField(null=True, blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[WorkPlanQuerySet] = WorkPlanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="workplan_once_a_year", fields=["council", "year"]),
            models.CheckConstraint(name="workplan_year", condition=Q(year__range=(1994, 2100))),
        ]

    @staticmethod
    def may_be_of(year: int) -> bool:
        """Whether a plan can be of this year: since there are maslikhats, and two years ahead."""
        return FIRST_DAY.year <= year <= today().year + 2


class PlanItem(models.Model):
    """A question of the plan, in a quarter, with the commission that prepares it."""

    plan = models.ForeignKey(WorkPlan, models.CASCADE, related_name="items")
    quarter = models.PositiveSmallIntegerField()
    title_kk = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_ru = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    title_en = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    # The question as it was written, where words of it are covered: the council's own.
    own_title_kk = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    own_title_ru = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    own_title_en = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, blank=True, related_name="+"
    )
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("quarter", "pk")
        constraints = [
            models.CheckConstraint(name="planitem_quarter", condition=Q(quarter__range=(1, 4))),
            models.CheckConstraint(
                name="planitem_has_a_title", condition=~Q(title_kk="") | ~Q(title_ru="")
            ),
        ]
