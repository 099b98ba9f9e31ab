"""What councils were called on a day: a maslikhat bears the name its unit then bore."""

import copy
import datetime as dt
from collections.abc import Iterable, Mapping

from maslikhat.kit.days import holds_on, today
from maslikhat.places.called import as_called_on
from maslikhat.places.models import Unit, UnitName
from maslikhat.registry.models import Council
from maslikhat.registry.reference import maslikhat_of

# The columns of a council that say what it is called and where it stands in the alphabet.
Names = Mapping[str, str]


def other_names_on(day: dt.date) -> dict[int, Names]:
    """The names of the maslikhats that were called otherwise on `day`, by unit; two queries.

    Those of today are on the councils themselves: then none is asked.
    """
    if day == today():
        return {}
    bore = UnitName.objects.filter(holds_on(day), to_day__isnull=False)
    renamed = Unit.objects.filter(has_council=True, pk__in=bore.values("unit"))
    return {unit.pk: _names(unit) for unit in as_called_on(day, renamed)}


def council_as_called_on(day: dt.date, council: Council) -> Council:
    """A copy under the names of `day`, with its unit and region; to be shown and never saved."""
    if day == today() or council.unit is None:
        return council
    unit = copy.copy(council.unit)
    # Where it belonged on the day is not always where it belongs today.
    line = unit.ancestors_on(day)
    as_called_on(day, [unit, *line])
    unit.parent = line[0] if line else None
    shown = copy.copy(council)
    shown.unit = unit
    if unit.name_kk != council.unit.name_kk or unit.name_ru != council.unit.name_ru:
        for column, text in _names(unit).items():
            setattr(shown, column, text)
    return shown


def councils_as_called_on(day: dt.date, councils: Iterable[Council]) -> list[Council]:
    """The councils under the names of `day`, to be shown and never saved; two queries more."""
    named, found = other_names_on(day), list(councils)
    for council in found:
        for column, text in named.get(council.unit_id or 0, {}).items():
            setattr(council, column, text)
    return found


def _names(unit: Unit) -> Names:
    return {
        **maslikhat_of(unit),
        "sort_kk": unit.sort_kk,
        "sort_ru": unit.sort_ru,
        "sort_en": unit.sort_en,
    }
