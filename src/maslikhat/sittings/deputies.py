"""The sittings of one deputy: how the deputy took part in those of each body in which one sat.

Only sittings open to all that have ended are counted. Of whom nobody said anything nothing is
known: such a sitting is "not noted", never an absence.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q
from django.db.models.functions import ExtractYear, TruncDate

from maslikhat.kit.days import ALMATY
from maslikhat.kit.shares import Share
from maslikhat.registry.models import CommissionMember, Mandate, Person
from maslikhat.sittings.models import Part, Sitting
from maslikhat.sittings.models.attendance import THERE
from maslikhat.sittings.models.sittings import SittingQuerySet

# Stands for a sitting of which nobody has said how the deputy took part.
NOT_NOTED = ""


@dataclass(frozen=True)
class Sat:
    """The sittings of a year, or all, of councils or of commissions: how many of each part."""

    # None of all years together.
    year: int | None
    parts: Counter[str] = field(default_factory=Counter)
    # By council and class of the good reason, for those who may read it.
    reasons: Counter[tuple[int, str]] = field(default_factory=Counter)

    @property
    def share(self) -> Share:
        """At how many the deputy was, in the hall or remotely, of those one was entitled to.

        While some are not noted these are numbers alone: a share would make them absences.
        """
        there = sum(self.parts[part] for part in THERE)
        whole = self.parts.total() - self.parts[Part.NOT_ENTITLED]
        return Share(there, whole, is_known=not self.parts[NOT_NOTED])


@dataclass(frozen=True)
class Sittings:
    """The sittings of a deputy by year, the newest first: of councils, and of commissions."""

    of_councils: Sequence[Sat]
    of_commissions: Sequence[Sat]


def sittings_of(person: Person) -> SittingQuerySet:
    """Sittings open to all that have ended, of the bodies in which the deputy sat on that day."""
    mandates = Mandate.objects.filter(person=person)
    places = CommissionMember.objects.filter(mandate__person=person)
    rows = Sitting.objects.public().held().annotate(sat_on=TruncDate("starts_at", tzinfo=ALMATY))
    sat = mandates.filter(_then(), convocation__council=OuterRef("council"))
    had_place = places.filter(_then(), _then("mandate__"), commission=OuterRef("commission"))
    return rows.filter(
        Q(Q(commission=None), Exists(sat)) | Q(Exists(had_place)),
        council__in=mandates.values("convocation__council"),
    )


def sat_in(person: Person) -> Sittings:
    """How the deputy took part, by year; one query."""
    rows = (
        sittings_of(person)
        .order_by()
        .annotate(
            own=FilteredRelation("attendances", condition=Q(attendances__person=person)),
            year=ExtractYear("starts_at", tzinfo=ALMATY),
        )
        .values_list("year", "council", "commission", "own__part", "own__reason")
        .annotate(number=Count("pk"))
    )
    found: tuple[dict[int, Sat], dict[int, Sat]] = ({}, {})
    for year, council, commission, part, reason, number in rows:
        sat = found[commission is not None].setdefault(year, Sat(year))
        sat.parts[part or NOT_NOTED] += number
        if reason:
            sat.reasons[council, reason] += number
    return Sittings(*([years[year] for year in sorted(years, reverse=True)] for years in found))


def in_all(years: Iterable[Sat]) -> Sat:
    """All these years together."""
    whole = Sat(None)
    for sat in years:
        whole.parts.update(sat.parts)
        whole.reasons.update(sat.reasons)
    return whole


def _then(prefix: str = "") -> Q:
    """That a dated row holds on the day of the sitting outside."""
    day = OuterRef("sat_on")
    begun = Q(**{f"{prefix}from_day__lte": day})
    return begun & (Q(**{f"{prefix}to_day": None}) | Q(**{f"{prefix}to_day__gt": day}))
