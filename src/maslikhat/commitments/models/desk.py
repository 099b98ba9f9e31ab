"""The desk of a body: to whom of its officials a letter is handed, and its templates of answers."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.commitments.models.commitments import LINE_MOST, Commitment
from maslikhat.registry.models import Body

SAMPLE_MOST, SAMPLE_NAME_MOST = 8_000, 120


class HandingQuerySet(models.QuerySet["Handing"]):
    """Questions about who has a letter in hand."""

    def standing(self) -> Self:
        """Those that hold now: of the body that owes it, not handed on since."""
        return self.filter(ended_at=None, body=models.F("commitment__addressee"))


class Handing(models.Model):
    """A letter handed to one official of the body; shown within the body alone."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="handings")
    body = models.ForeignKey(Body, models.PROTECT, related_name="handings")
    # Whose hand it is in; empty once the account is erased.
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="handings")
    note = models.CharField(max_length=LINE_MOST, default="", blank=True)
    by = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[HandingQuerySet] = HandingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(
                name="handing_of_user", fields=["user"], condition=Q(ended_at__isnull=True)
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="handing_one_hand_at_a_time",
                fields=["commitment", "body"],
                condition=Q(ended_at__isnull=True),
            )
        ]


class Sample(models.Model):
    """A template of answers of a body, in any of the three languages."""

    body = models.ForeignKey(Body, models.CASCADE, related_name="samples")
    name = models.CharField(max_length=SAMPLE_NAME_MOST)
    text_kk = models.TextField(max_length=SAMPLE_MOST, default="", blank=True)
    text_ru = models.TextField(max_length=SAMPLE_MOST, default="", blank=True)
    text_en = models.TextField(max_length=SAMPLE_MOST, default="", blank=True)
    by = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="sample_name_once", fields=["body", "name"]),
            models.CheckConstraint(
                name="sample_says_something",
                condition=~Q(text_kk="") | ~Q(text_ru="") | ~Q(text_en=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
