"""What papers of every room are: files that the portal looks through before everyone has them."""

from typing import Any

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils import timezone

from maslikhat.decisions.models.masks import BECAUSE_MOST

_IS_READ = ExpressionWrapper(Q(text__isnull=False), BooleanField())


class ReadPaper(models.Model):
    """A file by its hash: who has it, what was read in it, and whether somebody has cleared it."""

    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64, db_index=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    # Whether everyone may have it who may see what it is put to; else it is the council's own.
    is_open = models.BooleanField(default=False)
    # Whether words that are covered stand in it, or it is not read yet: then only the council's own
    # people have it.
    holds_covered = models.BooleanField(default=True)
    # The apparatus has looked through it: what was found in it by then is no personal data.
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.BigIntegerField(null=True, blank=True)
    cleared_because = models.CharField(max_length=BECAUSE_MOST, default="", blank=True)
    # What a job has read out of it, as everyone reads it; None until it has.
    text = models.TextField(null=True, blank=True)  # noqa: DJ001 - read and empty is not unread
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_cleared_with_a_reason",
                condition=Q(cleared_at=None, cleared_by=None, cleared_because="")
                | (Q(cleared_at__isnull=False, cleared_by__isnull=False) & ~Q(cleared_because="")),
            ),
        ]


def listed(papers: QuerySet[Any]) -> QuerySet[Any]:
    """Papers without their words, each with whether it was read (`is_read`)."""
    found: QuerySet[Any] = papers.defer("text").annotate(is_read=_IS_READ)
    return found
