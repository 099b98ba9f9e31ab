"""Commitments: what a body owes, who asked, by when, and where it stands."""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments import course
from maslikhat.commitments.course import (
    HEARD,
    JUDGED,
    TAKEN,
    WAITING,
    WANTING,
    State,
    days_late,
    owed_day,
)
from maslikhat.commitments.models.finding import INDEXES
from maslikhat.decisions.models import Decision
from maslikhat.dialogue.models import Post, Topic
from maslikhat.kit.days import today
from maslikhat.kit.keys import KeyField
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Commission, Council, Mandate
from maslikhat.registry.standing import Standing
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings.models import Item

# The day that was set counts: nothing was answered, or what was answered is judged wanting.
IS_TAKEN = Q(state=State.PROMISED) & (
    Q(assessment__in=sorted(TAKEN)) | Q(assessment="", answered_on__lte=F("answer_due_on"))
)
IS_RUNNING = Q(state__in=sorted(WAITING)) | Q(
    state__in=sorted(JUDGED), assessment__in=sorted(WANTING)
)
TITLE_MOST, TEXT_MOST, LINE_MOST, NUMBER_MOST = 300, 20_000, 500, 60


class Kind(models.TextChoices):
    """What a body owes, by what it was asked with (`course.Kind`)."""

    INQUIRY = course.Kind.INQUIRY.value, _("Deputy's inquiry")
    RECOMMENDATION = course.Kind.RECOMMENDATION.value, _("Recommendation")
    TASK = course.Kind.TASK.value, _("Task of a decision")
    MANDATE = course.Kind.MANDATE.value, _("Voters' mandate")
    APPEAL = course.Kind.APPEAL.value, _("Appeal passed on by a deputy")


class Author(models.TextChoices):
    """In whose name a body is asked."""

    DEPUTY = "deputy", _("Deputy")
    COMMISSION = "commission", _("Commission")
    COUNCIL = "council", _("Maslikhat")


class Source(models.TextChoices):
    """Where a matter was raised."""

    OWN = "own", _("The author's own")
    SESSION = "session", _("Session of the maslikhat")
    COMMISSION = "commission", _("Sitting of a commission")
    HEARING = "hearing", _("Public hearing")
    CONFERENCE = "conference", _("Conference")
    ROUND_TABLE = "round_table", _("Round table")
    PUBLIC_COUNCIL = "public_council", _("Public council")
    ASSEMBLY = "assembly", _("Assembly of the local community")
    REVISION = "revision", _("Revision commission")
    VOTERS = "voters", _("Meeting with voters")
    APPEAL = "appeal", _("Appeal of a citizen")
    DIALOGUE = "dialogue", _("Dialogue of deputies")
    DECISION = "decision", _("Decision of the maslikhat")


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    """Questions about commitments."""

    def waiting(self) -> Self:
        """Those in which the body still owes something."""
        return self.filter(owed_on__isnull=False)

    def overdue(self, day: dt.date | None = None) -> Self:
        """Those still waited for whose day is over."""
        return self.filter(owed_on__lt=day or today())

    def of(self, council: Council) -> Self:
        """Those that one council, or its deputies, asked for."""
        return self.filter(council=council)

    def owed_by(self, body: Body) -> Self:
        """Those of one body."""
        return self.filter(addressee=body)

    def about(self, matters: Collection[str]) -> Self:
        """Those begun with one of these matters of upper rooms (`begun.openings`)."""
        # The condition of the index is said too, so that both databases use it.
        return self.filter(~Q(about=""), about__in=list(matters))

    def within(self, unit: Unit) -> Self:
        """Those of a region's councils, or of the council of another unit."""
        if unit.is_regional:
            return self.filter(region=unit)
        return self.filter(council__in=Council.objects.filter(unit=unit).values("pk"))

    def due_for(self, stands: Standing) -> Self:
        """Those that the bodies of this official still owe."""
        joined = Executor.objects.filter(body__in=stands.body_of).values("commitment")
        return self.waiting().filter(Q(addressee__in=stands.body_of) | Q(pk__in=joined))

    def lately(self) -> Self:
        """The latest moved first."""
        return self.order_by("-moved_on", "-pk")

    def soonest(self) -> Self:
        """Of those in which something is owed: what is due first at first."""
        return self.order_by("owed_on", "pk")

    def with_all(self) -> Self:
        """With council, author, addressee, subject and source at hand, in one query."""
        return self.select_related(
            "council__unit__parent",
            "mandate__person",
            "mandate__convocation",
            "commission",
            "addressee__unit",
            "rubric",
            "place",
            "decision",
            "joint",
            "forwarding",
            "event",
        )


class Commitment(models.Model):
    """What one body owes; `state` is what its steps lead to (`course.state_after`)."""

    kind = models.CharField(max_length=14, choices=Kind.choices)
    council = models.ForeignKey(Council, models.PROTECT, related_name="commitments")
    # That of the council on the day it was sent; none of a national chamber.
    region = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    author = models.CharField(max_length=10, choices=Author.choices)
    mandate = models.ForeignKey(
        Mandate, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    addressee = models.ForeignKey(Body, models.PROTECT, related_name="commitments")
    # A letter is written in one language, as it was sent.
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=TITLE_MOST)
    text = models.TextField(max_length=TEXT_MOST)
    result = models.CharField(max_length=LINE_MOST, default="", blank=True)
    basis = models.CharField(max_length=LINE_MOST, default="", blank=True)
    rubric = models.ForeignKey(
        Rubric, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    place = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    source = models.CharField(max_length=14, choices=Source.choices, default=Source.OWN)
    # The name of an event that has no page here, in the language of the letter.
    occasion = models.CharField(max_length=TITLE_MOST, default="", blank=True)
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    # Of a decision the point that is to be carried out, as it calls it.
    point = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="commitments"
    )
    # The item of an agenda under which it was asked.
    item = models.ForeignKey(
        Item, models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    out_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    in_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.SENT
    )
    sent_on = models.DateField()
    # The day it is now owed by: the law's, the author's, an extended one; no promise moves it.
    due_on = models.DateField()
    # The day the body itself has promised: the portal's own clock, beside the other.
    promised_on = models.DateField(null=True, blank=True)
    # Entered after its day was over: until then it is overdue for both sides alone, who were told.
    grace_on = models.DateField(null=True, blank=True)
    # The day after which it is overdue before everyone, by the database itself; empty where nothing
    # is owed (`course.owed_day`, `course.days_late`).
    owed_on = models.GeneratedField(
        expression=Case(
            When(IS_TAKEN, then=F("promised_on")),
            When(IS_RUNNING & Q(grace_on__gt=F("due_on")), then=F("grace_on")),
            When(IS_RUNNING, then=F("due_on")),
        ),
        output_field=models.DateField(null=True),
        db_persist=True,
    )
    # The norm that the first day follows from; empty where the author has set it.
    due_norm = models.CharField(max_length=60, default="", blank=True)
    # The first answer of the body, whatever came later.
    answered_on = models.DateField(null=True, blank=True)
    # By which day that answer was owed.
    answer_due_on = models.DateField(null=True, blank=True)
    # After how many days of the calendar it came.
    answer_days = models.PositiveIntegerField(null=True, blank=True)
    # What the author says of the latest answer (`Assessment`).
    assessment = models.CharField(max_length=7, default="", blank=True)
    # The day of the latest step: the order of lists.
    moved_on = models.DateField(default=today)
    # The joint inquiry that it is one letter of; few are.
    joint = models.ForeignKey(
        "Joint", models.PROTECT, null=True, blank=True, related_name="letters", db_index=False
    )
    # The referral from another level that it was begun with; few are.
    forwarding = models.ForeignKey(
        "Forwarding",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="begun",
        db_index=False,
    )
    # The event that recommended it; few have one with a page, others are named in `occasion`.
    event = models.ForeignKey(
        "Event",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        db_index=False,
    )
    # The matter of an upper room it was begun with, as `begun.openings` calls it; few have one.
    about = KeyField(max_length=40, default="", blank=True)
    # The number of the user who sent it; no foreign key, as on the record.
    by = models.BigIntegerField()
    # Of the form it was sent with: the same form sent again is the same letter.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[CommitmentQuerySet] = CommitmentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = INDEXES
        constraints = [
            models.UniqueConstraint(name="commitment_once_a_form", fields=["by", "key"]),
            models.CheckConstraint(
                name="commitment_words_are_known",
                condition=Q(
                    kind__in=Kind.values,
                    author__in=Author.values,
                    source__in=Source.values,
                    state__in=[state.value for state in State],
                ),
            ),
            models.CheckConstraint(
                name="commitment_author_is_who_it_says",
                condition=Q(author=Author.DEPUTY, mandate__isnull=False, commission=None)
                | Q(author=Author.COMMISSION, commission__isnull=False, mandate=None)
                | Q(author=Author.COUNCIL, mandate=None, commission=None),
            ),
            # Inquiries, appeals and voters' mandates are a deputy's own (Law 148, art. 21, 21-1).
            models.CheckConstraint(
                name="commitment_of_a_deputy_has_one",
                condition=~Q(kind__in=(Kind.INQUIRY, Kind.APPEAL, Kind.MANDATE))
                | Q(author=Author.DEPUTY),
            ),
            models.CheckConstraint(
                name="commitment_task_is_of_a_decision",
                condition=~Q(kind=Kind.TASK) | Q(decision__isnull=False),
            ),
            # An event has one name: that of its page.
            models.CheckConstraint(
                name="commitment_event_is_named_once",
                condition=Q(event=None) | Q(kind=Kind.RECOMMENDATION, occasion=""),
            ),
            models.CheckConstraint(
                name="commitment_due_after_it_is_sent", condition=Q(due_on__gte=F("sent_on"))
            ),
            models.CheckConstraint(
                name="commitment_promised_has_a_day",
                condition=Q(state=State.PROMISED, promised_on__isnull=False)
                | ~Q(state=State.PROMISED) & Q(promised_on=None),
            ),
            models.CheckConstraint(
                name="commitment_answered_with_its_due",
                condition=Q(answered_on=None, answer_due_on=None, answer_days=None)
                | Q(
                    answered_on__gte=F("sent_on"),
                    answer_due_on__isnull=False,
                    answer_days__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="commitment_heard_has_an_answer",
                condition=~Q(state__in=[state.value for state in State if state in HEARD])
                | Q(answered_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_waiting(self) -> bool:
        """Whether the body still owes something."""
        return self.owed_day is not None

    @property
    def owed_day(self) -> dt.date | None:
        """The day by which something is owed now (`course.owed_day`)."""
        return owed_day(
            self.state, self.assessment, self.due_on, self.promised_on, in_time=self.was_in_time
        )

    @property
    def awaits_deed(self) -> bool:
        """Whether an event asked for a deed and none was reported: an answer alone ends nothing."""
        return self.event_id is not None and self.state == State.ANSWERED

    @property
    def was_in_time(self) -> bool:
        """Whether it was answered by the day its answer was owed."""
        answered, due = self.answered_on, self.answer_due_on
        return answered is not None and due is not None and answered <= due

    def days_overdue(self, day: dt.date | None = None) -> int:
        """For how many days what is still owed is overdue before everyone; 0 when it is not."""
        return days_late(self.owed_day, self.grace_on, day or today())

    @property
    def is_in_grace(self) -> bool:
        """Whether its day is over, and only both sides are told so."""
        owed = self.owed_day
        return owed is not None and owed < today() and not self.days_overdue()


class Executor(models.Model):
    """A body that carries a commitment out beside the addressee."""

    commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="executors")
    body = models.ForeignKey(Body, models.PROTECT, related_name="executed")

    class Meta:
        constraints = [models.UniqueConstraint(name="executor_once", fields=["commitment", "body"])]
