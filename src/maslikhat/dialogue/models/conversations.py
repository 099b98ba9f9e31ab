"""Private conversations: 2 to 50 deputies, one topic, and nobody else, the operator included."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from maslikhat.registry.models import Person


class Conversation(models.Model):
    """Deputies who write to each other; what they say stands in the one topic of its room."""

    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class ParticipantQuerySet(models.QuerySet["Participant"]):
    """Questions about participants."""

    def present(self) -> Self:
        """Those who have not left."""
        return self.filter(left_at__isnull=True)


class Participant(models.Model):
    """A deputy in a conversation: from being added, and seeing all of it, until leaving."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[ParticipantQuerySet] = ParticipantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="participant_once",
                fields=["person", "conversation"],
                condition=Q(left_at__isnull=True),
            ),
            models.CheckConstraint(
                name="participant_leaves_after_joining",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
            ),
        ]


def conversations_of(person_id: int | None) -> models.QuerySet[Participant, int]:
    """The numbers of the conversations this person takes part in now, as a subquery."""
    here = Participant.objects.present().filter(person=person_id)
    return here.values_list("conversation", flat=True)
