"""The list of councils on a day: rows for the table, numbers for the map, the filters."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import holds_on
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.places.models import Unit, UnitParent
from maslikhat.registry.models import Council, Level, Mandate, Seats

LEVELS = {
    Level.NATIONAL.value: _("National"),
    Level.REGIONAL.value: _("Regional"),
    Level.CITY.value: _("City"),
    Level.DISTRICT.value: _("District"),
}
# What the filters offer: the national chambers are not maslikhats.
LOCAL_LEVELS = {level: words for level, words in LEVELS.items() if level != Level.NATIONAL}


class Row(NamedTuple):
    """A council of the list; `region` is the KATO of its region on the day."""

    code: str
    name: Said
    level: str
    region: str
    region_name: str
    seats: int
    deputies: int

    @property
    def vacant(self) -> int:
        """Seats by law that nobody holds."""
        return max(self.seats - self.deputies, 0)


def rows_on(day: dt.date, regions: Mapping[int, Unit]) -> list[Row]:
    """Every maslikhat of `day` in the order of the alphabet; four queries however many.

    `regions` are the regional units by number, as `regions_by_number` gives them.
    """
    seats = dict(Seats.objects.on(day).values_list("council_id", "number"))
    deputies = dict(
        Mandate.objects.on(day)
        .values_list("convocation__council_id")
        .annotate(Count("pk"))
        .order_by()
    )
    parents = dict(
        UnitParent.objects.filter(holds_on(day), unit__has_council=True).values_list(
            "unit_id", "parent_id"
        )
    )
    lang = reader_language()
    found = []
    for council in (
        Council.objects.on(day).local().order_by(f"sort_{lang}", "code").values(
            "pk", "code", "level", "unit_id", "name_kk", "name_ru", "name_en"
        )
    ):  # fmt: skip
        own = council["unit_id"]
        region = regions.get(own) or regions.get(parents.get(own, 0))
        found.append(
            Row(
                council["code"],
                said(council, "name", lang),
                council["level"],
                region.kato if region else "",
                said(region, "name", lang).text if region else "",
                seats.get(council["pk"], 0),
                deputies.get(council["pk"], 0),
            )
        )
    return found


def regions_by_number() -> dict[int, Unit]:
    """The regional units in the order of the alphabet, by their number; one query."""
    return {unit.pk: unit for unit in Unit.objects.regional().in_order(reader_language())}


def chosen(rows: list[Row], *, name: str, level: str, region: str) -> list[Row]:
    """The rows that answer the filters; an empty filter lets all pass."""
    wanted = sort_key(name)
    return [
        row
        for row in rows
        if (not level or row.level == level)
        and (not region or row.region == region)
        and (not wanted or wanted in sort_key(row.name.text))
    ]


class Totals(NamedTuple):
    """The country in numbers, added up from the rows."""

    regional: int
    city: int
    district: int
    total: int
    seats: int
    deputies: int
    vacant: int


def totals(rows: list[Row]) -> Totals:
    """Councils by level, seats, deputies of maslikhats and vacant seats."""
    levels = [row.level for row in rows]
    return Totals(
        levels.count(Level.REGIONAL),
        levels.count(Level.CITY),
        levels.count(Level.DISTRICT),
        len(rows),
        sum(row.seats for row in rows),
        sum(row.deputies for row in rows),
        sum(row.vacant for row in rows),
    )
