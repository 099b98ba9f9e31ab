"""Polls: what colleagues think of a question with a few answers. A poll is no vote of a council."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.dialogue.models.posts import Language, Topic
from maslikhat.registry.models import Person


class PollQuerySet(models.QuerySet["Poll"]):
    """Questions about polls."""

    def of_topic(self, topic_id: int) -> Self:
        """The poll of a topic with its answers in their order: one or none."""
        return self.filter(topic=topic_id).prefetch_related("options")


class Poll(models.Model):
    """A question put to the readers of a topic; its author closes it, or its day does."""

    topic = models.OneToOneField(Topic, models.PROTECT, related_name="poll")
    author = models.ForeignKey(Person, models.PROTECT, related_name="polls")
    question = models.CharField(max_length=200)
    language = models.CharField(max_length=2, choices=Language.choices)
    is_multiple = models.BooleanField(default=False)
    # The numbers are shown to nobody until it is closed.
    is_secret = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    # From this moment nobody answers: chosen at the beginning, or the moment it was closed by hand.
    closes_at = models.DateTimeField(null=True, blank=True)
    # How many have answered: kept under the lock of this row.
    answered_count = models.PositiveIntegerField(default=0)
    objects = PollQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="poll_language_is_spoken_here", condition=Q(language__in=Language.values)
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_closed(self) -> bool:
        """Whether nobody answers any more."""
        return self.closes_at is not None and self.closes_at <= timezone.now()


class PollOption(models.Model):
    """One of the answers offered."""

    poll = models.ForeignKey(Poll, models.PROTECT, related_name="options")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=120)
    # How many have chosen it: kept under the lock of the poll's row.
    chosen_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("place",)
        constraints = [
            models.UniqueConstraint(name="poll_option_place", fields=["poll", "place"]),
            models.UniqueConstraint(name="poll_option_said_once", fields=["poll", "text"]),
        ]

    def __str__(self) -> str:
        return self.text


class PollAnswer(models.Model):
    """That a deputy has chosen an answer: shown to that deputy alone."""

    option = models.ForeignKey(PollOption, models.PROTECT, related_name="answers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="poll_answers")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="poll_answer_once", fields=["person", "option"]),
        ]
