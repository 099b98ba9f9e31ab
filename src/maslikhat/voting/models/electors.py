"""Electors, and what they chose: by name in an open vote, in one sealed row in a secret one."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from maslikhat.registry.models import Mandate, Person
from maslikhat.voting.models.ballots import Ballot, Option


class ElectorQuerySet(models.QuerySet["Elector"]):
    """Electors."""

    def voting(self) -> Self:
        """Those who may vote: present and not recused."""
        return self.filter(is_present=True, recused_because="")

    def took_part(self) -> Self:
        """Those who have voted, or took a paper to vote on."""
        return self.filter(has_voted=True)

    def listed_in(self, ballot: OuterRef) -> Self:
        """Those on the list of who took a paper in a ballot; none where no list was kept."""
        return self.filter(ballot=ballot, has_voted=True)

    def recused(self) -> Self:
        """Those who take no part because of their own interest."""
        return self.exclude(recused_because="")

    def with_names(self) -> Self:
        """With person and party at hand."""
        return self.select_related("person", "mandate__party")


class Elector(models.Model):
    """A deputy who takes part in a ballot; of a secret one it is only known that one took part."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="electors")
    mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_chair = models.BooleanField(default=False)
    is_present = models.BooleanField(default=True)
    # Why the deputy takes no part; who has a reason is recused.
    recused_because = models.CharField(max_length=255, default="", blank=True)
    # Voted, or took a paper to vote on. Without a moment: beside others it would say who came when.
    has_voted = models.BooleanField(default=False)
    # One of the choices, where it is asked for together with the elector (`received`).
    chosen: Option | None = None
    objects: ClassVar[ElectorQuerySet] = ElectorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(name="elector_once", fields=["ballot", "person"]),
            models.UniqueConstraint(
                name="elector_one_chair", fields=["ballot"], condition=Q(is_chair=True)
            ),
            models.CheckConstraint(
                name="elector_voted_may_vote",
                condition=Q(has_voted=False) | Q(is_present=True, recused_because=""),
            ),
        ]

    @property
    def is_recused(self) -> bool:
        """Whether the deputy takes no part because of an own interest."""
        return bool(self.recused_because)

    @property
    def may_vote(self) -> bool:
        """Whether the deputy is present and not recused."""
        return self.is_present and not self.recused_because


class VoteQuerySet(models.QuerySet["Vote"]):
    """Votes given by name."""

    def counted(self) -> Self:
        """The last of each elector's that came in time."""
        later = Vote.objects.filter(elector=OuterRef("elector"), pk__gt=OuterRef("pk"))
        return self.filter(~models.Exists(later.filter(is_late=False)), is_late=False)

    def late(self) -> Self:
        """Those that came after closing: kept, shown, not counted."""
        return self.filter(is_late=True)


class Vote(models.Model):
    """A vote by name, as it came; never changed and never removed. The last in time counts."""

    elector = models.ForeignKey(Elector, models.PROTECT, related_name="votes")
    option = models.ForeignKey(Option, models.PROTECT, related_name="given")
    # Made on the device: the same vote sent twice has the same.
    key = models.UUIDField()
    # When it was given, where it waited on a device; by the clock of the server.
    made_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(default=timezone.now)
    is_late = models.BooleanField(default=False)
    objects: ClassVar[VoteQuerySet] = VoteQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(name="vote_key_once", fields=["elector", "key"])]


class Box(models.Model):
    """All choices of a secret ballot in one sealed row; it goes when the ballot is closed.

    `sealed` is encrypted under a key that is not in the database (see `sealing.py`), has the same
    length from the first vote to the last, and is written anew as a whole with each.
    """

    ballot = models.OneToOneField(Ballot, models.CASCADE, primary_key=True, related_name="box")
    # How often it was written; the key moves on with it.
    version = models.PositiveIntegerField(default=0)
    sealed = models.BinaryField()
