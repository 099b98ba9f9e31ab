"""The list of councils on a day: rows for the table, numbers for the map, the filters."""

import datetime as dt
import time
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import holds_on
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.ledger.state import newest
from maslikhat.places.maps import Cell, tile_map
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


# How long the country is kept when nothing is done.
KEPT_SECONDS = 15


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
    return {unit.pk: unit for unit in Unit.objects.shown().regional().in_order(reader_language())}


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


def region_tiles(rows: Iterable[Row], regions: Iterable[Unit]) -> SafeString:
    """The tile map: maslikhats of each region in figures, its seats in the depth of colour."""
    seats: dict[str, int] = {}
    numbers: dict[str, int] = {}
    for row in rows:
        seats[row.region] = seats.get(row.region, 0) + row.seats
        numbers[row.region] = numbers.get(row.region, 0) + 1
    most = max(seats.values(), default=0) or 1
    cells: Mapping[str, Cell] = {
        unit.kato: Cell(
            label=said(unit, "name").text,
            value_text=str(numbers.get(unit.kato, 0)),
            href=f"{reverse('portal:councils')}?region={unit.kato}",
            css_kind=f"heat-{round(5 * seats.get(unit.kato, 0) / most)}",
            title=_("%(name)s: %(councils)s maslikhats, %(seats)s seats")
            % {
                "name": said(unit, "name").text,
                "councils": numbers.get(unit.kato, 0),
                "seats": seats.get(unit.kato, 0),
            },
        )
        for unit in regions
    }
    return tile_map(cells)


class Country(NamedTuple):
    """The maslikhats of a day in one language: rows, sums, the map, the regions by alphabet."""

    regions: list[Unit]
    rows: list[Row]
    totals: Totals
    tiles: SafeString


def country_on(day: dt.date) -> Country:
    """The country on a day; derived anew when an act has been recorded since; one query if not."""
    if connection.in_atomic_block:
        # What has not been committed is true for nobody else.
        return _derived(day)
    # PostgreSQL may show a later entry before an earlier one: hence the clock as well.
    return _kept(day, reader_language(), newest(), int(time.monotonic() // KEPT_SECONDS))


@lru_cache(maxsize=16)
def _kept(day: dt.date, lang: str, newest: int, clock: int) -> Country:
    return _derived(day)


def _derived(day: dt.date) -> Country:
    regions = regions_by_number()
    rows = rows_on(day, regions)
    units = list(regions.values())
    return Country(units, rows, totals(rows), region_tiles(rows, units))
