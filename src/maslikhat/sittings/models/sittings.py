"""Sittings: a day on which a council or a commission sits, from its plan to its end."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from maslikhat.kit.days import ALMATY
from maslikhat.kit.prepared import Prepared
from maslikhat.registry.models import Commission, Council, Person
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.course import RUNNING, Facts, State, state_of
from maslikhat.sittings.models.sessions import Session

# What a sitting is named by.
NAMES = ("council__unit__parent", "session__convocation", "commission", "presided_by")
# A sitting may be entered so long after it has begun; what is entered later is brought over.
IN_HURRY = dt.timedelta(days=1)
INVITED_MOST = 4_000
LED_AS_IT_GOES_ON = Q(made_at__lte=F("starts_at") + IN_HURRY)


class SittingQuerySet(models.QuerySet["Sitting"]):
    """Questions about sittings."""

    def public(self) -> Self:
        """Those of which everyone may know: convened, and not held behind closed doors."""
        return self.filter(convened_at__isnull=False, is_closed_to_public=False)

    def announced(self) -> Self:
        """Public ones, and those that were until their doors were shut: calendars withdraw them."""
        return self.filter(
            Q(convened_at__isnull=False, is_closed_to_public=False) | Q(withdrawal__isnull=False)
        )

    def visible_to(self, user: Visitor | None) -> Self:
        """Public ones; those planned or behind closed doors to their council's own people."""
        public = Q(convened_at__isnull=False, is_closed_to_public=False)
        return self.filter(public | Q(council__in=standing(user).councils))

    def of(self, council: Council) -> Self:
        """Those of one council and its commissions."""
        return self.filter(council=council)

    def upcoming(self) -> Self:
        """Those that have neither ended nor been cancelled, the nearest first."""
        ahead = self.filter(LED_AS_IT_GOES_ON, closed_at=None, cancelled_at=None)
        return ahead.order_by("starts_at", "pk")

    def called_off(self) -> Self:
        """Those of a day that lies ahead which are not held."""
        return self.filter(cancelled_at__isnull=False, starts_at__gte=timezone.now())

    def running(self) -> Self:
        """Those that go on now, in a recess too."""
        return self.filter(
            LED_AS_IT_GOES_ON, opened_at__isnull=False, closed_at=None, cancelled_at=None
        )

    def being_entered(self) -> Self:
        """Those that are being entered from their papers, the latest first."""
        begun = self.exclude(LED_AS_IT_GOES_ON).filter(closed_at=None, cancelled_at=None)
        return begun.order_by("-starts_at", "-pk")

    def held(self) -> Self:
        """Those that have ended, the latest first."""
        return self.filter(closed_at__isnull=False).order_by("-starts_at", "-pk")

    def with_names(self) -> Self:
        """With council, session, commission and chair at hand, and whether it is in a recess."""
        recess = Recess.objects.filter(sitting=OuterRef("pk"), ended_at=None)
        return self.select_related(*NAMES).annotate(_in_recess=Exists(recess))


_recesses = Prepared(
    lambda sitting: Recess.objects.filter(sitting=sitting, ended_at=None).values("pk")
)


class Sitting(models.Model):
    """A sitting of a session, or of a commission; where it stands follows from its facts."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="sittings")
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="sittings"
    )
    commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, blank=True, related_name="sittings"
    )
    starts_at = models.DateTimeField()
    # For when everyone was told of it first, where it has been moved since.
    moved_from = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    hall_kk = models.CharField(max_length=255, default="", blank=True)
    hall_ru = models.CharField(max_length=255, default="", blank=True)
    hall_en = models.CharField(max_length=255, default="", blank=True)
    broadcast = models.URLField(max_length=500, default="", blank=True)
    is_closed_to_public = models.BooleanField(default=False)
    # Why the doors are closed; shown to those inside.
    closed_because = models.CharField(max_length=500, default="", blank=True)
    # Who was invited and is there besides the body, a person a line: the name with the office.
    invited_kk = models.TextField(max_length=INVITED_MOST, default="", blank=True)
    invited_ru = models.TextField(max_length=INVITED_MOST, default="", blank=True)
    invited_en = models.TextField(max_length=INVITED_MOST, default="", blank=True)
    # How often the calendar entry has changed (RFC 5545, SEQUENCE).
    sequence = models.PositiveIntegerField(default=0)
    by = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    # Of one that is brought over: the form it came by, which makes one sitting however often sent.
    key = models.UUIDField(null=True, blank=True, unique=True)

    convened_at = models.DateTimeField(null=True, blank=True)
    # Why it was convened though a clock of the law did not allow it.
    convened_although = models.CharField(max_length=500, default="", blank=True)
    materials_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, default="", blank=True)
    presided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="presided"
    )
    # Frozen at opening: the seats of the body, those filled, and the quorum it needs.
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    filled = models.PositiveSmallIntegerField(null=True, blank=True)
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    objects: ClassVar[SittingQuerySet] = SittingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="sitting_of_council", fields=["council", "-starts_at"]),
            models.Index(name="sitting_by_day", fields=["-starts_at"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="sitting_of_a_session_or_a_commission",
                condition=Q(session__isnull=False, commission__isnull=True)
                | Q(session__isnull=True, commission__isnull=False),
            ),
            models.CheckConstraint(
                name="sitting_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
            ),
            models.CheckConstraint(
                name="sitting_behind_closed_doors_for_a_reason",
                condition=Q(is_closed_to_public=False, closed_because="")
                | (Q(is_closed_to_public=True) & ~Q(closed_because="")),
            ),
            models.CheckConstraint(
                name="sitting_steps_in_order",
                condition=Q(convened_at__isnull=False)
                | Q(materials_at=None, opened_at=None, closed_at=None),
            ),
            models.CheckConstraint(
                name="sitting_closed_was_open",
                condition=Q(closed_at=None) | Q(opened_at__isnull=False, cancelled_at=None),
            ),
            models.CheckConstraint(
                name="sitting_cancelled_for_a_reason",
                condition=Q(cancelled_at__isnull=True, cancelled_because="")
                | (Q(cancelled_at__isnull=False, opened_at=None) & ~Q(cancelled_because="")),
            ),
            models.CheckConstraint(
                name="sitting_opened_is_frozen",
                condition=Q(opened_at=None, seats=None, filled=None, quorum_needed=None)
                | Q(
                    opened_at__isnull=False,
                    seats__isnull=False,
                    filled__isnull=False,
                    quorum_needed__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council} {self.day}"

    @property
    def day(self) -> dt.date:
        """The day on which it sits, in Kazakhstan."""
        return self.starts_at.astimezone(ALMATY).date()

    @property
    def is_in_recess(self) -> bool:
        """Whether it goes on and pauses now; asked of the database unless `with_names` did."""
        known: bool | None = getattr(self, "_in_recess", None)
        if known is None:
            known = bool(_recesses(self.pk))
        return known

    @property
    def state(self) -> State:
        """Where it stands now."""
        return state_of(
            Facts(
                self.convened_at,
                self.opened_at,
                self.closed_at,
                self.cancelled_at,
                self.opened_at is not None and self.closed_at is None and self.is_in_recess,
            )
        )

    @property
    def is_running(self) -> bool:
        """Whether it goes on now, in a recess too."""
        return self.state in RUNNING

    @property
    def is_brought_over(self) -> bool:
        """Whether it was entered from its papers when it had long begun."""
        return self.made_at - self.starts_at > IN_HURRY

    @property
    def is_being_entered(self) -> bool:
        """Whether it is being entered from its papers now."""
        return self.is_brought_over and self.closed_at is None and self.cancelled_at is None

    @property
    def is_public(self) -> bool:
        """Whether everyone may know of it."""
        return self.convened_at is not None and not self.is_closed_to_public


class Withdrawal(models.Model):
    """What public calendars knew of a sitting when its doors were shut; they cancel that entry.

    Kept apart, so that nothing which happens behind the doors moves it.
    """

    sitting = models.OneToOneField(Sitting, models.CASCADE, related_name="withdrawal")
    starts_at = models.DateTimeField()
    sequence = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)


class RecessQuerySet(models.QuerySet["Recess"]):
    """Questions about breaks."""

    def without_end(self, moment: dt.datetime) -> Self:
        """Those that began before the moment, go on, and of which nobody has said until when."""
        running = Q(sitting__closed_at=None) & Q(sitting__cancelled_at=None)
        return self.filter(running, begun_at__lte=moment, until=None, ended_at=None)


class Recess(models.Model):
    """A break within a sitting."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="recesses")
    begun_at = models.DateTimeField(default=timezone.now)
    # When it is to go on, as it was announced.
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[RecessQuerySet] = RecessQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("begun_at",)
        constraints = [
            models.UniqueConstraint(
                name="recess_one_at_a_time", fields=["sitting"], condition=Q(ended_at=None)
            ),
        ]
