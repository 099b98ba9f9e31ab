"""Texts that were taken away: hidden by the moderation, or gone under an order; hashes stay."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue.models import BlankReason
from maslikhat.moderation.models import Reason

NOTE_MOST = 300


class Taken(models.Model):
    """A text that is shown no more, and why; its SHA-256 stays."""

    class Kind(models.TextChoices):
        """What it was."""

        LETTER = "letter", _("The letter")
        STEP = "step", _("The text of a step")
        PAPER = "paper", _("The paper")
        REMARK = "remark", _("The body's own word")
        JOINT = "joint", _("The joint inquiry")
        FORWARDING = "forwarding", _("The referral to another level")
        MINUTES = "minutes", _("The minutes of an event")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    number = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    # The words as JSON while the moderation hides them; empty when they are gone for good.
    words = models.TextField(default="", blank=True)
    # A word of `BlankReason` under an order, else one of the moderation's.
    reason = models.CharField(max_length=8)
    note = models.CharField(max_length=NOTE_MOST, default="", blank=True)
    is_order = models.BooleanField(default=False)
    # A letter whose words went with those of its joint inquiry, and come back with them.
    is_with_joint = models.BooleanField(default=False)
    # The number of the user who wrote it.
    author = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="taken_once", fields=["kind", "number"]),
            models.CheckConstraint(
                name="taken_under_an_order_is_gone", condition=Q(is_order=False) | Q(words="")
            ),
            models.CheckConstraint(
                name="taken_for_a_known_reason",
                condition=Q(is_order=True, reason__in=BlankReason.values)
                | Q(is_order=False, reason__in=Reason.values),
            ),
        ]

    @property
    def why(self) -> str:
        """Under what it was taken away, in the reader's language."""
        known = BlankReason if self.is_order else Reason
        return str(known(self.reason).label)
