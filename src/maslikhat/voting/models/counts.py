"""Tellers and their counts: each enters alone what was counted; two that agree are the result."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from maslikhat.registry.models import Person
from maslikhat.voting.models.ballots import Ballot


class TellerQuerySet(models.QuerySet["Teller"]):
    """Tellers."""

    def counting(self) -> Self:
        """The two who count, without those whom others have replaced."""
        return self.filter(replaced_because="")


class Teller(models.Model):
    """One of the two deputies who count hands or papers; who is replaced stays with the reason."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="tellers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.PositiveSmallIntegerField()
    # Why another counts in this one's place; who has a reason counts no more.
    replaced_because = models.CharField(max_length=255, default="", blank=True)
    objects: ClassVar[TellerQuerySet] = TellerQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("place", "pk")
        constraints = [
            models.UniqueConstraint(
                name="teller_once", fields=["ballot", "person"], condition=Q(replaced_because="")
            ),
            models.UniqueConstraint(
                name="teller_place", fields=["ballot", "place"], condition=Q(replaced_because="")
            ),
            models.CheckConstraint(name="teller_is_one_of_two", condition=Q(place__in=(1, 2))),
        ]


class Count(models.Model):
    """What one teller counted in one attempt: for each option, spoiled papers, papers given out.

    A count is never changed: when the two differ, both stay and both tellers count anew.
    """

    teller = models.ForeignKey(Teller, models.PROTECT, related_name="counts")
    attempt = models.PositiveSmallIntegerField()
    numbers = models.JSONField()
    spoiled = models.PositiveSmallIntegerField(default=0)
    # Of papers alone; None of a vote that is brought over, where the minutes do not say it.
    given = models.PositiveSmallIntegerField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("attempt", "teller__place")
        constraints = [
            models.UniqueConstraint(name="count_once_an_attempt", fields=["teller", "attempt"]),
            models.CheckConstraint(name="count_attempt_from_one", condition=Q(attempt__gte=1)),
        ]

    @property
    def found(self) -> tuple[list[int], int, int | None]:
        """What is compared with the other teller's count."""
        return list(self.numbers), self.spoiled, self.given
