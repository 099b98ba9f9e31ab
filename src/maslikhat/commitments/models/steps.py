"""The steps of a commitment's course, its papers, and what residents say of a reported deed."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments import course
from maslikhat.commitments.course import Act
from maslikhat.commitments.models.commitments import NUMBER_MOST, TEXT_MOST, Commitment
from maslikhat.registry.models import Body

REMARK_MOST = 2_000


class Assessment(models.TextChoices):
    """What the author says of an answer."""

    FULL = "full", _("Full")
    PARTIAL = "partial", _("Partial")
    FORMAL = "formal", _("Formal")
    OFF = "off", _("Off the subject")


class Office(models.TextChoices):
    """In which office an answer is signed; of an inquiry in one of the first three alone."""

    ADDRESSEE = "addressee", _("The addressee")
    HEAD = "head", _("First head of the body")
    DEPUTY_HEAD = "deputy_head", _("Deputy of the first head")
    OTHER = "other", _("Another official")


class Recipient(models.TextChoices):
    """To whom who asked turns about an answer that was judged wanting."""

    CHAIR = "chair", _("Chair of the maslikhat")
    COMMISSION = "commission", _("Standing commission")
    PROSECUTOR = "prosecutor", _("Prosecutor's office")
    NATIONAL = "national", _("Deputy of the national chamber")


class Voice(models.TextChoices):
    """Who says whether a deed is done (`course.Word`)."""

    AUTHOR = course.AUTHOR, _("The author")
    DEPUTY = course.DEPUTY, _("Deputy of the place")
    RESIDENT = course.RESIDENT, _("Residents")


class StepQuerySet(models.QuerySet["Step"]):
    """Questions about steps."""

    def in_order(self) -> Self:
        """As they came."""
        return self.order_by("number")


class Step(models.Model):
    """One step of a commitment; steps are added and never changed."""

    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=11, choices=[(act.value, act.value) for act in Act])
    # The day it is of: that of the letter, which may lie before the day it was entered.
    day = models.DateField()
    # The number of the user; 0 is the portal itself, which counts what residents say.
    by = models.BigIntegerField()
    # Whether the body itself entered it; else the apparatus did, from the paper.
    is_of_body = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=2, default="", blank=True)
    words = models.TextField(max_length=TEXT_MOST, default="", blank=True)
    letter_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    # In which office an answer was signed, and by whom; empty of those before it was asked.
    office = models.CharField(max_length=11, choices=Office.choices, default="", blank=True)
    signed = models.CharField(max_length=200, default="", blank=True)
    # The day that the step sets, where it sets one.
    due_on = models.DateField(null=True, blank=True)
    # To whom it was redirected.
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+")
    # To whom who asked has turned, and as the letter names them.
    turned_to = models.CharField(max_length=10, choices=Recipient.choices, default="", blank=True)
    recipient = models.CharField(max_length=300, default="", blank=True)
    assessment = models.CharField(max_length=7, choices=Assessment.choices, default="", blank=True)
    voice = models.CharField(max_length=8, choices=Voice.choices, default="", blank=True)
    objects: ClassVar[StepQuerySet] = StepQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="step_number_once", fields=["commitment", "number"]),
            models.CheckConstraint(
                name="step_words_are_known",
                condition=Q(
                    act__in=[act.value for act in Act],
                    assessment__in=("", *Assessment.values),
                    voice__in=("", *Voice.values),
                    turned_to__in=("", *Recipient.values),
                    office__in=("", *Office.values),
                ),
            ),
            models.CheckConstraint(
                name="step_turns_to_somebody",
                condition=Q(act=Act.TURN) & ~Q(turned_to="") & ~Q(recipient="")
                | ~Q(act=Act.TURN) & Q(turned_to="", recipient=""),
            ),
            models.CheckConstraint(
                name="step_says_what_it_is_for",
                condition=(
                    Q(act=Act.REDIRECT, body__isnull=False) | ~Q(act=Act.REDIRECT) & Q(body=None)
                )
                & (Q(act=Act.ASSESS) & ~Q(assessment="") | ~Q(act=Act.ASSESS) & Q(assessment="")),
            ),
        ]


class Paper(models.Model):
    """A file put to a step: the letter as it was signed, photographs, evidence."""

    step = models.ForeignKey(Step, models.PROTECT, related_name="papers")
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="commitment_paper_once", fields=["step", "sha256"])
        ]


class Remark(models.Model):
    """What a body itself says of how it answers; the latest stands beside its figures."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="remarks")
    language = models.CharField(max_length=2)
    words = models.TextField(max_length=REMARK_MOST)
    by = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(name="remark_of_body", fields=["body", "-id"])]


class Say(models.Model):
    """What a resident says of a reported deed; counted with others, never shown by name."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="says")
    # The number of the step that reported the deed: a new report is asked about anew.
    round = models.PositiveIntegerField()
    user = models.BigIntegerField()
    is_done = models.BooleanField()
    day = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="say_once_a_round", fields=["commitment", "round", "user"])
        ]
