"""The minutes: drafted as a sitting ends, edited in versions, approved and then unchanged."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.registry.models import Person
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.models.sittings import Sitting

SHA256 = 64


class MinutesQuerySet(models.QuerySet["Minutes"]):
    """Questions about minutes."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Those of sittings that the reader sees."""
        public = Q(sitting__convened_at__isnull=False, sitting__is_closed_to_public=False)
        return self.filter(public | Q(sitting__council__in=standing(user).councils))


class Minutes(models.Model):
    """The minutes of one sitting; the files are there once they are approved."""

    sitting = models.OneToOneField(Sitting, models.PROTECT, related_name="minutes")
    # By when the council's regulations want them published.
    due_on = models.DateField()
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # SHA-256 of the published files.
    pdf_kk = models.CharField(max_length=SHA256, default="", blank=True)
    pdf_ru = models.CharField(max_length=SHA256, default="", blank=True)
    docx_kk = models.CharField(max_length=SHA256, default="", blank=True)
    docx_ru = models.CharField(max_length=SHA256, default="", blank=True)
    # When the files were made anew, after words of a decision in them were covered.
    renewed_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[MinutesQuerySet] = MinutesQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="minutes_approved_have_files",
                condition=Q(
                    approved_at=None,
                    approved_by=None,
                    pdf_kk="",
                    pdf_ru="",
                    docx_kk="",
                    docx_ru="",
                )
                | (
                    Q(approved_at__isnull=False, approved_by__isnull=False)
                    & ~Q(pdf_kk="")
                    & ~Q(pdf_ru="")
                    & ~Q(docx_kk="")
                    & ~Q(docx_ru="")
                ),
            ),
        ]


class MinutesVersion(models.Model):
    """The words of the minutes at one time; it never changes, the next is another.

    A line that begins with "# " is a heading, any other a paragraph. What happened behind closed
    doors stands apart, for the council's own people.
    """

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text_kk = models.TextField()
    text_ru = models.TextField()
    closed_kk = models.TextField(default="", blank=True)
    closed_ru = models.TextField(default="", blank=True)
    # What was changed and why, in the words of whoever did; empty of what the portal has drawn.
    note = models.CharField(max_length=500, default="", blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(name="minutesversion_number", fields=["minutes", "number"]),
            models.CheckConstraint(
                name="minutesversion_in_kazakh_and_russian",
                condition=~Q(text_kk="") & ~Q(text_ru=""),
            ),
        ]
