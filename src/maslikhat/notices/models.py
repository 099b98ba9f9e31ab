"""What is followed, what happened, what each has in the inbox, and what was sent to whom."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User


class Mode(models.TextChoices):
    """How somebody wants to hear of what is followed."""

    DIGEST = "digest", _("In the digest")
    IMMEDIATE = "immediate", _("At once by mail")
    INBOX = "inbox", _("Only here")


class Rhythm(models.TextChoices):
    """How often the digest comes."""

    DAILY = "daily", _("Every day at 8:00")
    WEEKLY = "weekly", _("Once a week at 8:00")
    NEVER = "never", _("Never")


class Channel(models.TextChoices):
    """Which way letters go."""

    MAIL = "mail", _("E-mail")
    MESSENGER = "messenger", _("Messages to the phone")


class Follow(models.Model):
    """Somebody follows a thing: theirs alone, and on no record."""

    user = models.ForeignKey(User, models.CASCADE, related_name="follows")
    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    mode = models.CharField(max_length=9, choices=Mode.choices, default=Mode.DIGEST)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(name="follow_of_thing", fields=["kind", "number"])]
        constraints = [
            models.UniqueConstraint(name="follow_once", fields=["user", "kind", "number"]),
            models.CheckConstraint(name="follow_mode_is_known", condition=Q(mode__in=Mode.values)),
        ]


class Arrangement(models.Model):
    """How somebody wants letters; without a row: the digest every day, by mail.

    `weekday` counts from Monday, 0. `direct` is whether a mention or a question is mailed at once.
    """

    user = models.OneToOneField(User, models.CASCADE, related_name="arrangement")
    rhythm = models.CharField(max_length=6, choices=Rhythm.choices, default=Rhythm.DAILY)
    weekday = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=9, choices=Channel.choices, default=Channel.MAIL)
    direct = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="arrangement_words_are_known",
                condition=Q(
                    rhythm__in=Rhythm.values, channel__in=Channel.values, weekday__range=(0, 6)
                ),
            ),
        ]


class Happening(models.Model):
    """Something was done with a thing: one row in the transaction of the act.

    `key` names the deed: told twice, it is one row. `by` is the number of who did it, 0 the portal.
    `part_kind` and `part_number` are the part it was done with, such as the post in a topic.
    `sources` are what is followed: pairs of kind and number. `spread_at` is empty until every inbox
    has it.
    """

    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.BigIntegerField(default=0)
    act = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    part_kind = models.CharField(max_length=40, default="", blank=True)
    part_number = models.BigIntegerField(default=0)
    sources = models.JSONField(default=list)
    spread_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(name="happening_of_thing", fields=["kind", "number", "at"])]


class Addressee(models.Model):
    """Somebody to whom a happening is told directly: mentioned, or asked."""

    happening = models.ForeignKey(Happening, models.CASCADE, related_name="addressees")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(name="addressee_once", fields=["user", "happening"])]


class Delivery(models.Model):
    """A letter to somebody, planned, under way or done: the delivery log.

    It bears numbers alone, no address and no text. A digest is one a person and day (`period`); any
    other letter is one a person and happening. `next_at` is when it may be tried (again), and while
    it is being sent, when it is given back. `error` is the class of the last error; `refusals` are
    the tries that failed for this letter alone, not for the server.
    """

    class Kind(models.TextChoices):
        DIGEST = "digest"
        IMMEDIATE = "immediate"
        DIRECT = "direct"

    class State(models.TextChoices):
        WAITING = "waiting"
        SENDING = "sending"
        SENT = "sent"
        NOTHING = "nothing", "nothing left to say, or nowhere to send it"
        FAILED = "failed"

    user = models.BigIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    period = models.DateField(null=True, blank=True)
    happening = models.BigIntegerField(null=True, blank=True)
    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    refusals = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    error = models.CharField(max_length=80, default="", blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                name="delivery_due",
                fields=["next_at"],
                condition=Q(state__in=("waiting", "sending")),
            ),
            models.Index(name="delivery_made", fields=["made_at"]),
        ]
        constraints = [
            models.UniqueConstraint(name="delivery_of_period_once", fields=["user", "period"]),
            models.UniqueConstraint(
                name="delivery_of_happening_once", fields=["user", "happening"]
            ),
            models.CheckConstraint(
                name="delivery_is_of_a_period_or_a_happening",
                condition=Q(kind="digest", period__isnull=False, happening__isnull=True)
                | (~Q(kind="digest") & Q(period__isnull=True, happening__isnull=False)),
            ),
        ]


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def of(self, user: User) -> Self:
        """What is in this person's inbox, whether or not it may still be seen."""
        return self.filter(user=user)

    def unread(self) -> Self:
        """What has not been read."""
        return self.filter(read_at__isnull=True)

    def about(self, kind: str, number: int) -> Self:
        """What was told of one thing."""
        return self.filter(kind=kind, number=number)

    def awaiting_digest(self) -> Self:
        """Unread, meant for a digest and in none yet."""
        return self.unread().filter(mode=Notice.Mode.DIGEST, delivery__isnull=True)


class Notice(models.Model):
    """One line of somebody's inbox.

    `kind`, `number` and the part are those of the happening, kept here for counting. `via_kind` and
    `via_number` are the followed thing it came by, empty when told directly. `mode` is how it was
    to be heard of when it came.
    """

    class Mode(models.TextChoices):
        DIRECT = "direct"
        IMMEDIATE = "immediate"
        DIGEST = "digest"
        INBOX = "inbox"

    user = models.ForeignKey(User, models.CASCADE, related_name="notices")
    happening = models.ForeignKey(Happening, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    part_kind = models.CharField(max_length=40, default="", blank=True)
    part_number = models.BigIntegerField(default=0)
    via_kind = models.CharField(max_length=40, default="", blank=True)
    via_number = models.BigIntegerField(default=0)
    mode = models.CharField(max_length=9, choices=Mode.choices)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    delivery = models.ForeignKey(
        Delivery, models.SET_NULL, null=True, blank=True, related_name="notices"
    )
    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="notice_of_user", fields=["user", "kind", "number", "-id"]),
            models.Index(
                name="notice_unread",
                fields=["user", "kind", "number"],
                condition=Q(read_at__isnull=True),
            ),
            models.Index(
                name="notice_awaiting_digest",
                fields=["user", "at"],
                condition=Q(read_at__isnull=True, delivery__isnull=True, mode="digest"),
            ),
            models.Index(name="notice_at", fields=["at"]),
        ]
        constraints = [
            models.UniqueConstraint(name="notice_once", fields=["user", "happening"]),
        ]
