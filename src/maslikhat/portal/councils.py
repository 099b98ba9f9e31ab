"""The list of councils on a day: rows for the table, numbers for the map, the filters."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Count
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from maslikhat.kit.days import holds_on, on_day
from maslikhat.kit.languages import LANGUAGES, Said, reader_language, said
from maslikhat.places.called import as_called_on
from maslikhat.places.maps import Cell, region_map, shapes, tile_map
from maslikhat.places.models import Unit, UnitParent
from maslikhat.places.names import fold
from maslikhat.portal.kept import once_between_acts
from maslikhat.registry.called import other_names_on
from maslikhat.registry.models import Convocation, Council, Level, Mandate, Seats

LEVELS = {
    Level.NATIONAL.value: _("National"),
    Level.REGIONAL.value: _("Regional"),
    Level.CITY.value: _("City"),
    Level.DISTRICT.value: _("District"),
}


class Row(NamedTuple):
    """A council of the list; `region` is the KATO of its region on the day.

    `seats` and `deputies` are None where the portal does not know them: unknown is not vacant.
    `names` are in every language, for whoever looks for one.
    """

    code: str
    name: Said
    names: tuple[str, ...]
    level: str
    region: str
    region_name: str
    seats: int | None
    deputies: int | None

    @property
    def vacant(self) -> int | None:
        """Seats by law that nobody holds; None where it is not known who holds them."""
        if self.seats is None or self.deputies is None:
            return None
        return max(self.seats - self.deputies, 0)


def rows_on(day: dt.date, regions: Mapping[int, Unit]) -> list[Row]:
    """Every council of `day`, the national chambers among them, by the alphabet.

    Seven queries however many.

    `regions` are the regional units by number, as `regions_by_number` gives them.
    """
    lang = reader_language()
    named = other_names_on(day)
    councils = [
        council | named.get(council["unit_id"], {})
        for council in Council.objects.on(day).order_by(f"sort_{lang}", "code").values(
            "pk", "code", "level", "unit_id", "name_kk", "name_ru", "name_en", f"sort_{lang}"
        )
    ]  # fmt: skip
    if named:
        councils.sort(key=lambda council: (council[f"sort_{lang}"], council["code"]))
    return _with_numbers(councils, day, regions)


def _with_numbers(
    councils: Iterable[dict[str, Any]], day: dt.date, regions: Mapping[int, Unit]
) -> list[Row]:
    """The councils with their region, seats and deputies on `day`."""
    seats = dict(Seats.objects.on(day).values_list("council_id", "number"))
    deputies = dict(
        Mandate.objects.on(day)
        .values_list("convocation__council_id")
        .annotate(Count("pk"))
        .order_by()
    )
    entered = set(Convocation.objects.on(day).values_list("council", flat=True))
    parents = dict(
        UnitParent.objects.filter(holds_on(day), unit__has_council=True).values_list(
            "unit_id", "parent_id"
        )
    )
    lang = reader_language()
    found = []
    for council in councils:
        own = council["unit_id"]
        region = regions.get(own) or regions.get(parents.get(own, 0))
        found.append(
            Row(
                council["code"],
                said(council, "name", lang),
                tuple(council[f"name_{language}"] for language in LANGUAGES),
                council["level"],
                region.kato if region else "",
                said(region, "name", lang).text if region else "",
                seats.get(council["pk"]),
                deputies.get(council["pk"], 0) if council["pk"] in entered else None,
            )
        )
    return found


def regions_by_number(day: dt.date) -> dict[int, Unit]:
    """The regional units as they were called on `day`, by the alphabet, by number; two queries."""
    column = f"sort_{reader_language()}"
    regions = as_called_on(day, Unit.objects.shown().regional())
    regions.sort(key=lambda unit: (getattr(unit, column), unit.kato))
    return {unit.pk: unit for unit in regions}


def chosen(country: "Country", *, name: str, level: str, region: str) -> list[Row]:
    """The rows that answer the filters; an empty filter lets all pass.

    The national chambers are no maslikhats: they answer to their level or their name. A name is
    found in any language, whichever letters it is typed with.
    """
    wanted = fold(name)
    asked_for = level == Level.NATIONAL or (wanted and not level)
    return [
        row
        for row in (*country.rows, *(country.chambers if asked_for else ()))
        if (not level or row.level == level)
        and (not region or row.region == region)
        and (not wanted or any(wanted in fold(one) for one in row.names))
    ]


class Totals(NamedTuple):
    """The country in numbers, added up from the rows; None where no row knows the number.

    `unknown` are the maslikhats of which it is not known who sat in them.
    """

    regional: int
    city: int
    district: int
    total: int
    seats: int | None
    deputies: int | None
    vacant: int | None
    unknown: int


def totals(rows: list[Row]) -> Totals:
    """Councils by level, seats, deputies of maslikhats and vacant seats."""
    levels = [row.level for row in rows]
    return Totals(
        levels.count(Level.REGIONAL),
        levels.count(Level.CITY),
        levels.count(Level.DISTRICT),
        len(rows),
        _sum(row.seats for row in rows),
        _sum(row.deputies for row in rows),
        _sum(row.vacant for row in rows),
        sum(row.deputies is None for row in rows),
    )


def _sum(numbers: Iterable[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def region_cells(rows: Iterable[Row], regions: Iterable[Unit], day: dt.date) -> Mapping[str, Cell]:
    """What the maps say: maslikhats of each region in figures, its seats in the depth of colour."""
    address, more = reverse("portal:councils"), on_day(day).replace("?", "&")
    of_regions: dict[str, list[Row]] = {}
    for row in rows:
        of_regions.setdefault(row.region, []).append(row)
    seats = {region: _sum(row.seats for row in inside) for region, inside in of_regions.items()}
    most = max((number or 0 for number in seats.values()), default=0) or 1
    return {
        unit.kato: Cell(
            label=said(unit, "name").text,
            value_text=str(len(of_regions[unit.kato])),
            href=f"{address}?region={unit.kato}{more}",
            css_kind=f"heat-{round(5 * (seats[unit.kato] or 0) / most)}",
            title=_told(said(unit, "name").text, len(of_regions[unit.kato]), seats[unit.kato]),
        )
        for unit in regions
        # A region that was not there on the day leaves its place empty.
        if unit.kato in of_regions
    }


def _told(region: str, councils: int, seats: int | None) -> str:
    """ "Abai Region: 12 maslikhats, 180 seats"."""
    told = ngettext("%(count)s maslikhat", "%(count)s maslikhats", councils) % {"count": councils}
    if seats is not None:
        told += ", " + ngettext("%(count)s seat", "%(count)s seats", seats) % {"count": seats}
    return f"{region}: {told}"


class Country(NamedTuple):
    """The councils of a day in one language: rows, sums, the maps, the regions by alphabet.

    `rows`, the sums and the maps are of the maslikhats; `chambers` are the national ones.

    `outlines` is empty on a day whose regions are not those the outlines are of.
    """

    regions: list[Unit]
    rows: list[Row]
    chambers: list[Row]
    totals: Totals
    tiles: SafeString
    outlines: SafeString


def country_on(day: dt.date) -> Country:
    """The country on a day in the reader's language; one query while no act is recorded."""
    return _country(day, reader_language())


@once_between_acts
def _country(day: dt.date, _lang: str) -> Country:
    regions = regions_by_number(day)
    councils = rows_on(day, regions)
    rows = [row for row in councils if row.level != Level.NATIONAL]
    chambers = [row for row in councils if row.level == Level.NATIONAL]
    units = list(regions.values())
    cells = region_cells(rows, units, day)
    outlines = region_map(cells) if cells.keys() == shapes().keys() else SafeString("")
    return Country(units, rows, chambers, totals(rows), tile_map(cells), outlines)
