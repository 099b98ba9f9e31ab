"""Who was asked directly to answer a question, and how far a newcomer has come."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.dialogue.models.posts import Post, Topic
from maslikhat.registry.models import Person


class AskingQuerySet(models.QuerySet["Asking"]):
    """Questions about who was asked."""

    def waiting(self) -> Self:
        """Those who have not replied in the topic since they were asked."""
        replies = Post.objects.filter(topic=OuterRef("topic"), author=OuterRef("person"))
        return self.exclude(Exists(replies.filter(made_at__gte=OuterRef("at"))))

    def since(self, moment: dt.datetime) -> Self:
        """Those who were asked after this moment."""
        return self.filter(at__gt=moment)


class Asking(models.Model):
    """A deputy was asked directly; that there is an answer follows from the posts of the topic.

    `by` is the number of the user who asked; no foreign key, as on the record.
    """

    topic = models.ForeignKey(Topic, models.CASCADE, related_name="askings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="askings")
    by = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[AskingQuerySet] = AskingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(name="asking_of_person", fields=["person", "at"])]
        constraints = [
            models.UniqueConstraint(name="asking_once_a_topic", fields=["topic", "person"])
        ]

    def __str__(self) -> str:
        return f"asking {self.pk}"


class Newcomer(models.Model):
    """What of the newcomer's path leaves no trace elsewhere: theirs alone, and on no record."""

    user = models.OneToOneField(User, models.CASCADE, related_name="newcomer")
    guide_read_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"newcomer {self.pk}"
