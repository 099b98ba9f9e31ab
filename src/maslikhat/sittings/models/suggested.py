"""Questions that are suggested for an agenda: a topic of the dialogue, and what became of it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue.models import Topic
from maslikhat.registry.models import Council
from maslikhat.sittings.models.agenda import Item
from maslikhat.sittings.models.sessions import TITLE_MOST

REASON_MOST = 500


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Questions about what is suggested."""

    def waiting(self) -> Self:
        """Those that nobody has decided on, the oldest first."""
        return self.filter(outcome="").order_by("pk")


class Suggestion(models.Model):
    """A topic that a deputy suggests for the agenda of the council's next sitting."""

    class Outcome(models.TextChoices):
        """What became of it."""

        ACCEPTED = "accepted", _("On the agenda")
        DECLINED = "declined", _("Not taken onto the agenda")

    council = models.ForeignKey(Council, models.PROTECT, related_name="suggestions")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="suggestions")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=TITLE_MOST)
    reason = models.CharField(max_length=REASON_MOST, default="", blank=True)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Why it was declined: for all to read.
    answer = models.CharField(max_length=REASON_MOST, default="", blank=True)
    # Empty again when the item was taken off the agenda.
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="suggestions"
    )
    objects: ClassVar[SuggestionQuerySet] = SuggestionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="suggestion_once_while_it_waits",
                fields=["council", "topic"],
                condition=Q(outcome=""),
            ),
            models.CheckConstraint(
                name="suggestion_is_decided_with_its_day",
                condition=Q(outcome="", decided_at=None, item=None, answer="")
                | Q(outcome="accepted", decided_at__isnull=False)
                | Q(outcome="declined", decided_at__isnull=False, item=None) & ~Q(answer=""),
            ),
        ]
