"""Who takes over what a body that has ended still owes."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from maslikhat.commitments.models.commitments import LINE_MOST, Commitment
from maslikhat.registry.models import Body


class Succession(models.Model):
    """A body takes over the open matters of one that has ended; what is closed stays with that."""

    old = models.OneToOneField(Body, models.PROTECT, related_name="succession")
    new = models.ForeignKey(Body, models.PROTECT, related_name="successions")
    day = models.DateField()
    basis = models.CharField(max_length=LINE_MOST)
    by = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(name="succession_to_another", condition=~Q(old=F("new")))
        ]


class Succeeded(models.Model):
    """A matter that passed on with its body."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="succeeded")
    succession = models.ForeignKey(Succession, models.CASCADE, related_name="matters")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="succeeded_once", fields=["commitment", "succession"])
        ]
