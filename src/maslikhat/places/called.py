"""What units were called on a day."""

import datetime as dt
from collections.abc import Iterable

from maslikhat.kit.days import holds_on, today
from maslikhat.kit.languages import LANGUAGES
from maslikhat.places import names
from maslikhat.places.models import Unit, UnitName


def as_called_on(day: dt.date, units: Iterable[Unit]) -> list[Unit]:
    """The units under the names they bore on `day`, to be shown and never saved; one query.

    Where no name of that day is kept the present one stays; those of today are on the rows.
    """
    found = list(units)
    if day == today():
        return found
    kept = UnitName.objects.filter(holds_on(day), unit__in=[unit.pk for unit in found])
    versions = {version.unit_id: version for version in kept}
    for unit in found:
        version = versions.get(unit.pk)
        if version is not None:
            for lang in LANGUAGES:
                setattr(unit, f"name_{lang}", getattr(version, lang))
            for column, key in names.sort_keys(version.kk, version.ru, version.en).items():
                setattr(unit, column, key)
    return found
