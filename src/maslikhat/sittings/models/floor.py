"""The floor: who asked to speak, who speaks, for how long; what is moved and voted on."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import Dated
from maslikhat.registry.models import Council, Mandate
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.sittings.models.agenda import Item
from maslikhat.sittings.models.sittings import Sitting
from maslikhat.voting.models import Ballot


class SpeechKind(models.TextChoices):
    """Why somebody has the floor, in the order in which the kinds go first."""

    POINT_OF_ORDER = "point_of_order", _("Point of order")
    REPORT = "report", _("Main report")
    CO_REPORT = "co_report", _("Co-report")
    QUESTION = "question", _("Question to the speaker")
    REPLY = "reply", _("Reply to a question")
    DEBATE = "debate", _("Debate")


class FloorRules(Dated):
    """How long each may speak by a council's regulations, and how soon the minutes are out."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="floor_rules")
    report_seconds = models.PositiveIntegerField()
    co_report_seconds = models.PositiveIntegerField()
    question_seconds = models.PositiveIntegerField()
    reply_seconds = models.PositiveIntegerField()
    debate_seconds = models.PositiveIntegerField()
    point_of_order_seconds = models.PositiveIntegerField()
    # Working days from the end of a sitting.
    minutes_days = models.PositiveSmallIntegerField()
    # The article of the regulations that says so.
    basis = models.CharField(max_length=255)
    objects: ClassVar[DatedQuerySet["FloorRules"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="floorrules_have_a_basis", condition=~Q(basis="")),
            models.UniqueConstraint(
                name="floorrules_one_open", fields=["council"], condition=Q(to_day__isnull=True)
            ),
            models.UniqueConstraint(name="floorrules_one_a_day", fields=["council", "from_day"]),
        ]


class SpeechQuerySet(models.QuerySet["Speech"]):
    """Questions about speeches."""

    def waiting(self) -> Self:
        """Those asked for and neither called nor taken back."""
        return self.filter(begun_at=None, withdrawn_at=None)

    def speaking(self) -> Self:
        """The one who has the floor."""
        return self.filter(begun_at__isnull=False, ended_at=None)

    def given(self) -> Self:
        """Those that have ended, in their order."""
        return self.filter(ended_at__isnull=False).order_by("begun_at", "pk")


class Speech(models.Model):
    """Somebody on the list of speakers, then with the floor, then done."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="speeches")
    item = models.ForeignKey(Item, models.CASCADE, related_name="speeches")
    kind = models.CharField(max_length=14, choices=SpeechKind.choices)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="speeches"
    )
    # Of a guest: the name, with the office.
    name = models.CharField(max_length=255, default="", blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    # The place among those waiting; whoever leads may change it.
    place = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField()
    begun_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.BigIntegerField()
    objects: ClassVar[SpeechQuerySet] = SpeechQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="speech_is_a_deputys_or_a_guests",
                condition=Q(mandate__isnull=False, name="")
                | (Q(mandate__isnull=True) & ~Q(name="")),
            ),
            models.UniqueConstraint(
                name="speech_one_has_the_floor",
                fields=["sitting"],
                condition=Q(begun_at__isnull=False, ended_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="speech_asked_for_once",
                fields=["item", "mandate", "kind"],
                condition=Q(begun_at=None, withdrawn_at=None, mandate__isnull=False),
            ),
            models.CheckConstraint(
                name="speech_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("begun_at")),
            ),
            models.CheckConstraint(
                name="speech_taken_back_was_not_given",
                condition=Q(withdrawn_at=None) | Q(begun_at=None),
            ),
        ]


class MotionQuerySet(models.QuerySet["Motion"]):
    """Questions about motions."""

    def waiting(self) -> Self:
        """Those that have been neither put to the vote nor taken back."""
        return self.filter(withdrawn_at=None, ballot=None)


class Motion(models.Model):
    """What is put to the vote on an item: the main motion, an amendment, a matter of order."""

    class Kind(models.TextChoices):
        """What the motion is; amendments are voted on before what they amend."""

        PROCEDURE = "procedure", _("Motion of procedure")
        AMENDMENT = "amendment", _("Amendment")
        MAIN = "main", _("Main motion")
        DOORS = "doors", _("To close the doors")

    class Proposer(models.TextChoices):
        """On whose proposal the doors are closed (Law 148, art. 11)."""

        CHAIR = "chair", _("The chair")
        THIRD = "third", _("A third of the deputies who are there")

    # From the hall it comes in one language; before the vote it is in both.
    item = models.ForeignKey(Item, models.CASCADE, related_name="motions")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    place = models.PositiveSmallIntegerField()
    text_kk = models.TextField(default="", blank=True)
    text_ru = models.TextField(default="", blank=True)
    text_en = models.TextField(default="", blank=True)
    # The words as they were moved, where words of the decision are covered: the council's own.
    own_text_kk = models.TextField(default="", blank=True)
    own_text_ru = models.TextField(default="", blank=True)
    own_text_en = models.TextField(default="", blank=True)
    mover = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    # Of closing the doors alone: on whose proposal, and why.
    proposed_by = models.CharField(max_length=5, choices=Proposer.choices, default="", blank=True)
    because = models.CharField(max_length=500, default="", blank=True)
    ballot = models.OneToOneField(
        Ballot, models.PROTECT, null=True, blank=True, related_name="moved_by"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[MotionQuerySet] = MotionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("place", "pk")
        constraints = [
            models.CheckConstraint(
                name="motion_has_a_text", condition=~Q(text_kk="") | ~Q(text_ru="")
            ),
            models.CheckConstraint(
                name="motion_doors_are_closed_for_a_reason",
                condition=Q(kind="doors", proposed_by__in=("chair", "third")) & ~Q(because="")
                | ~Q(kind="doors") & Q(proposed_by="", because=""),
            ),
            models.CheckConstraint(
                name="motion_taken_back_was_not_voted_on",
                condition=Q(withdrawn_at=None) | Q(ballot=None),
            ),
        ]

    @property
    def lacks(self) -> str:
        """The official language in which it has no text yet: "kk", "ru", or empty."""
        return "" if self.text_kk and self.text_ru else ("ru" if self.text_kk else "kk")
