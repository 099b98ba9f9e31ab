"""The statements of a classifier's switch: each changes all units that changed, at once.

They run on both databases. The old name or parent keeps its days, the new one begins on the day
of the switch; a second change on one day replaces the first, so that no version is empty.
"""

import datetime as dt

from django.db import connection

from maslikhat.kit.days import FIRST_DAY
from maslikhat.kit.transactions import staging
from maslikhat.places.models import FindKey, KatoImport, StagedChange, Unit

# Each pair of tables is turned over alike: versions, their columns, what they are before and
# after, and when they differ.
_NAMES = {
    "versions": "places_unitname",
    "columns": "kk, ru, en, basis",
    "old": "u.name_kk, u.name_ru, u.name_en, ''",
    "new": "s.name_kk, s.name_ru, s.name_en, ''",
    "set": "kk = s.name_kk, ru = s.name_ru, en = s.name_en",
    "differs": "s.is_renamed AND (s.name_kk <> u.name_kk OR s.name_ru <> u.name_ru)",
}
_PARENTS = {
    "versions": "places_unitparent",
    "columns": "parent_id",
    "old": "u.parent_id",
    "new": "s.parent_id",
    "set": "parent_id = s.parent_id",
    "differs": "s.parent_id IS NOT NULL",
}
_STAGED = "places_stagedchange s JOIN places_unit u ON u.id = s.unit_id"
_OWN = "s.taken_in_id = %(import)s AND {differs}"
_NO_CURRENT = "NOT EXISTS (SELECT 1 FROM {versions} v WHERE v.unit_id = u.id AND v.to_day IS NULL)"
_BEGAN = "COALESCE(u.from_day, %(first)s)"
_VERSIONS = (
    # Of a unit with no version kept: what it was until today.
    f"INSERT INTO {{versions}} (unit_id, from_day, to_day, {{columns}})"  # noqa: S608 - our own words
    f" SELECT u.id, {_BEGAN}, %(day)s, {{old}} FROM {_STAGED}"
    f" WHERE {_OWN} AND {_BEGAN} < %(day)s AND {_NO_CURRENT}",
    # A version begun today is replaced.
    "UPDATE {versions} SET {set}"  # noqa: S608 - our own words
    f" FROM {_STAGED} WHERE {_OWN} AND {{versions}}.unit_id = s.unit_id"
    " AND {versions}.to_day IS NULL AND {versions}.from_day >= %(day)s",
    # An older one ends today.
    "UPDATE {versions} SET to_day = %(day)s"  # noqa: S608 - our own words
    f" FROM {_STAGED} WHERE {_OWN} AND {{versions}}.unit_id = s.unit_id"
    " AND {versions}.to_day IS NULL AND {versions}.from_day < %(day)s",
    f"INSERT INTO {{versions}} (unit_id, from_day, {{columns}})"  # noqa: S608 - our own words
    f" SELECT u.id, CASE WHEN {_BEGAN} < %(day)s THEN %(day)s ELSE u.from_day END, {{new}}"
    f" FROM {_STAGED} WHERE {_OWN} AND {_NO_CURRENT}",
)
_CURRENT = (
    "UPDATE places_unit SET name_kk = s.name_kk, name_ru = s.name_ru, name_en = s.name_en,"
    " kato_name_kk = s.kato_name_kk, kato_name_ru = s.kato_name_ru,"
    " sort_kk = s.sort_kk, sort_ru = s.sort_ru, sort_en = s.sort_en"
    " FROM places_stagedchange s"
    " WHERE s.unit_id = places_unit.id AND s.taken_in_id = %(import)s AND s.is_renamed",
    "UPDATE places_unit SET parent_id = s.parent_id FROM places_stagedchange s"
    " WHERE s.unit_id = places_unit.id AND s.taken_in_id = %(import)s"
    " AND s.parent_id IS NOT NULL",
)
STATEMENTS = (
    *(statement.format(**_NAMES) for statement in _VERSIONS),
    *(statement.format(**_PARENTS) for statement in _VERSIONS),
    *_CURRENT,
)


def apply(taken_in: KatoImport, day: dt.date) -> None:
    """Give every unit of the staged changes its new names and parent from `day` on.

    The caller holds the transaction and the lock on the country.
    """
    changes = StagedChange.objects.filter(taken_in=taken_in)
    if not changes.exists():
        return
    values = {
        "import": taken_in.pk,
        "day": connection.ops.adapt_datefield_value(day),
        "first": connection.ops.adapt_datefield_value(FIRST_DAY),
    }
    with connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement, values)


def take_away_changes(taken_in: KatoImport, most: int) -> bool:
    """Delete up to `most` staged changes of an import, in one transaction; False at the end."""
    with staging():
        some = StagedChange.objects.filter(taken_in=taken_in).order_by("pk")[:most]
        numbers = list(some.values_list("pk", flat=True))
        StagedChange.objects.filter(pk__in=numbers)._raw_delete("default")
    return bool(numbers)


def take_away_units(taken_in: KatoImport, most: int) -> bool:
    """Delete up to `most` hidden units of an import and their keys; False at the end.

    The lowest units first: none loses its parent before it goes.
    """
    with staging():
        some = Unit.objects.filter(came_with=taken_in).order_by("-pk")[:most]
        units = dict(some.values_list("pk", "kato"))
        FindKey.objects.filter(kato__in=units.values())._raw_delete("default")
        Unit.objects.filter(pk__in=units)._raw_delete("default")
    return bool(units)
