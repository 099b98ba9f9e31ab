"""The texts of a decision: its numbered versions, differences explained, and the published copy."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.decisions.models.decisions import Decision, open_to
from maslikhat.registry.standing import Visitor


class VersionQuerySet(models.QuerySet["Version"]):
    """Questions about versions."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Those of the decisions this reader may see."""
        return self.filter(open_to(user, "decision__"))

    def latest_of(self, decision: Decision) -> "Version | None":
        """The text as it stands; None before there is one."""
        return self.filter(decision=decision).order_by("-number").first()


class Version(models.Model):
    """The text of a decision at one moment, in Kazakh and Russian; it never changes.

    `open_*` is the same text with personal data masked: what is shown to who is not of the
    council. It follows what the apparatus covers or leaves open (`Mask`). Hashes are SHA-256 in hex
    over the text in UTF-8, empty where there is none.
    """

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text_kk = models.TextField(default="", blank=True)
    text_ru = models.TextField(default="", blank=True)
    # A translation without force, for readers alone.
    text_en = models.TextField(default="", blank=True)
    open_kk = models.TextField(default="", blank=True)
    open_ru = models.TextField(default="", blank=True)
    open_en = models.TextField(default="", blank=True)
    sha256_kk = models.CharField(max_length=64, default="", blank=True)
    sha256_ru = models.CharField(max_length=64, default="", blank=True)
    sha256_en = models.CharField(max_length=64, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    # The number of the user who wrote it; no foreign key, as on the record.
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[VersionQuerySet] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="version_number_once", fields=["decision", "number"]),
            models.CheckConstraint(
                name="version_counts_from_one_and_says_something",
                condition=Q(number__gte=1) & (~Q(text_kk="") | ~Q(text_ru="")),
            ),
        ]


class ParityNote(models.Model):
    """Why a difference between the Kazakh and the Russian text is right as it is."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="parity_notes")
    # What differs and where, as `parity` tells two differences apart.
    fingerprint = models.CharField(max_length=64)
    explanation = models.CharField(max_length=500)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="parity_note_once_a_difference", fields=["decision", "fingerprint"]
            ),
            models.CheckConstraint(
                name="parity_note_explains", condition=~Q(explanation="") & ~Q(fingerprint="")
            ),
        ]


class Publication(models.Model):
    """The published copy: its text with personal data masked, its files by hash, where it came out.

    `masked` counts what was masked by kind, such as ``{"iin": 2}``; what it was, is kept nowhere.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="publication")
    version = models.ForeignKey(Version, models.PROTECT, related_name="publications")
    copy_kk = models.TextField(default="", blank=True)
    copy_ru = models.TextField(default="", blank=True)
    copy_en = models.TextField(default="", blank=True)
    masked = models.JSONField(default=dict, blank=True)
    # Where it came out officially, in words and as an address.
    where = models.CharField(max_length=300, default="", blank=True)
    url = models.URLField(max_length=300, default="", blank=True)
    pdf_kk = models.CharField(max_length=64, db_index=True)
    pdf_ru = models.CharField(max_length=64, db_index=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
