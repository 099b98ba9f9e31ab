"""Joint inquiries: one text, many who sign it, many bodies that each owe an answer of their own."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.models.commitments import (
    LINE_MOST,
    NUMBER_MOST,
    TEXT_MOST,
    TITLE_MOST,
)
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.keys import KeyField
from maslikhat.kit.texts import sha256_of
from maslikhat.registry.models import Body, Council, Mandate
from maslikhat.registry.standing import Visitor, standing
from maslikhat.rubrics.models import Rubric


class JointQuerySet(models.QuerySet["Joint"]):
    """Questions about joint inquiries."""

    def sent(self) -> Self:
        """Those that everyone reads, withdrawn ones among them."""
        return self.filter(state__in=Joint.READ_BY_ALL)

    def visible_to(self, user: Visitor | None) -> Self:
        """What was sent; a draft for its author, who is invited, and the author's apparatus."""
        stands, sent = standing(user), Q(state__in=Joint.READ_BY_ALL)
        if stands.person_id is None and not stands.clerk_of:
            return self.filter(sent)
        own = Q(council__in=stands.clerk_of)
        if stands.person_id is not None:
            invited = Signature.objects.filter(
                holds_on(today(), "mandate__"), mandate__person=stands.person_id
            )
            own |= Q(mandate__person=stands.person_id) | Q(pk__in=invited.values("joint"))
        return self.filter(sent | Q(state=Joint.State.DRAFT) & own)

    def lately(self) -> Self:
        """The latest sent first; drafts before them."""
        return self.order_by(models.F("sent_on").desc(nulls_first=True), "-pk")

    def with_all(self) -> Self:
        """With author, maslikhat and subject at hand, in one query."""
        return self.select_related(
            "council__unit__parent", "mandate__person", "mandate__convocation", "rubric"
        )


class Joint(models.Model):
    """One text of many deputies; once sent, one commitment for each body that is asked."""

    class State(models.TextChoices):
        """Where it stands; what becomes of each answer stands with the commitment."""

        DRAFT = "draft", _("Draft")
        SENT = "sent", _("Sent")
        DISCARDED = "discarded", _("Discarded")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    READ_BY_ALL: ClassVar = (State.SENT, State.WITHDRAWN)

    council = models.ForeignKey(Council, models.PROTECT, related_name="joints")
    # Of who has written it and speaks for it: judges the answers, asks again, closes.
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="joints")
    language = models.CharField(max_length=2)
    title = models.CharField(max_length=TITLE_MOST)
    text = models.TextField(max_length=TEXT_MOST)
    result = models.CharField(max_length=LINE_MOST, default="", blank=True)
    basis = models.CharField(max_length=LINE_MOST, default="", blank=True)
    rubric = models.ForeignKey(Rubric, models.PROTECT, null=True, blank=True, related_name="joints")
    # The matter of an upper room it was begun with; each of its letters keeps the same.
    about = KeyField(max_length=40, default="", blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    out_number = models.CharField(max_length=NUMBER_MOST, default="", blank=True)
    # The same day and clock for every body, however long the letters take to be made.
    sent_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    due_norm = models.CharField(max_length=60, default="", blank=True)
    # On which day, by whom and why it was withdrawn as a whole.
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.BigIntegerField(null=True, blank=True)
    withdrawn_why = models.TextField(max_length=TEXT_MOST, default="", blank=True)
    # The number of the user who wrote it, and who sent it.
    by = models.BigIntegerField()
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    objects: ClassVar[JointQuerySet] = JointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(name="joint_sent_lately", fields=["state", "-sent_on", "-id"])]
        constraints = [
            models.UniqueConstraint(name="joint_once_a_form", fields=["by", "key"]),
            models.CheckConstraint(
                name="joint_sent_has_its_days",
                condition=Q(
                    state__in=("sent", "withdrawn"), sent_on__isnull=False, due_on__isnull=False
                )
                | Q(state__in=("draft", "discarded"), sent_on=None, due_on=None),
            ),
            models.CheckConstraint(
                name="joint_withdrawn_by_somebody_on_a_day",
                condition=Q(state="withdrawn", withdrawn_on__isnull=False)
                & Q(withdrawn_by__isnull=False)
                | ~Q(state="withdrawn") & Q(withdrawn_on=None, withdrawn_by=None),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        """Whether it is still written and signed."""
        return self.state == self.State.DRAFT

    @property
    def words_digest(self) -> str:
        """The hash of the words: who signs, signs these and no others."""
        told = (self.language, self.title, self.text, self.result, self.basis)
        return sha256_of("\n\n".join(told))

    @property
    def is_sent(self) -> bool:
        """Whether the bodies have been asked, whatever came later."""
        return self.state in self.READ_BY_ALL

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn as a whole."""
        return self.state == self.State.WITHDRAWN


class Addressed(models.Model):
    """A body that a joint inquiry is for; its letter is made after sending."""

    joint = models.ForeignKey(Joint, models.CASCADE, related_name="addressed")
    body = models.ForeignKey(Body, models.PROTECT, related_name="jointly_asked")
    # Of its letter, behind the number of the inquiry; given with it.
    number = models.PositiveIntegerField(default=0)
    is_delivered = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="addressed_once", fields=["joint", "body"]),
            models.CheckConstraint(
                name="addressed_delivered_under_a_number",
                condition=Q(is_delivered=False) | Q(number__gte=1),
            ),
        ]


class Signature(models.Model):
    """A deputy who is invited to sign; who declines is for all others one who has not signed."""

    class State(models.TextChoices):
        """What the deputy has done."""

        INVITED = "invited", _("Invited")
        SIGNED = "signed", _("Signed")
        DECLINED = "declined", _("Declined")

    joint = models.ForeignKey(Joint, models.CASCADE, related_name="signatures")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="signatures")
    state = models.CharField(max_length=8, choices=State.choices, default=State.INVITED)
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="signature_once", fields=["joint", "mandate"]),
            models.CheckConstraint(
                name="signature_state_is_known",
                condition=Q(state="invited", at=None)
                | Q(state__in=("signed", "declined"), at__isnull=False),
            ),
        ]
