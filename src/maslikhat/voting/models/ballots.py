"""Ballots: a question put to electors, from its draft to the frozen result."""

import datetime as dt
from fractions import Fraction
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.registry.models import Commission, Council
from maslikhat.registry.standing import Visitor, standing
from maslikhat.voting import tally
from maslikhat.voting.models.rules import VotingRule

# So long after closing a vote by name that was on its way is still received: kept, not counted.
LATE = dt.timedelta(days=1)


class Mode(models.TextChoices):
    """How votes are given."""

    OPEN = "open", _("Open, by name")
    SECRET = "secret", _("Secret, on the portal")
    HAND = "hand", _("By show of hands, counted by two tellers")
    PAPER = "paper", _("Secret, on paper, counted by two tellers")


class State(models.TextChoices):
    """Where a ballot stands."""

    DRAFT = "draft", _("In preparation")
    OPEN = "open", _("Voting is open")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Cancelled")


class BallotQuerySet(models.QuerySet["Ballot"]):
    """Ballots."""

    def visible_to(self, user: Visitor | None) -> Self:
        """Public ones once they are opened; drafts and those of closed sittings to their council.

        A council's own people are its deputies, chair and clerk.
        """
        own = Q(council__in=standing(user).councils)
        return self.filter(own | (Q(is_public=True) & ~Q(opened_at=None)))

    def of_council(self, council: Council) -> Self:
        """Those of one council and its commissions."""
        return self.filter(council=council)

    def of_thing(self, kind: str, number: int) -> Self:
        """Those about a thing of an upper room, such as an item of an agenda."""
        return self.filter(about_kind=kind, about=number)

    def open(self) -> Self:
        """Those in which votes are given now."""
        return self.filter(state=State.OPEN)

    def closed(self) -> Self:
        """Those with a result."""
        return self.filter(state=State.CLOSED)

    def awaiting(self, user: Visitor | None) -> Self:
        """Those open on the portal in which this deputy may vote and has not."""
        person = standing(user).person_id
        if person is None:
            return self.none()
        return self.open().filter(
            mode__in=[Mode.OPEN, Mode.SECRET],
            electors__person=person,
            electors__is_present=True,
            electors__recused_because="",
            electors__has_voted=False,
        )

    def lately(self) -> Self:
        """The newest first; what is open before what is closed."""
        is_open = models.Case(models.When(state=State.OPEN, then=0), default=1)
        return self.order_by(is_open, F("opened_at").desc(nulls_first=True), "-pk")

    def with_names(self) -> Self:
        """With council, commission and rule at hand."""
        return self.select_related("council", "commission", "rule")


class Ballot(models.Model):
    """A motion voted on, apart from the fate of whatever it is about.

    What is about to be decided, who may vote and how many are needed is frozen when the ballot is
    opened; what came out, when it is closed.
    """

    council = models.ForeignKey(Council, models.PROTECT, related_name="ballots")
    commission = models.ForeignKey(
        Commission, models.PROTECT, null=True, blank=True, related_name="ballots"
    )
    motion_kk = models.TextField()
    motion_ru = models.TextField()
    motion_en = models.TextField(default="", blank=True)
    # The question as it was put, where words of it are covered: the council's own, and what the
    # record holds the hash of.
    own_motion_kk = models.TextField(default="", blank=True)
    own_motion_ru = models.TextField(default="", blank=True)
    own_motion_en = models.TextField(default="", blank=True)
    # What upper rooms know it by; no foreign key leads up.
    about_kind = models.CharField(max_length=64, default="", blank=True)
    about = models.BigIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=6, choices=Mode.choices)
    rule = models.ForeignKey(VotingRule, models.PROTECT, related_name="ballots")
    is_election = models.BooleanField(default=False)
    is_public = models.BooleanField(default=True)
    # Whether the electors were named, and are not simply all of the council or commission.
    names_electors = models.BooleanField(default=False)
    round = models.PositiveSmallIntegerField(default=1)
    follows = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    prepared_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    prepared_at = models.DateTimeField(default=timezone.now)

    # Frozen at opening.
    opened_at = models.DateTimeField(null=True, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)
    filled = models.PositiveSmallIntegerField(null=True, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)
    counts_vacancies = models.BooleanField(null=True, blank=True)
    may_change = models.BooleanField(null=True, blank=True)
    share = models.CharField(max_length=20, default="", blank=True)
    quorum_share = models.CharField(max_length=20, default="", blank=True)
    quorum_needed = models.PositiveSmallIntegerField(null=True, blank=True)
    # Empty while it depends on how many votes are cast.
    needed = models.PositiveSmallIntegerField(null=True, blank=True)

    # Frozen at closing.
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=14, default="", blank=True)
    voted = models.PositiveSmallIntegerField(null=True, blank=True)
    spoiled = models.PositiveSmallIntegerField(null=True, blank=True)
    by_casting_vote = models.BooleanField(null=True, blank=True)
    sentence_kk = models.TextField(default="", blank=True)
    sentence_ru = models.TextField(default="", blank=True)
    sentence_en = models.TextField(default="", blank=True)
    # SHA-256 of the result (`frozen`), which the record holds; none of those closed before 0003.
    digest = models.CharField(max_length=64, default="", blank=True)

    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=500, default="", blank=True)
    objects: ClassVar[BallotQuerySet] = BallotQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(name="ballot_of_council", fields=["council", "-opened_at"]),
            models.Index(name="ballot_about", fields=["about_kind", "about"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="ballot_motion_in_kazakh_and_russian",
                condition=~Q(motion_kk="") & ~Q(motion_ru=""),
            ),
            models.CheckConstraint(
                name="ballot_is_about_a_kind_and_a_number",
                condition=Q(about_kind="", about__isnull=True)
                | (~Q(about_kind="") & Q(about__isnull=False)),
            ),
            models.CheckConstraint(name="ballot_mode_is_known", condition=Q(mode__in=Mode.values)),
            models.CheckConstraint(
                name="ballot_further_round_follows_one",
                condition=Q(round=1) | Q(round__gt=1, follows__isnull=False),
            ),
            models.CheckConstraint(
                name="ballot_opened_is_frozen",
                condition=Q(
                    opened_at__isnull=True,
                    seats__isnull=True,
                    filled__isnull=True,
                    present__isnull=True,
                    counts_vacancies__isnull=True,
                    may_change__isnull=True,
                    quorum_needed__isnull=True,
                    needed__isnull=True,
                    share="",
                    quorum_share="",
                )
                | (
                    Q(
                        opened_at__isnull=False,
                        seats__isnull=False,
                        filled__isnull=False,
                        present__isnull=False,
                        counts_vacancies__isnull=False,
                        may_change__isnull=False,
                        quorum_needed__isnull=False,
                    )
                    & ~Q(share="")
                    & ~Q(quorum_share="")
                ),
            ),
            models.CheckConstraint(
                name="ballot_closed_has_its_result",
                condition=(
                    Q(
                        state="closed",
                        closed_at__isnull=False,
                        voted__isnull=False,
                        spoiled__isnull=False,
                        by_casting_vote__isnull=False,
                        needed__isnull=False,
                        outcome__in=[outcome.value for outcome in tally.Outcome],
                    )
                    & ~Q(sentence_kk="")
                    & ~Q(sentence_ru="")
                    & ~Q(sentence_en="")
                )
                | (
                    ~Q(state="closed")
                    & Q(
                        closed_at__isnull=True,
                        voted__isnull=True,
                        spoiled__isnull=True,
                        by_casting_vote__isnull=True,
                        outcome="",
                        sentence_kk="",
                        sentence_ru="",
                        sentence_en="",
                    )
                ),
            ),
            models.CheckConstraint(
                name="ballot_state_says_what_has_happened",
                condition=Q(state="draft", opened_at__isnull=True, cancelled_at__isnull=True)
                | Q(
                    state__in=["open", "closed"],
                    opened_at__isnull=False,
                    cancelled_at__isnull=True,
                )
                | (Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancelled_because="")),
            ),
            models.CheckConstraint(
                name="ballot_present_are_of_those_elected",
                condition=Q(seats__isnull=True)
                | (
                    Q(present__lte=F("filled"), filled__lte=F("seats"), seats__gt=0)
                    & Q(present__gte=F("quorum_needed"))
                ),
            ),
            models.CheckConstraint(
                name="ballot_voted_are_of_those_present",
                condition=Q(voted__isnull=True)
                | Q(voted__lte=F("present"), spoiled__lte=F("voted")),
            ),
        ]

    def __str__(self) -> str:
        return self.motion_kk

    @property
    def is_draft(self) -> bool:
        """Whether it is still being prepared."""
        return self.state == State.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether votes are given now."""
        return self.state == State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether it has its result."""
        return self.state == State.CLOSED

    @property
    def is_over(self) -> bool:
        """Whether nobody votes in it any more: it is closed, or was cancelled."""
        return self.state in {State.CLOSED, State.CANCELLED}

    @property
    def late_until(self) -> dt.datetime | None:
        """Until when a vote that was on its way is still received, though it is not counted."""
        return self.closed_at + LATE if self.closed_at is not None else None

    @property
    def takes_late(self) -> bool:
        """Whether it is closed, and votes that were on their way are still received."""
        return self.late_until is not None and timezone.now() < self.late_until

    @property
    def can_be_held_again(self) -> bool:
        """Whether it was cancelled, or its election has come to no end."""
        unfinished = {tally.Outcome.FURTHER_ROUND.value, tally.Outcome.NOBODY_ELECTED.value}
        return self.state == State.CANCELLED or self.outcome in unfinished

    @property
    def is_secret(self) -> bool:
        """Whether nobody may know who chose what: on the portal or on paper."""
        return self.mode in {Mode.SECRET, Mode.PAPER}

    @property
    def is_counted_by_tellers(self) -> bool:
        """Whether two tellers enter the numbers."""
        return self.mode in {Mode.HAND, Mode.PAPER}

    @property
    def asks_the_chair(self) -> bool:
        """Whether hands may end in a tie that the chair, who may vote in it, decides; one query."""
        if self.mode != Mode.HAND or self.is_election or not self.rule.chair_decides_ties:
            return False
        chairs = self.electors.filter(is_chair=True, is_present=True, recused_because="")
        return chairs.exists()

    @property
    def roll(self) -> tally.Roll:
        """The numbers frozen at opening, as the tally takes them."""
        assert self.seats is not None
        assert self.filled is not None
        assert self.present is not None
        return tally.Roll(self.seats, self.filled, self.present, bool(self.counts_vacancies))

    @property
    def total(self) -> int:
        """The total number of deputies of which the shares are taken."""
        return self.roll.total

    @property
    def frozen_rule(self) -> tally.Rule:
        """The rule with the shares that were frozen at opening."""
        return tally.Rule(
            base=tally.Base(self.rule.base),
            share=Fraction(self.share),
            is_more_than=self.rule.is_more_than,
            quorum_share=Fraction(self.quorum_share),
            quorum_is_more_than=self.rule.quorum_is_more_than,
            chair_decides_ties=self.rule.chair_decides_ties,
        )


class Option(models.Model):
    """One of the choices of a ballot: for, against, abstained, or a candidate."""

    class Kind(models.TextChoices):
        """What choosing it means."""

        FOR = "for", _("For")
        AGAINST = "against", _("Against")
        ABSTAIN = "abstain", _("Abstained")
        CANDIDATE = "candidate", _("Candidate")

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=9, choices=Kind.choices)
    # The name of a candidate; empty for the others, which are called what they are.
    name_kk = models.CharField(max_length=255, default="", blank=True)
    name_ru = models.CharField(max_length=255, default="", blank=True)
    name_en = models.CharField(max_length=255, default="", blank=True)
    # Written once, at closing.
    votes = models.PositiveSmallIntegerField(null=True, blank=True)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ("place",)
        constraints = [
            models.UniqueConstraint(name="option_place", fields=["ballot", "place"]),
            models.UniqueConstraint(
                name="option_of_its_kind_once",
                fields=["ballot", "kind"],
                condition=~Q(kind="candidate"),
            ),
            models.UniqueConstraint(
                name="option_candidate_once",
                fields=["ballot", "name_kk", "name_ru"],
                condition=Q(kind="candidate"),
            ),
            models.CheckConstraint(
                name="option_candidate_is_named",
                condition=(Q(kind="candidate") & (~Q(name_kk="") | ~Q(name_ru="")))
                | (~Q(kind="candidate") & Q(name_kk="", name_ru="", name_en="")),
            ),
            models.CheckConstraint(name="option_place_from_one", condition=Q(place__gte=1)),
        ]
