"""Executive bodies that can be asked."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import Dated
from maslikhat.kit.keys import KeyField
from maslikhat.places.models import Unit
from maslikhat.registry.models.dated import DatedQuerySet


class Body(Dated):
    """An executive body: an akimat, a department of it, a ministry."""

    class Kind(models.TextChoices):
        AKIMAT = "akimat", _("Akimat")
        AKIM_OFFICE = "akim_office", _("Akim's office")
        DEPARTMENT = "department", _("Department")
        SECTION = "section", _("Section")
        MINISTRY = "ministry", _("Ministry")
        OTHER = "other", _("Other body")

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="bodies")
    kind = models.CharField(max_length=11, choices=Kind.choices)
    name_kk = models.CharField(max_length=255)
    name_ru = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, default="", blank=True)
    sort_kk = KeyField(max_length=255)
    sort_ru = KeyField(max_length=255)
    sort_en = KeyField(max_length=255)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    work_email = models.EmailField(max_length=254, default="", blank=True)
    website = models.URLField(max_length=255, default="", blank=True)
    objects: ClassVar[DatedQuerySet["Body"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.name_kk
