"""Referrals between levels: a matter that one council sends to another, with a return ticket.

No maslikhat is subordinate to another: nothing climbs by itself, a person sends it by a letter, and
what became of it there stands on the pages where it began (`ways`).
"""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.models.commitments import (
    NUMBER_MOST,
    TEXT_MOST,
    TITLE_MOST,
    Commitment,
)
from maslikhat.commitments.models.joint import Joint
from maslikhat.dialogue.models import Topic
from maslikhat.kit.days import today
from maslikhat.registry.models import Commission, Council


class ForwardingQuerySet(models.QuerySet["Forwarding"]):
    """Questions about referrals."""

    def waiting(self) -> Self:
        """Those of which the other council still owes word."""
        return self.filter(owed_on__isnull=False)

    def overdue(self, day: dt.date | None = None) -> Self:
        """Those still waited for whose day is over."""
        return self.filter(owed_on__lt=day or today())

    def between(self, councils: list[int]) -> Self:
        """Those that these councils sent, or were sent."""
        return self.filter(Q(council__in=councils) | Q(to_council__in=councils))

    def lately(self) -> Self:
        """The latest moved first."""
        return self.order_by("-moved_on", "-pk")

    def with_all(self) -> Self:
        """With both councils and what it is about at hand, in one query."""
        return self.select_related(
            "council__unit", "to_council__unit", "commission", "commitment", "topic__room", "joint"
        )


class Forwarding(models.Model):
    """A matter sent to a council of another level, and what became of it there."""

    class State(models.TextChoices):
        """Where it stands."""

        SENT = "sent", _("Sent")
        RECEIVED = "received", _("Registered there")
        TAKEN = "taken", _("Taken on there")
        RETURNED = "returned", _("Word came back")
        REFUSED = "refused", _("Not taken on")
        RECALLED = "recalled", _("Taken back")

    WAITING: ClassVar = (State.SENT, State.RECEIVED, State.TAKEN)
    ANSWERED: ClassVar = (State.RETURNED, State.REFUSED)

    council = models.ForeignKey(Council, models.PROTECT, related_name="forwarded")
    # In whose name it is sent, where that is not the council's own.
    commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, blank=True, related_name="forwarded"
    )
    to_council = models.ForeignKey(Council, models.PROTECT, related_name="received")
    # What is referred: one of the three.
    commitment = models.ForeignKey(
        Commitment, models.PROTECT, null=True, blank=True, related_name="forwardings"
    )
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="forwardings"
    )
    joint = models.ForeignKey(
        Joint, models.PROTECT, null=True, blank=True, related_name="forwardings"
    )
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=TITLE_MOST)
    text = models.TextField(max_length=TEXT_MOST)
    state = models.CharField(max_length=8, choices=State.choices, default=State.SENT)
    out_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    in_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    sent_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    taken_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    # The day by which word is to come back: set by who sends it, then by who takes it on.
    due_on = models.DateField()
    # The same while word is waited for, by the database itself; else empty.
    owed_on = models.GeneratedField(
        expression=Case(When(state__in=("sent", "received", "taken"), then=F("due_on"))),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    moved_on = models.DateField(default=today)
    # What the other council writes back: what came of it, or why it is not taken on.
    words = models.TextField(max_length=TEXT_MOST, default="", blank=True)
    words_language = models.CharField(max_length=2, default="", blank=True)
    # The topic in which the other council discusses it.
    became = models.OneToOneField(
        Topic, models.PROTECT, null=True, blank=True, related_name="forwarded_from"
    )
    # The number of the user who sent it; no foreign key, as on the record.
    by = models.BigIntegerField()
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[ForwardingQuerySet] = ForwardingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="forwarding_lately", fields=["-moved_on", "-id"]),
            models.Index(name="forwarding_owed", fields=["owed_on", "id"]),
        ]
        constraints = [
            models.UniqueConstraint(name="forwarding_once_a_form", fields=["by", "key"]),
            models.CheckConstraint(
                name="forwarding_to_another_council", condition=~Q(council=F("to_council"))
            ),
            models.CheckConstraint(
                name="forwarding_is_about_one_thing",
                condition=Q(commitment__isnull=False, topic=None, joint=None)
                | Q(commitment=None, topic__isnull=False, joint=None)
                | Q(commitment=None, topic=None, joint__isnull=False),
            ),
            models.CheckConstraint(
                name="forwarding_due_after_it_is_sent", condition=Q(due_on__gte=F("sent_on"))
            ),
            models.CheckConstraint(
                name="forwarding_state_has_its_days",
                condition=Q(state="sent", received_on=None, taken_on=None, ended_on=None)
                | Q(state="received", received_on__isnull=False, taken_on=None, ended_on=None)
                | Q(state="taken", taken_on__isnull=False, ended_on=None)
                | Q(state="returned", taken_on__isnull=False, ended_on__isnull=False)
                | Q(state__in=("refused", "recalled"), taken_on=None, ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        """Whether word is still to come back."""
        return self.state in self.WAITING

    def days_overdue(self, day: dt.date | None = None) -> int:
        """For how many days word has been overdue; 0 when it is not."""
        return max(0, ((day or today()) - self.due_on).days) if self.is_waiting else 0
