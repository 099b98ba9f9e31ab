"""What the database says about itself."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Installation(models.Model):
    """The one row that says what this database is: a demo, whose people are invented, or real.

    `ready_at` is empty while the demo is being built: what an interruption left is built anew.
    """

    is_demo = models.BooleanField()
    made_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(name="installation_is_one_row", condition=Q(id=1))]


class TimetableRun(models.Model):
    """One round of the timetable: begun by whichever host wrote this row."""

    name = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    begun_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="timetable_round_once", fields=["name", "due_at"])
        ]
