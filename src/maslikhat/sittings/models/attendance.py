"""Who was there: how each deputy took part, when, and who stood aside from which item."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import Dated
from maslikhat.registry.models import Mandate, Person
from maslikhat.registry.models.dated import DatedQuerySet
from maslikhat.sittings.models.agenda import Item
from maslikhat.sittings.models.sittings import Sitting

REASON_MOST = 255


class Part(models.TextChoices):
    """How a deputy took part; until somebody says so it is not known, and nobody is absent."""

    PRESENT = "present", _("Present in the hall")
    REMOTE = "remote", _("Present remotely")
    EXCUSED = "excused", _("Excused for a good reason")
    DUTY_TRIP = "duty_trip", _("On a duty trip")
    NOT_ENTITLED = "not_entitled", _("Not entitled to take part")
    TECHNICAL = "technical", _("Technical failure of the link")
    ABSENT = "absent", _("Absent without good reason")


THERE = (Part.PRESENT, Part.REMOTE)


class Reason(models.TextChoices):
    """The class of a good reason; nothing more is kept of it, for health is a private matter."""

    ILLNESS = "illness", _("Health")
    FAMILY = "family", _("Family")
    LEAVE = "leave", _("On leave")
    WORK = "work", _("Main work")
    STATE_DUTY = "state_duty", _("Duty to the State")
    OTHER = "other", _("Other good reason")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Questions about attendance."""

    def there(self) -> Self:
        """Those who are there: in the hall or remotely."""
        return self.filter(part__in=THERE)

    def unexcused(self) -> Self:
        """Those absent without good reason."""
        return self.filter(part=Part.ABSENT)


class Attendance(models.Model):
    """How one deputy takes part in one sitting, as it stands now."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, related_name="attendances")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    part = models.CharField(max_length=12, choices=Part.choices)
    reason = models.CharField(max_length=10, choices=Reason.choices, default="", blank=True)
    # The number of the user who said so, and when; no foreign key, as on the record.
    by = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[AttendanceQuerySet] = AttendanceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="attendance_once", fields=["sitting", "person"]),
            models.CheckConstraint(
                name="attendance_excused_for_a_reason",
                condition=(Q(part="excused") & ~Q(reason="")) | (~Q(part="excused") & Q(reason="")),
            ),
            models.CheckConstraint(
                name="attendance_part_is_known", condition=Q(part__in=Part.values)
            ),
        ]


class Presence(models.Model):
    """From when until when a deputy was there: what the quorum of a moment is counted from."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="presences")
    is_remote = models.BooleanField(default=False)
    from_at = models.DateTimeField(default=timezone.now)
    to_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("from_at",)
        constraints = [
            models.UniqueConstraint(
                name="presence_one_at_a_time", fields=["attendance"], condition=Q(to_at=None)
            ),
            models.CheckConstraint(
                name="presence_ends_after_it_begins",
                condition=Q(to_at=None) | Q(to_at__gte=F("from_at")),
            ),
        ]


class Recusal(models.Model):
    """A deputy takes no part in an item because of an own interest."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="recusals")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusals")
    because = models.CharField(max_length=REASON_MOST)
    by = models.BigIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="recusal_once", fields=["item", "person"]),
            models.CheckConstraint(name="recusal_for_a_reason", condition=~Q(because="")),
        ]


class Interest(Dated):
    """An interest that a deputy has declared; recusal is proposed where an item names it."""

    class Kind(models.TextChoices):
        """What binds the deputy to it."""

        OWNER = "owner", _("Owner or partner")
        OFFICE = "office", _("Office or work there")
        RELATIVE = "relative", _("A near relative's")
        PROPERTY = "property", _("Land or other property")
        OTHER = "other", _("Other interest")

    person = models.ForeignKey(Person, models.CASCADE, related_name="interests")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    # What an item would call it: the name of an organisation, a place.
    name = models.CharField(max_length=255)
    bin = models.CharField(max_length=12, default="", blank=True)
    by = models.BigIntegerField()
    objects: ClassVar[DatedQuerySet["Interest"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="interest_is_named", condition=~Q(name="")),
        ]
