"""The record: entries of what was done, by number alone."""

from django.db import models
from django.utils import timezone


class Entry(models.Model):
    """One act: when, by which user (0: the portal itself), which act, on which thing."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.BigIntegerField()
    act = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    subject = models.BigIntegerField()
    count = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, default="")
