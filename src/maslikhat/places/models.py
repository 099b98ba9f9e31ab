"""Places: the units of the State classifier, their names, parents and numbers over time."""

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from maslikhat.kit.days import Dated, goes_on, holds_on, today
from maslikhat.kit.keys import KeyField

COUNTRY = "000000000"
# The line of units above one on a day; UnitParent says where a unit belonged, its row otherwise.
_LINE = """
    WITH RECURSIVE line (id, depth) AS (
        SELECT CAST(%s AS bigint), 0
        UNION ALL
        SELECT COALESCE(moved.parent_id, unit.parent_id), line.depth + 1
        FROM line JOIN places_unit unit ON unit.id = line.id
        LEFT JOIN places_unitparent moved ON moved.unit_id = unit.id
            AND moved.from_day <= %s AND (moved.to_day IS NULL OR moved.to_day > %s)
        WHERE unit.parent_id IS NOT NULL AND line.depth < 9
    )
    SELECT unit.* FROM line JOIN places_unit unit ON unit.id = line.id
    WHERE line.depth > 0 ORDER BY line.depth
"""


class Kind(models.TextChoices):
    """What a unit is; the words of the law are in `places.names`."""

    COUNTRY = "country"
    REGION = "region"
    REPUBLICAN_CITY = "republican_city"
    RAYON = "rayon"
    OBLAST_CITY = "oblast_city"
    LEASED_CITY = "leased_city"
    CITY_DISTRICT = "city_district"
    SUB_DISTRICT = "sub_district"
    SETTLEMENT = "settlement"


REGIONAL = (Kind.REGION, Kind.REPUBLICAN_CITY)
SIZES = (
    Kind.REPUBLICAN_CITY,
    Kind.REGION,
    Kind.OBLAST_CITY,
    Kind.LEASED_CITY,
    Kind.RAYON,
    Kind.CITY_DISTRICT,
    Kind.SUB_DISTRICT,
    Kind.SETTLEMENT,
)
SECOND_LEVEL = (Kind.RAYON, Kind.OBLAST_CITY, Kind.LEASED_CITY)


def exists_on(day: dt.date, prefix: str = "") -> Q:
    """The condition that a unit exists on `day`; an empty beginning is before 1994."""
    began = Q(**{f"{prefix}from_day__isnull": True}) | Q(**{f"{prefix}from_day__lte": day})
    return began & goes_on(day, prefix)


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions about units."""

    def shown(self) -> Self:
        """Units that no unfinished import has brought."""
        done = KatoImport.objects.filter(state=KatoImport.State.DONE).values("pk")
        return self.filter(Q(came_with__isnull=True) | Q(came_with__in=done))

    def on(self, day: dt.date) -> Self:
        """Units shown that existed on `day`."""
        return self.shown().filter(exists_on(day))

    def regional(self) -> Self:
        """The 20 units of the first level: regions, the capital, cities of republican rank."""
        return self.filter(kind__in=REGIONAL)

    def second_level(self) -> Self:
        """Rayons and cities of oblast significance, the leased city of Baikonur included."""
        return self.filter(kind__in=SECOND_LEVEL)

    def city_districts(self) -> Self:
        """Rayons inside cities: they have akims and no maslikhats."""
        return self.filter(kind=Kind.CITY_DISTRICT)

    def with_council(self) -> Self:
        """Units that elect a maslikhat."""
        return self.filter(has_council=True)

    def within(self, unit: "Unit", day: dt.date | None = None) -> Self:
        """The units directly under `unit` on `day` (today when absent)."""
        day = day or today()
        moved = UnitParent.objects.filter(holds_on(day))
        elsewhere = moved.exclude(parent=unit).values("unit")
        here = moved.filter(parent=unit).values("unit")
        return self.on(day).filter(Q(pk__in=here) | (Q(parent=unit) & ~Q(pk__in=elsewhere)))

    def larger_first(self) -> Self:
        """Regions, then cities, rayons and lower units; each in the Kazakh order."""
        ranks = [When(kind=kind, then=rank) for rank, kind in enumerate(SIZES)]
        return self.order_by(Case(*ranks, default=len(SIZES)), "sort_kk", "kato")

    def in_order(self, lang: str = "kk") -> Self:
        """In the alphabetical order of a language: kk, ru or en."""
        return self.order_by(f"sort_{lang}", "kato")


class Unit(models.Model):
    """A unit of the State classifier (KATO); its code is its address and never changes."""

    kato = models.CharField(max_length=9, unique=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    # Where it belongs today; where it belonged before is in UnitParent.
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    # The current names; older ones are in UnitName.
    name_kk = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True, default="")
    # As the classifier writes them ("Семей Қ.Ә."), to see at the next import what has changed.
    kato_name_kk = models.CharField(max_length=120, blank=True, default="")
    kato_name_ru = models.CharField(max_length=120, blank=True, default="")
    sort_kk = KeyField(max_length=160)
    sort_ru = KeyField(max_length=160)
    sort_en = KeyField(max_length=160, blank=True, default="")
    has_council = models.BooleanField(default=False)
    iso = models.CharField(max_length=6, blank=True, default="")
    centre_kk = models.CharField(max_length=80, blank=True, default="")
    centre_ru = models.CharField(max_length=80, blank=True, default="")
    centre_en = models.CharField(max_length=80, blank=True, default="")
    # Empty: it existed before 1994.
    from_day = models.DateField(null=True, blank=True)
    to_day = models.DateField(null=True, blank=True)
    # How the beginning is known.
    basis = models.CharField(max_length=200, blank=True, default="")

    # The import that brought it; `shown()` leaves the unit out while that is not done.
    came_with = models.ForeignKey(
        "KatoImport", models.PROTECT, null=True, blank=True, related_name="units", db_index=False
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="unit_code_has_nine_characters", condition=Exact(Length("kato"), 9)
            ),
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(to_day__isnull=True)
                | Q(from_day__isnull=True)
                | Q(to_day__gt=F("from_day")),
            ),
            models.CheckConstraint(
                name="unit_only_the_country_has_no_parent",
                condition=Q(kind=Kind.COUNTRY, parent__isnull=True)
                | (~Q(kind=Kind.COUNTRY) & Q(parent__isnull=False)),
            ),
            models.CheckConstraint(
                name="unit_council_only_where_the_law_gives_one",
                condition=Q(has_council=False)
                | Q(kind__in=[*REGIONAL, Kind.RAYON, Kind.OBLAST_CITY]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kato} {self.name_kk}"

    @property
    def is_regional(self) -> bool:
        """Whether this is a region, the capital or a city of republican significance."""
        return self.kind in REGIONAL

    def exists_on(self, day: dt.date) -> bool:
        """Whether the unit existed on `day`."""
        return (self.from_day is None or self.from_day <= day) and (
            self.to_day is None or day < self.to_day
        )

    def ancestors_on(self, day: dt.date) -> list["Unit"]:
        """The units it belonged to on `day`, nearest first, the country last; one query."""
        return list(Unit.objects.raw(_LINE, [self.pk, day, day]))


class UnitName(Dated):
    """A name in three languages, while the unit bore it.

    Kept for the units of the reference data, and for any other from its first change of name.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    kk = models.CharField(max_length=120)
    ru = models.CharField(max_length=120)
    en = models.CharField(max_length=120, blank=True, default="")
    basis = models.CharField(max_length=200, blank=True, default="")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="unit_name_begins_once", fields=["unit", "from_day"]),
            models.UniqueConstraint(
                name="unit_name_one_is_current", fields=["unit"], condition=Q(to_day__isnull=True)
            ),
        ]


class UnitParent(Dated):
    """Where a unit belonged, while it did.

    Kept for the units of the reference data, and for any other from its first change of parent.
    """

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Unit, models.PROTECT, related_name="past_children")

    class Meta(Dated.Meta):
        constraints = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(name="unit_parent_begins_once", fields=["unit", "from_day"]),
            models.UniqueConstraint(
                name="unit_parent_one_is_current", fields=["unit"], condition=Q(to_day__isnull=True)
            ),
        ]


class FindKey(models.Model):
    """A folded word by which a place is found; its place is known by code.

    An import writes these first, in batches: a key whose unit has not come yet finds nothing.
    """

    key = KeyField(max_length=120)
    kato = models.CharField(max_length=9)

    class Meta:
        constraints = [models.UniqueConstraint(name="find_key_once", fields=["key", "kato"])]


class Indicator(models.Model):
    """A number about a unit in a year, with its unit of measure and where it comes from."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="indicators")
    key = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    # Fifteen digits are what SQLite gives back as they were.
    value = models.DecimalField(max_digits=15, decimal_places=1)
    unit_of_measure = models.CharField(max_length=40)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="indicator_once_a_year", fields=["unit", "key", "year"]),
            models.CheckConstraint(
                name="indicator_year_is_sane", condition=Q(year__gte=1900) & Q(year__lte=2200)
            ),
        ]


class KatoImport(models.Model):
    """One classifier taken in: the digest of its file and what it brought."""

    class State(models.TextChoices):
        STAGED = "staged"
        DONE = "done"

    state = models.CharField(max_length=8, choices=State.choices, default=State.STAGED)
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    # When it last wrote: one that has long been silent was killed.
    touched_at = models.DateTimeField(default=timezone.now)


class StagedChange(models.Model):
    """New names or a new parent of a known unit, waiting for the switch of an import."""

    # No index: the table holds one import at a time, and is read whole.
    taken_in = models.ForeignKey(KatoImport, models.CASCADE, related_name="staged", db_index=False)
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", db_index=False)
    is_renamed = models.BooleanField()
    name_kk = models.CharField(max_length=120)
    name_ru = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    kato_name_kk = models.CharField(max_length=120)
    kato_name_ru = models.CharField(max_length=120)
    sort_kk = KeyField(max_length=160)
    sort_ru = KeyField(max_length=160)
    sort_en = KeyField(max_length=160)
    # Empty: it stays where it is.
    parent = models.ForeignKey(Unit, models.CASCADE, null=True, related_name="+", db_index=False)
