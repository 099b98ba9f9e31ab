"""Who has read and understood an announcement that asks for it."""

from django.db import models
from django.utils import timezone

from maslikhat.dialogue.models.posts import Topic
from maslikhat.registry.models import Person


class Understood(models.Model):
    """A deputy's word, given once, that an announcement was read and understood."""

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="understood_by")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="understood_once", fields=["topic", "person"]),
        ]
