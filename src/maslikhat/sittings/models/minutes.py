"""Minutes: made from the data when a sitting closes, edited, approved and published."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.registry.models import Person
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.models.sittings import Sitting


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Questions about minutes."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Published ones of sittings everyone may see; to its own people all."""
        public = Q(published_at__isnull=False, sitting__is_closed_to_public=False)
        return self.filter(public | Q(sitting__council__in=standing(user).councils))

    def waiting(self) -> Self:
        """Those not published yet, the first due before the others."""
        return self.filter(published_at=None).order_by("due_on", "pk")


class Minutes(models.Model):
    """The minutes of a sitting: until when they are due, and who approved them when."""

    sitting = models.OneToOneField(Sitting, models.CASCADE, related_name="minutes")
    due_on = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[MinutesQuerySet] = MinutesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="minutes_approved_by_somebody",
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_published_were_approved",
                condition=Q(published_at=None) | Q(approved_at__isnull=False),
            ),
        ]


class MinutesVersion(models.Model):
    """A version of the minutes; the latest counts. What happened behind closed doors is apart."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    # A translation without force.
    text_en = models.TextField(default="", blank=True)
    closed_kk = models.TextField(default="", blank=True)
    closed_ru = models.TextField(default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    by = models.BigIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(name="minutes_version_once", fields=["minutes", "number"]),
        ]


class MinutesCopy(models.Model):
    """A published file of the minutes, by its hash."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="copies")
    language = models.CharField(max_length=2)
    media_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="minutes_copy_once", fields=["minutes", "language", "media_type"]
            ),
            models.CheckConstraint(
                name="minutes_copy_language", condition=Q(language__in=("kk", "ru", "en"))
            ),
        ]
