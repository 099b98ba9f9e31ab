"""What goes with a decision: referrals and conclusions, consultations, letters, relations."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models.decisions import NUMBER_MOST, Decision, open_to
from maslikhat.decisions.models.read import ReadPaper
from maslikhat.kit.days import today
from maslikhat.registry.models import Body, Commission
from maslikhat.registry.standing import Visitor, standing


class Outcome(models.TextChoices):
    """What a commission concludes on a draft."""

    FOR = "for", _("For")
    REMARKS = "remarks", _("For, with remarks")
    AGAINST = "against", _("Against")


class ReferralQuerySet(models.QuerySet["Referral"]):
    """Questions about referrals."""

    def waiting(self) -> Self:
        """Those without a conclusion, of drafts that are still open."""
        return self.filter(
            outcome="",
            decision__adopted_on=None,
            decision__rejected_on=None,
            decision__withdrawn_on=None,
        )

    def overdue(self, day: dt.date | None = None) -> Self:
        """Those still waited for whose day is over."""
        return self.waiting().filter(due_on__lt=day or today())


class Referral(models.Model):
    """A draft before a commission: sent when, due when, and the conclusion when it has come."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="referrals")
    commission = models.ForeignKey(Commission, models.PROTECT, related_name="referrals")
    sent_on = models.DateField()
    due_on = models.DateField()
    outcome = models.CharField(max_length=7, choices=Outcome.choices, default="", blank=True)
    concluded_on = models.DateField(null=True, blank=True)
    number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    words_kk = models.TextField(default="", blank=True)
    words_ru = models.TextField(default="", blank=True)
    # The item of the commission's sitting that it came from: a number, for sittings stand above.
    item = models.BigIntegerField(null=True, blank=True)
    by = models.BigIntegerField()
    concluded_by = models.BigIntegerField(null=True, blank=True)
    objects: ClassVar[ReferralQuerySet] = ReferralQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="referral_once_a_commission", fields=["decision", "commission"]
            ),
            models.CheckConstraint(
                name="referral_due_after_it_is_sent", condition=Q(due_on__gte=F("sent_on"))
            ),
            models.CheckConstraint(
                name="referral_concluded_with_a_day",
                condition=Q(outcome="", concluded_on=None, concluded_by=None, item=None)
                | Q(
                    outcome__in=Outcome.values,
                    concluded_on__isnull=False,
                    concluded_by__isnull=False,
                ),
            ),
        ]

    @property
    def is_overdue(self) -> bool:
        """Whether the conclusion is still waited for and its day is over."""
        return not self.outcome and self.due_on < today()


class AkimConclusion(models.Model):
    """What the akim concludes on a draft that touches money (Law 148, art. 7); the last counts."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="akim_conclusions")
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="akim_conclusions"
    )
    is_positive = models.BooleanField()
    number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    day = models.DateField()
    words_kk = models.TextField(default="", blank=True)
    words_ru = models.TextField(default="", blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)


class Consultation(models.Model):
    """A period in which everyone may say something on a draft, from one day to before another."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="consultations")
    from_day = models.DateField()
    to_day = models.DateField()
    basis = models.CharField(max_length=300)
    # The page of the State's Open NPA portal, where opinions have legal force.
    url = models.URLField(max_length=300, default="", blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="consultation_ends_after_it_begins", condition=Q(to_day__gt=F("from_day"))
            ),
            models.UniqueConstraint(
                name="consultation_begins_once", fields=["decision", "from_day"]
            ),
        ]

    @property
    def last_day(self) -> dt.date:
        """The last day on which something may be said."""
        return self.to_day - dt.timedelta(days=1)


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Questions about attachments."""

    def visible_to(self, user: Visitor | None) -> Self:
        """The open ones of the decisions this reader may see, and all of the own council's."""
        own = Q(decision__council__in=standing(user).councils)
        return self.told_to(user).filter(Q(holds_covered=False) | own)

    def told_to(self, user: Visitor | None) -> Self:
        """The same and those that would be open, but for covered words that stand in them or
        because they are not read yet: they are said to be there, and nothing else of them."""
        own = Q(decision__council__in=standing(user).councils)
        return self.filter(own | (Q(is_open=True) & open_to(user, "decision__")))

    def scans(self) -> Self:
        """Scans of the signed paper."""
        return self.filter(kind=Attachment.Kind.SCAN)


class Attachment(ReadPaper):
    """A file of a decision, by its hash; its text, where there is one, is searched."""

    class Kind(models.TextChoices):
        """What the file is."""

        ANNEX = "annex", _("Annex to the decision")
        NOTE = "note", _("Explanatory note")
        SCAN = "scan", _("Scan of the signed paper")
        LETTER = "letter", _("Letter")
        OTHER = "other", _("Other paper")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(ReadPaper.Meta):
        constraints = [
            *ReadPaper.Meta.constraints,
            models.UniqueConstraint(
                name="attachment_file_once_a_decision", fields=["decision", "sha256", "kind"]
            ),
            models.CheckConstraint(
                name="attachment_kind_is_known",
                condition=Q(kind__in=("annex", "note", "scan", "letter", "other")),
            ),
        ]


class Letter(models.Model):
    """A letter on a decision, in or out, with the numbers and days of both sides."""

    class Direction(models.TextChoices):
        """Whether the council wrote it or got it."""

        IN = "in", _("Incoming")
        OUT = "out", _("Outgoing")

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="letters")
    direction = models.CharField(max_length=3, choices=Direction.choices)
    # Whom it came from or went to.
    party = models.CharField(max_length=300)
    about = models.CharField(max_length=300, default="", blank=True)
    own_number = models.CharField(max_length=NUMBER_MOST)
    own_day = models.DateField()
    their_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    their_day = models.DateField(null=True, blank=True)
    attachment = models.ForeignKey(
        Attachment, models.SET_NULL, null=True, blank=True, related_name="letters"
    )
    # Whether everyone may read this line; a letter may name a citizen.
    is_open = models.BooleanField(default=False)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="letter_direction_is_known", condition=Q(direction__in=("in", "out"))
            ),
            models.CheckConstraint(
                name="letter_incoming_has_their_number",
                condition=Q(direction="out") | (~Q(their_number="") & Q(their_day__isnull=False)),
            ),
            models.CheckConstraint(
                name="letter_their_number_has_a_day",
                condition=Q(their_number="", their_day=None)
                | (~Q(their_number="") & Q(their_day__isnull=False)),
            ),
        ]


class Relation(models.Model):
    """What one decision does to another, on which points and from which day."""

    class Kind(models.TextChoices):
        """What it does; the words stand before the other decision."""

        AMENDS = "amends", _("Amends")
        REPEALS = "repeals", _("Repeals")
        IMPLEMENTS = "implements", _("Implements")
        REFERS = "refers", _("Refers to")

    source = models.ForeignKey(Decision, models.CASCADE, related_name="does")
    target = models.ForeignKey(Decision, models.CASCADE, related_name="undergoes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    points = models.CharField(max_length=200, default="", blank=True)
    # From which day; for what only refers there may be none.
    day = models.DateField(null=True, blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="relation_once", fields=["source", "target", "kind", "points"]
            ),
            models.CheckConstraint(name="relation_is_of_two", condition=~Q(source=F("target"))),
            models.CheckConstraint(
                name="relation_that_changes_has_a_day",
                condition=Q(kind__in=("implements", "refers"))
                | Q(kind__in=("amends", "repeals"), day__isnull=False),
            ),
        ]

    @property
    def is_whole_repeal(self) -> bool:
        """Whether nothing of the other decision is left: no points are named."""
        return self.kind == self.Kind.REPEALS and not self.points


class Intake(models.Model):
    """A file of existing decisions that was taken in: its hash, and how many were entered."""

    sha256 = models.CharField(max_length=64, db_index=True)
    count = models.PositiveIntegerField()
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
