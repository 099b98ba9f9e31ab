"""Councils: what they are, how many seats they have, how their head is called, their terms."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from maslikhat.kit.days import Dated
from maslikhat.kit.keys import KeyField
from maslikhat.places.models import Unit
from maslikhat.registry.models.dated import DatedQuerySet


class Level(models.TextChoices):
    """Levels of representative bodies; none is subordinate to another."""

    NATIONAL = "national"
    REGIONAL = "regional"
    CITY = "city"
    DISTRICT = "district"


class CouncilQuerySet(DatedQuerySet["Council"]):
    """Councils."""

    def local(self) -> Self:
        """The maslikhats, without the national chambers."""
        return self.exclude(level=Level.NATIONAL)

    def national(self) -> Self:
        """The national chambers."""
        return self.filter(level=Level.NATIONAL)

    def level(self, level: str) -> Self:
        """Those of one level."""
        return self.filter(level=level)

    def of_region(self, region: Unit, day: dt.date | None = None) -> Self:
        """Those of a region and of the units that belonged to it on `day`."""
        within = Unit.objects.within(region, day)
        return self.filter(Q(unit=region) | Q(unit__in=within))

    def in_order(self, lang: str = "kk") -> Self:
        """In the alphabetical order of a language: kk, ru or en."""
        return self.order_by(f"sort_{lang}", "code")


class Council(Dated):
    """A representative body: a maslikhat, coded by the KATO of its unit, or a national chamber."""

    code = models.CharField(max_length=16, unique=True)
    level = models.CharField(max_length=8, choices=Level.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="councils")
    name_kk = models.CharField(max_length=255)
    name_ru = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, default="", blank=True)
    sort_kk = KeyField(max_length=255)
    sort_ru = KeyField(max_length=255)
    sort_en = KeyField(max_length=255)
    objects: ClassVar[CouncilQuerySet] = CouncilQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                name="council_of_a_unit_unless_national",
                condition=Q(level="national", unit__isnull=True)
                | (~Q(level="national") & Q(unit__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return self.name_kk

    @property
    def is_national(self) -> bool:
        """Whether it is a chamber of the whole country."""
        return self.level == Level.NATIONAL


class Seats(Dated):
    """How many deputies a council has by law (set by the Central Election Commission)."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    basis = models.CharField(max_length=255)
    objects: ClassVar[DatedQuerySet["Seats"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(name="seats_are_some", condition=Q(number__gt=0)),
            models.UniqueConstraint(
                name="seats_one_open", fields=["council"], condition=Q(to_day__isnull=True)
            ),
            models.UniqueConstraint(name="seats_one_a_day", fields=["council", "from_day"]),
        ]


class HeadTitle(Dated):
    """What the head of a council of this level is called: secretary, later chair."""

    level = models.CharField(max_length=8, choices=Level.choices)
    title_kk = models.CharField(max_length=64)
    title_ru = models.CharField(max_length=64)
    title_en = models.CharField(max_length=64)
    acting_kk = models.CharField(max_length=64)
    acting_ru = models.CharField(max_length=64)
    acting_en = models.CharField(max_length=64)
    basis = models.CharField(max_length=255, default="")
    objects: ClassVar[DatedQuerySet["HeadTitle"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="headtitle_one_a_day", fields=["level", "from_day"]),
        ]


class Convocation(Dated):
    """A council between two general elections (Law 148, art. 5: five years)."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="convocations")
    number = models.CharField(max_length=8)
    objects: ClassVar[DatedQuerySet["Convocation"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="convocation_number", fields=["council", "number"]),
            models.UniqueConstraint(
                name="convocation_one_open", fields=["council"], condition=Q(to_day__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Constituency(Dated):
    """A single-mandate electoral district of a council; it is not a unit of the classifier."""

    council = models.ForeignKey(Council, models.CASCADE, related_name="constituencies")
    number = models.PositiveSmallIntegerField()
    name_kk = models.CharField(max_length=255)
    name_ru = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, default="", blank=True)
    units = models.ManyToManyField(Unit, related_name="constituencies", blank=True)
    objects: ClassVar[DatedQuerySet["Constituency"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                name="constituency_number", fields=["council", "number", "from_day"]
            ),
            models.UniqueConstraint(
                name="constituency_number_open",
                fields=["council", "number"],
                condition=Q(to_day__isnull=True),
            ),
        ]


class Party(Dated):
    """A political party; a self-nominated deputy has none."""

    code = models.CharField(max_length=16, unique=True)
    name_kk = models.CharField(max_length=255)
    name_ru = models.CharField(max_length=255)
    name_en = models.CharField(max_length=255, default="", blank=True)
    short_kk = models.CharField(max_length=64)
    short_ru = models.CharField(max_length=64)
    short_en = models.CharField(max_length=64, default="", blank=True)
    objects: ClassVar[DatedQuerySet["Party"]] = DatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return self.code
