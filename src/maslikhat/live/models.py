"""Events of the last hours, and which channels have been closed to whoever listened."""

from django.db import models
from django.utils import timezone

from maslikhat.live.names import LONGEST


class Event(models.Model):
    """Something has changed on a channel: `ref` says what, by a number; never a text or a name."""

    channel = models.CharField(max_length=LONGEST)
    ref = models.CharField(max_length=LONGEST, default="")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["channel", "id"], name="event_by_channel")]


class Revocation(models.Model):
    """Tokens whose point lies before this event are void for the channel.

    The number of an event is never used twice, so this needs no counter of its own; the row may go
    once every token made before it has run out.
    """

    channel = models.CharField(max_length=LONGEST, primary_key=True)
    event = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
