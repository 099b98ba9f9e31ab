"""What was reported, what was done about it and in what office, and what its author answers."""

import datetime as dt
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.moderation import registers
from maslikhat.moderation.registers import Ref
from maslikhat.registry.models import Council, Headship, Role
from maslikhat.registry.standing import Visitor, standing


class Reason(models.TextChoices):
    """Why something is reported, or a measure taken."""

    INSULT = "insult", _("Insult or hatred")
    UNLAWFUL = "unlawful", _("Call to break the law")
    PERSONAL = "personal", _("Personal data of others")
    SPAM = "spam", _("Advertising or the same again and again")
    SUBJECT = "subject", _("Not what the room is for")
    OTHER = "other", _("Something else")


class Office(models.TextChoices):
    """In what office a measure was taken; the name of who took it is shown to nobody."""

    OPERATOR = "operator", _("Operator of the portal")
    MODERATOR = "moderator", _("Moderator of the portal")
    CHAIR = "chair", _("Head of the maslikhat")
    CLERK = "clerk", _("Apparatus of the maslikhat")


class CaseQuerySet(models.QuerySet["Case"]):
    """Questions about things that were reported."""

    def moderated_by(self, user: Visitor | None, word: str = "") -> Self:
        """Things in rooms this reader moderates, of one kind or all, but for the reader's own."""
        return self.filter(moderated(user, only=word))

    def waiting_for(self, user: Visitor | None) -> Self:
        """Those this reader moderates with open reports that the reader answers: `report_count` and
        `since`, those that wait longest first."""
        is_open = Q(reports__closed_at__isnull=True, reports__isnull=False)
        if not is_national(user):
            is_open &= Q(reports__asks_suspension=False)
        reports = Report.objects.answered_by(user)
        return (
            self.moderated_by(user)
            .filter(Exists(reports.filter(case=OuterRef("pk"))))
            .annotate(
                report_count=Count("reports", filter=is_open),
                since=Min("reports__made_at", filter=is_open),
            )
            .order_by("since", "pk")
        )


def moderated(user: Visitor | None, prefix: str = "", only: str = "") -> Q:
    """The condition that a case is this reader's to decide; `prefix` leads to the case.

    With `only`, of this kind alone: to make the conditions of all costs more than to ask them.

    The head and the apparatus of a council have its rooms, closed ones included. The operator and
    the moderators have the rooms open to all, those that no council has, and of the closed rooms of
    councils the cases that nobody there can decide. Nobody has an own text.
    """
    who = standing(user)
    councils, condition = who.clerk_of | who.chair_of, Q(pk__in=[])
    if not (is_national(user) or councils) or user is None:
        return condition
    for word in [only] if only else registers.kinds:
        there = registers.kinds[word].places().filter(pk=OuterRef(f"{prefix}number"))
        there = there.exclude(author_there=user.pk)
        mine = Q(Exists(there.filter(council_there__in=councils)))
        if is_national(user):
            is_free = Q(is_closed_there=False) | Q(council_there__isnull=True)
            mine |= Q(Exists(there.filter(is_free)))
            mine |= Q(Exists(there)) & _handed_up(f"{prefix}pk", there)
        condition |= Q(**{f"{prefix}kind": word}) & mine
    return condition


def is_national(user: Visitor | None) -> bool:
    """Whether this is the operator or a moderator of the whole portal."""
    who = standing(user)
    return who.operator or who.moderator


def _handed_up(case: str, there: models.QuerySet[Any]) -> Q:
    """The condition that a case of a closed room of a council is for the moderators of the portal.

    They were asked to suspend, or have decided and answer for it; or nobody of the council may
    decide on an appeal, or on a report. `case` leads to the case, `there` is its thing.
    """
    reports = Report.objects.open().filter(case=OuterRef(case))
    measures = Measure.objects.filter(case=OuterRef(case))
    nobody = Q(Exists(reports)) & Q(
        Exists(there.filter(_is_alone("council_there", "author_there")))
    )
    asked, answered = reports.filter(asks_suspension=True), measures.answered_by_the_portal()
    return nobody | Q(Exists(asked)) | Q(Exists(answered)) | Q(Exists(measures.stuck()))


def _is_alone(council: str, *but: str) -> Q:
    """The condition that the council has today no moderator with an account but these users; the
    paths lead to the council and to the numbers of the users, none of them empty."""
    clerks = Role.objects.on().filter(kind=Role.Kind.CLERK, user__is_active=True)
    heads = Headship.objects.on().filter(person__user__is_active=True)
    for path in but:
        clerks, heads = (
            clerks.exclude(user=OuterRef(path)),
            heads.exclude(person__user=OuterRef(path)),
        )
    at = {"council": OuterRef(council)}
    return ~Q(Exists(clerks.filter(**at))) & ~Q(Exists(heads.filter(**at)))


class Case(models.Model):
    """A thing that was reported or dealt with: its row is the lock under which that happens."""

    kind = models.CharField(max_length=40)
    number = models.BigIntegerField()
    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(name="case_once", fields=["kind", "number"])]

    @property
    def ref(self) -> Ref:
        """The thing it is about."""
        return Ref(self.kind, self.number)


class ReportQuerySet(models.QuerySet["Report"]):
    """Questions about reports."""

    def open(self) -> Self:
        """Those nobody has decided on."""
        return self.filter(closed_at__isnull=True)

    def answered_by(self, user: Visitor | None) -> Self:
        """The open ones but, for who does not suspend, those that ask for a suspension."""
        return self.open() if is_national(user) else self.open().filter(asks_suspension=False)


class Report(models.Model):
    """Someone says that a thing should not stand as it does; who it was is shown to nobody.

    Head or apparatus of a council say it to the moderators of the portal: `asks_suspension`.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    user = models.ForeignKey(User, models.CASCADE, related_name="reports")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    note = models.TextField(default="", blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_groundless = models.BooleanField(default=False)
    asks_suspension = models.BooleanField(default=False)
    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(
                name="report_open", fields=["case", "made_at"], condition=Q(closed_at__isnull=True)
            ),
            models.Index(name="report_of_user", fields=["user", "made_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="report_once_while_open",
                fields=["case", "user"],
                condition=Q(closed_at__isnull=True, asks_suspension=False),
            ),
            models.UniqueConstraint(
                name="report_asks_once_while_open",
                fields=["case"],
                condition=Q(closed_at__isnull=True, asks_suspension=True),
            ),
            models.CheckConstraint(
                name="report_reason_is_known", condition=Q(reason__in=Reason.values)
            ),
            models.CheckConstraint(
                name="report_groundless_only_when_decided",
                condition=Q(is_groundless=False) | Q(closed_at__isnull=False),
            ),
        ]


class Act(models.TextChoices):
    """What a measure is."""

    HIDE = "hide", _("Text hidden")
    LOCK = "lock", _("Topic locked")
    WARN = "warn", _("Warning")
    SUSPEND = "suspend", _("Writing suspended")


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Questions about measures."""

    def standing(self) -> Self:
        """Those nobody has undone."""
        return self.filter(ended_at__isnull=True)

    def suspending(self, day: dt.date) -> Self:
        """Those by which somebody does not write on that day."""
        return self.standing().filter(act=Act.SUSPEND, until__gt=day)

    def answered_by_the_portal(self) -> Self:
        """Those its operator or moderators took, while they hold or an appeal waits."""
        holds = Q(until__isnull=True) | Q(until__gt=today()) | Q(appeal__outcome="")
        return self.standing().filter(holds, council__isnull=True)

    def stuck(self) -> Self:
        """Those of a council that are appealed against, where it has nobody else to decide."""
        appealed = self.standing().filter(appeal__outcome="", user__isnull=False)
        return appealed.filter(_is_alone("council", "by", "user"), council__isnull=False)

    def about(self, user: User) -> Self:
        """Those about this person, the latest first."""
        return self.filter(user=user).order_by("-pk")

    def visible_to(self, user: Visitor | None) -> Self:
        """Those about this reader, and those this reader decides on."""
        if user is None or not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(user=user.pk) | moderated(user, "case__"))


class Measure(models.Model):
    """What was done about a thing or its author, and why."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="measures")
    act = models.CharField(max_length=7, choices=Act.choices)
    # Whom it concerns: who made the thing.
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="measures")
    reason = models.CharField(max_length=8, choices=Reason.choices)
    note = models.CharField(max_length=300, default="", blank=True)
    # The number of the user who took it; no foreign key, as on the record.
    by = models.BigIntegerField()
    office = models.CharField(max_length=9, choices=Office.choices)
    council = models.ForeignKey(Council, models.PROTECT, null=True, related_name="measures")
    made_at = models.DateTimeField(default=timezone.now)
    # A suspension: the first day on which the person writes again.
    until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    objects: ClassVar[MeasureQuerySet] = MeasureQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="measure_of_case", fields=["case", "made_at"]),
            models.Index(name="measure_of_user", fields=["user", "act", "until"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="measure_once_while_it_stands",
                fields=["case", "act"],
                condition=Q(ended_at__isnull=True, act__in=("hide", "lock")),
            ),
            models.CheckConstraint(
                name="measure_words_are_known",
                condition=Q(act__in=Act.values, reason__in=Reason.values, office__in=Office.values),
            ),
            models.CheckConstraint(
                name="measure_has_an_end_if_a_suspension",
                condition=Q(act="suspend", until__isnull=False)
                | (~Q(act="suspend") & Q(until__isnull=True)),
            ),
            models.CheckConstraint(
                name="measure_of_a_council_by_its_own",
                condition=Q(council__isnull=True, office__in=("operator", "moderator"))
                | Q(council__isnull=False, office__in=("chair", "clerk")),
            ),
        ]

    @property
    def has_effect(self) -> bool:
        """Whether it holds today: nobody has undone it, and it is not over."""
        return self.ended_at is None and (self.until is None or self.until > today())


class Outcome(models.TextChoices):
    """What became of an appeal."""

    UPHELD = "upheld", _("The measure stands")
    OVERTURNED = "overturned", _("The measure is undone")


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Questions about appeals."""

    def waiting_for(self, user: Visitor | None) -> Self:
        """Those this reader may decide: not on a measure of the reader's own; oldest first."""
        number = user.pk if user is not None and user.is_authenticated else 0
        mine = (
            self.filter(moderated(user, "measure__case__"), outcome="")
            .filter(measure__ended_at__isnull=True)
            .exclude(measure__by=number or 0)
            .order_by("made_at", "pk")
        )
        return mine if is_national(user) else mine.exclude(measure__act=Act.SUSPEND)


class Appeal(models.Model):
    """The author's one answer to a measure, and what another moderator decided on it."""

    measure = models.OneToOneField(Measure, models.PROTECT, related_name="appeal")
    words = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default="", blank=True)
    answer = models.TextField(default="", blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.BigIntegerField(null=True, blank=True)
    objects: ClassVar[AppealQuerySet] = AppealQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(name="appeal_waiting", fields=["made_at"], condition=Q(outcome=""))]
        constraints = [
            models.CheckConstraint(
                name="appeal_decided_with_an_answer",
                condition=Q(outcome="", answer="", decided_at=None, decided_by=None)
                | (
                    Q(
                        outcome__in=Outcome.values,
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                    )
                    & ~Q(answer="")
                ),
            ),
        ]

    @property
    def waits(self) -> bool:
        """Whether it is still to be decided: nobody has, and its measure holds."""
        return not self.outcome and self.measure.ended_at is None
