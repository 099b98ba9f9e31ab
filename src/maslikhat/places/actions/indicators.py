"""The act that takes in numbers about units: population, spending, and what else is counted."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.places import readings
from maslikhat.places.models import COUNTRY, Indicator, Unit
from maslikhat.places.permissions import may_import_indicators
from maslikhat.places.readings import Reading

_COLUMNS = ("unit_id", "key", "year", "value", "unit_of_measure", "source")


class IndicatorsResult(NamedTuple):
    """What a file of indicators brought, in rows, and the SHA-256 of the file."""

    rows: int
    added: int
    changed: int
    unchanged: int
    sha256: str


def import_indicators(
    file: Path | BinaryIO,
    *,
    by: User | None,
    progress: Callable[[int, int], None] | None = None,
) -> IndicatorsResult:
    """Take in indicators (CSV or XLSX, see `places.readings`), all of the file or nothing.

    A number that is there already is replaced when the file says another; the same file again
    changes nothing. `progress` is called with (total, done). Raises Refused naming each row.
    """
    if not may_import_indicators(by):
        raise _only_the_operator()
    content = file.read_bytes() if isinstance(file, Path) else file.read()
    rows = readings.read(content, dict(Unit.objects.shown().values_list("kato", "pk")))
    if progress:
        progress(len(rows), 0)
    result = enter_indicators(rows, by=by, sha256=hashlib.sha256(content).hexdigest())
    if progress:
        progress(len(rows), len(rows))
    return result


@atomic
def enter_indicators(
    rows: Sequence[Reading], *, by: User | None, sha256: str = ""
) -> IndicatorsResult:
    """Enter numbers about units, replacing those that differ, on the record with their count."""
    if not may_import_indicators(by):
        raise _only_the_operator()
    # Two files that bring the same numbers wait for each other here.
    country = Unit.objects.select_for_update().get(kato=COUNTRY)
    units = dict(Unit.objects.shown().values_list("kato", "pk"))
    there = {
        (unit, key, year): (number, rest)
        for number, unit, key, year, *rest in Indicator.objects.filter(
            key__in={row.key for row in rows}
        ).values_list("pk", *_COLUMNS)
    }
    wanted, replaced = [], []
    for row in rows:
        columns = (units[row.kato], *row[1:])
        number, rest = there.get(columns[:3], (0, []))
        if number and rest == list(columns[3:]):
            continue
        wanted.append(columns)
        if number:
            replaced.append(number)
    # Nothing refers to an indicator by its number: a changed one goes, and comes anew.
    Indicator.objects.filter(pk__in=replaced)._raw_delete("default")
    insert_rows(Indicator, _COLUMNS, wanted)
    record(by, "places.enter_indicators", country, count=len(rows), digest=sha256)
    return IndicatorsResult(
        rows=len(rows),
        added=len(wanted) - len(replaced),
        changed=len(replaced),
        unchanged=len(rows) - len(wanted),
        sha256=sha256,
    )


def _only_the_operator() -> Refused:
    return Refused(_("Only the operator takes in indicators."), status=403)
