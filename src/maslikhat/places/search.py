"""Finding a place by its name, as people type it: in Kazakh, Russian or Latin letters."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import F, QuerySet

from maslikhat.kit.days import today
from maslikhat.places.models import FindKey, Kind, Unit
from maslikhat.places.names import fold

# Words for what a place is, which people type before or after its name.
KIND_WORDS = frozenset(
    fold(
        "аудан ауданы облыс облысы қала қаласы ауыл ауылы кент кенті район область области город"
        " село посёлок аул с г п district region city village town"
    ).split()
)
# A key is folded, and no folded letter is above this one: the end of a range of prefixes.
LAST = "\U0010ffff"


def by_name(text: str, limit: int = 20) -> list[Unit]:
    """At most `limit` places of today with a name, or a word of a name, that begins with `text`.

    Whole names come first, then beginnings, then later words; within each the larger places first.
    Case and the Kazakh letters do not count ("Косшы" finds Қосшы). Nothing for an empty text.
    """
    asked = _asked(text)
    if not asked:
        return []
    found = _named(FindKey.objects.filter(key=asked), limit)
    if len(found) < limit:
        begins = FindKey.objects.filter(key__gt=asked, key__lt=asked + LAST)
        found += _named(begins, limit - len(found), found)
    if len(found) < limit and len(asked) > 2:
        # No index helps here, and the table is small: some 35,000 keys.
        later = FindKey.objects.filter(key__contains=f" {asked}")
        found += _named(later, limit - len(found), found)
    return found


def _asked(text: str) -> str:
    """The folded name, without the words for what the place is unless nothing else is left."""
    words = fold(text[:200]).split()
    kept = [word for word in words if word not in KIND_WORDS]
    return " ".join(kept or words)


def _named(keys: QuerySet[FindKey], limit: int, found: Iterable[Unit] = ()) -> list[Unit]:
    """Up to `limit` units of today that have one of `keys`, larger ones and then by alphabet."""
    units = (
        Unit.objects.on(today())
        .filter(kato__in=keys.values("kato"))
        .exclude(kind=Kind.COUNTRY)
        # The town itself under a city of the same name would be a second answer to one question.
        .exclude(kind=Kind.SUB_DISTRICT, name_kk=F("parent__name_kk"))
        .exclude(pk__in=[unit.pk for unit in found])
        .select_related("parent")
    )
    return list(units.larger_first()[:limit])


# As `Unit.ancestors_on`, of many at once.
_LINES = """
    WITH RECURSIVE line (start, id, depth) AS (
        SELECT id, id, 0 FROM places_unit WHERE id IN ({marks})
        UNION ALL
        SELECT line.start, COALESCE(moved.parent_id, unit.parent_id), line.depth + 1
        FROM line JOIN places_unit unit ON unit.id = line.id
        LEFT JOIN places_unitparent moved ON moved.unit_id = unit.id
            AND moved.from_day <= %s AND (moved.to_day IS NULL OR moved.to_day > %s)
        WHERE unit.parent_id IS NOT NULL AND line.depth < 9
    )
    SELECT line.start, unit.* FROM line JOIN places_unit unit ON unit.id = line.id
    WHERE line.depth > 0 ORDER BY line.start, line.depth
"""


def lines_of(units: Collection[Unit], day: dt.date) -> dict[int, list[Unit]]:
    """By number of unit, the units it belonged to on `day`, nearest first; one query for all."""
    lines: dict[int, list[Unit]] = {unit.pk: [] for unit in units}
    if lines:
        statement = _LINES.format(marks=", ".join(["%s"] * len(lines)))
        for unit in Unit.objects.raw(statement, [*lines, day, day]):
            lines[unit.start].append(unit)  # type: ignore[attr-defined]
    return lines
