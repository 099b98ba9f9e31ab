"""Honours: awards and who was given them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import Dated
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.registry.models.people import Person


class Award(Dated):
    """A kind of award, given by a body from one day to before another."""

    class Kind(models.TextChoices):
        MEDAL = "medal", _("Medal")
        DIPLOMA = "diploma", _("Diploma")
        LETTER = "letter", _("Letter of thanks")
        TITLE = "title", _("Honorary title")
        BADGE = "badge", _("Badge")

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        REGIONAL = "regional", _("Regional")
        DISTRICT = "district", _("District or city")

    code = models.CharField(max_length=32, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    level = models.CharField(max_length=8, choices=Level.choices)
    name_kk = models.CharField(max_length=255)
    name_ru = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, default="", blank=True)
    awarding_body_kk = models.CharField(max_length=255)
    awarding_body_ru = models.CharField(max_length=255)
    awarding_body_en = models.CharField(max_length=255, default="", blank=True)
    objects: ClassVar[DatedQuerySet["Award"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.code


class Bestowal(models.Model):
    """An award given to a person on a day, by a document, at an event."""

    award = models.ForeignKey(Award, models.PROTECT, related_name="bestowals")
    person = models.ForeignKey(Person, models.CASCADE, related_name="bestowals")
    day = models.DateField()
    basis_kk = models.CharField(max_length=255, default="", blank=True)
    basis_ru = models.CharField(max_length=255, default="", blank=True)
    basis_en = models.CharField(max_length=255, default="", blank=True)
    number = models.CharField(max_length=32, default="", blank=True)
    event_kk = models.CharField(max_length=255, default="", blank=True)
    event_ru = models.CharField(max_length=255, default="", blank=True)
    event_en = models.CharField(max_length=255, default="", blank=True)
    event_day = models.DateField(null=True, blank=True)
    citation_kk = models.TextField(default="", blank=True)
    citation_ru = models.TextField(default="", blank=True)
    citation_en = models.TextField(default="", blank=True)
    presented_by_kk = models.CharField(max_length=255, default="", blank=True)
    presented_by_ru = models.CharField(max_length=255, default="", blank=True)
    presented_by_en = models.CharField(max_length=255, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="bestowal_once", fields=["award", "person", "day", "number"]
            )
        ]
