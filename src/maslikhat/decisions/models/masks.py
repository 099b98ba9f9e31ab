"""What the apparatus has decided on the masking of a decision, each step with its reason."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.decisions.masking.masks import Wanted
from maslikhat.decisions.masking.personal_data import Private
from maslikhat.decisions.models.decisions import Decision

MASKED_MOST, BECAUSE_MOST = 300, 300


class MaskQuerySet(models.QuerySet["Mask"]):
    """Questions about masks."""

    def standing(self) -> Self:
        """Those that were not taken back."""
        return self.filter(taken_back_at=None)

    def since(self, moment: dt.datetime) -> Self:
        """Those that stand and were entered after a moment."""
        return self.standing().filter(made_at__gt=moment)

    def wanted(self) -> list[Wanted]:
        """What they ask of a text, in the order in which they were entered; one query."""
        return [one.wanted for one in self.standing().order_by("pk")]


class Mask(models.Model):
    """Words that are covered besides what is found, or that are left open (without a kind).

    The words are personal data themselves: only the council's own people read them.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="masks")
    words = models.CharField(max_length=MASKED_MOST)
    # The last words of a range; empty where only `words` are covered.
    until = models.CharField(max_length=MASKED_MOST, default="", blank=True)
    kind = models.CharField(max_length=12, default="", blank=True)
    # Why they are left open, or covered once the copy was published.
    because = models.CharField(max_length=BECAUSE_MOST, default="", blank=True)
    # The number of the user who entered it; no foreign key, as on the record.
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[MaskQuerySet] = MaskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="mask_once",
                fields=["decision", "words", "until", "kind"],
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                name="mask_has_a_kind_or_a_reason",
                condition=Q(kind__in=[kind.value for kind in Private])
                | (Q(kind="", until="") & ~Q(because="")),
            ),
            models.CheckConstraint(name="mask_has_words", condition=~Q(words="")),
        ]

    @property
    def wanted(self) -> Wanted:
        """What it asks of a text."""
        return Wanted(self.words, self.until, Private(self.kind) if self.kind else None)
