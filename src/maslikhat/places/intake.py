"""Comparing a classifier with the units there are: what is new, renamed, moved or gone."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.refusals import Refused
from maslikhat.places import names
from maslikhat.places.classifier import Row, is_city
from maslikhat.places.models import COUNTRY, REGIONAL, SECOND_LEVEL, FindKey, Kind, Unit
from maslikhat.places.reference import find_keys

DEPTH = {"oblast": 1, "district": 2, "sub_district": 3, "settlement": 4}
HIGH = frozenset({Kind.COUNTRY, *REGIONAL, *SECOND_LEVEL})
# A file that lacks more than this share of the units there are has been cut short.
MOST_MISSING = 10

# Columns of a new unit and of a staged change, as `new_units` and `changed_units` give them.
UNIT_COLUMNS = (
    "id", "kato", "kind", "parent_id", "name_kk", "name_ru", "name_en", "kato_name_kk",
    "kato_name_ru", "sort_kk", "sort_ru", "sort_en", "has_council", "iso", "centre_kk",
    "centre_ru", "centre_en", "from_day", "basis", "came_with_id",
)  # fmt: skip
CHANGE_COLUMNS = (
    "taken_in_id", "unit_id", "is_renamed", "name_kk", "name_ru", "name_en", "kato_name_kk",
    "kato_name_ru", "sort_kk", "sort_ru", "sort_en", "parent_id",
)  # fmt: skip
COUNCILS = frozenset({*REGIONAL, Kind.RAYON, Kind.OBLAST_CITY})
FIRST_SEEN = "first seen in a classifier on this day"

Keys = set[tuple[str, str]]
# A row for the database, and the keys by which its unit is found.
Prepared = tuple[tuple[object, ...], Keys]


class Known(NamedTuple):
    """What is known of a unit: its number, kind, the classifier's names and its parent's code."""

    pk: int
    kind: str
    kato_name_kk: str
    kato_name_ru: str
    parent: str | None


class Change(NamedTuple):
    """A unit whose classifier names or parent are others now; `parent` is None when it stays."""

    pk: int
    row: Row
    written: names.Names
    is_renamed: bool
    parent: str | None


class Plan(NamedTuple):
    """What taking in a classifier would do; `numbers` are those of the known units by code."""

    new: list[Row]
    changes: list[Change]
    unchanged: int
    missing: list[str]
    numbers: dict[str, int]


def plan(rows: Sequence[Row]) -> Plan:
    """Compare; Refused when so much is missing that the file must have been cut short."""
    known = {
        unit[0]: Known(*unit[1:])
        for unit in Unit.objects.shown()
        .exclude(kato=COUNTRY)
        .values_list("kato", "pk", "kind", "kato_name_kk", "kato_name_ru", "parent__kato")
    }
    numbers = {kato: unit.pk for kato, unit in known.items()}
    numbers[COUNTRY] = Unit.objects.get(kato=COUNTRY).pk
    new, changes, unchanged = [], [], 0
    for row in rows:
        unit = known.pop(row.kato, None)
        if unit is None:
            new.append(row)
        elif change := _change(unit, row):
            changes.append(change)
        else:
            unchanged += 1
    _not_cut_short(rows, known)
    return Plan(new, changes, unchanged, sorted(known), numbers)


def _not_cut_short(rows: Sequence[Row], missing: dict[str, Known]) -> None:
    lost = sorted(kato for kato, unit in missing.items() if unit.kind in REGIONAL)
    if lost or len(missing) * MOST_MISSING > len(rows):
        raise Refused(
            _(
                "After row %(row)s: %(count)s units that the portal knows are missing,"
                " the first is %(code)s; is the file cut short? Nothing was changed."
            )
            % {"row": len(rows) + 1, "count": len(missing), "code": (lost or sorted(missing))[0]},
            status=422,
        )


def _change(unit: Known, row: Row) -> Change | None:
    is_renamed = (unit.kato_name_kk, unit.kato_name_ru) != (row.name_kk, row.name_ru)
    parent = row.parent or COUNTRY
    is_moved = unit.parent != parent
    if not is_renamed and not is_moved:
        return None
    return Change(
        unit.pk, row, written(row, Kind(unit.kind)), is_renamed, parent if is_moved else None
    )


def kind_of(row: Row) -> Kind:
    """What a unit of the classifier is: by level and type, and rayons of cities by their name."""
    if row.level == "oblast":
        return Kind.REPUBLICAN_CITY if is_city(row) else Kind.REGION
    if row.level == "district":
        return Kind.OBLAST_CITY if is_city(row) else Kind.RAYON
    if row.name_kk.endswith("ауданы"):
        return Kind.CITY_DISTRICT
    return Kind.SUB_DISTRICT if row.level == "sub_district" else Kind.SETTLEMENT


def written(row: Row, kind: Kind) -> names.Names:
    """The names of a unit in full."""
    if kind in HIGH or kind == Kind.CITY_DISTRICT:
        kk, ru = names.of_second_level(row.name_kk, row.name_ru)
        return names.Names(kk, ru, names.english(kk), *names.bare(kk, ru), names.english(kk))
    return names.in_full(row.name_kk, row.name_ru)


def new_units(
    plan: Plan, numbers: Sequence[int], *, day: dt.date, is_first: bool, taken_in: int
) -> Iterator[Prepared]:
    """For each new unit, parents first, its row under the next of `numbers`, and its keys.

    With the first classifier the lower units are new to the portal alone, and have no first day;
    later ones, and any rayon, city or region that was not known, are newly made on `day`.
    """
    known = dict(plan.numbers)
    for number, row in zip(numbers, plan.new, strict=True):
        known[row.kato] = number
        kind = kind_of(row)
        name = written(row, kind)
        is_old = is_first and DEPTH[row.level] > DEPTH["district"]
        yield (
            (
                number,
                row.kato,
                kind.value,
                known[row.parent or COUNTRY],
                name.kk,
                name.ru,
                name.en,
                row.name_kk,
                row.name_ru,
                *_sort_keys(name),
                kind in COUNCILS,
                *("", "", "", ""),
                None if is_old else day,
                "" if is_old else FIRST_SEEN,
                taken_in,
            ),
            keys_of(row.kato, name),
        )


def changed_units(plan: Plan, numbers: Sequence[int], *, taken_in: int) -> Iterator[Prepared]:
    """For each renamed or moved unit the row of its change, and the keys of its new name.

    `numbers` are those of the new units, in the order of the plan.
    """
    known = plan.numbers | dict(zip((row.kato for row in plan.new), numbers, strict=True))
    for change in plan.changes:
        name = change.written
        yield (
            (
                taken_in,
                change.pk,
                change.is_renamed,
                name.kk,
                name.ru,
                name.en,
                change.row.name_kk,
                change.row.name_ru,
                *_sort_keys(name),
                known[change.parent] if change.parent is not None else None,
            ),
            keys_of(change.row.kato, name),
        )


def _sort_keys(name: names.Names) -> tuple[str, str, str]:
    return sort_key(name.bare_kk, 160), sort_key(name.bare_ru, 160), sort_key(name.bare_en, 160)


def keys_of(kato: str, name: names.Names) -> set[tuple[str, str]]:
    """The folded names by which a unit is found; English folds as Kazakh does."""
    return find_keys(kato, name.bare_kk, name.bare_ru)


def unknown_keys(keys: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of `keys` that are not kept yet, in their own order."""
    return sorted(keys.difference(FindKey.objects.values_list("key", "kato")))
