"""Texts that are not posted yet: private, on no record, gone when posted or after 90 days."""

from typing import ClassVar, Self

from django.db import models
from django.utils import timezone

from maslikhat.accounts.models import User

PLACE_MOST = 80


class DraftQuerySet(models.QuerySet["Draft"]):
    """Questions about drafts."""

    def of(self, user: User) -> Self:
        """Those of one person; nobody else is ever shown them."""
        return self.filter(user=user)


class Draft(models.Model):
    """What somebody has typed into one form and not posted, the same on every device.

    `place` is ``topic:5`` for a reply, ``edit:9`` for a change, ``start`` or ``start:`` and the
    room for a new topic, ``conversation`` or ``conversation:`` and the deputy for a new one of
    those. `words` holds the fields of the form by name.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    place = models.CharField(max_length=PLACE_MOST)
    words = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(name="draft_saved", fields=["saved_at"])]
        constraints = [models.UniqueConstraint(name="draft_once_a_place", fields=["user", "place"])]
