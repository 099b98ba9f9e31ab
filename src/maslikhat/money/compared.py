"""Years against years and the log of changes as CSV and XLSX: what is on the page, row by row.

Amounts are thousands of tenge; what is missing or not told is an empty cell and never a zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from maslikhat.kit.languages import said
from maslikhat.money import words
from maslikhat.money.amounts import thousands
from maslikhat.money.asked import Asked
from maslikhat.money.changes import Changed
from maslikhat.money.environment.exports import Table
from maslikhat.money.exports import note
from maslikhat.money.importing.units import Unit
from maslikhat.money.models import Version
from maslikhat.money.plans.changes import Changed as Remeasured
from maslikhat.money.years import YearRow
from maslikhat.registry.models import Council

MEASURE = "measure"
OF_YEARS = (
    "kato", "part", "code", "name", "year", "code_of_year", "version", "version_kind", "as_of",
    "planned", "executed", "unit", "version_kind_words", "note",
)  # fmt: skip
OF_CHANGES = (
    "kato", "year", "part", "code", "name", "what", "version", "version_kind", "as_of", "decision",
    "sheet", "row", "amount", "difference", "unit", "version_kind_words", "reason", "note",
)  # fmt: skip


def of_years(
    council: Council, asked: Asked, versions: Sequence[Version], rows: Sequence[YearRow]
) -> Table:
    """A thing and a year in each row; a year without it has no amounts."""
    told = [
        [
            council.code, asked.part.value, row.code, row.name.text, version.year,
            cell.code if cell else None, version.pk, version.kind, version.day.isoformat(),
            _amount(cell.planned if cell else None), _amount(cell.executed if cell else None),
            _unit(), str(version.get_kind_display()), note(),
        ]
        for row in rows
        for version, cell in zip(versions, row.cells, strict=True)
    ]  # fmt: skip
    return Table(f"years-{council.code}", OF_YEARS, told)


def of_changes(
    council: Council,
    year: int,
    asked: Asked,
    changes: Iterable[Changed],
    remeasured: Iterable[Remeasured],
) -> Table:
    """A figure in a version in each row, then the amounts of measures that changed."""
    rows = [_step(council, year, asked, of, at) for of in changes for at in range(len(of.steps))]
    rows += [row for one in remeasured for row in _of_measure(council, one)]
    return Table(f"changes-{council.code}-{year}", OF_CHANGES, rows)


def _step(council: Council, year: int, asked: Asked, of: Changed, at: int) -> list[Any]:
    step = of.steps[at]
    version, decision = step.version, step.version.decided_by
    return [
        council.code, year, asked.part.value, of.code, of.name.text, of.what, version.pk,
        version.kind, version.day.isoformat(), decision.number if decision else None,
        step.sheet or None, step.row or None, _amount(step.amount), _amount(step.difference),
        _unit(), str(version.get_kind_display()), None, note(),
    ]  # fmt: skip


def _of_measure(council: Council, one: Remeasured) -> Iterable[list[Any]]:
    former = one.former
    for of in one.differences:
        difference = None if of.after is None else of.after - of.before
        yield [
            council.code, former.year, MEASURE, str(former.measure.number),
            said(former.measure, "title").text, of.name, None, None, one.day.isoformat(), None,
            None, None, _amount(of.after), _amount(difference), _unit(), None, former.reason,
            note(),
        ]  # fmt: skip


def _unit() -> str:
    return str(words.UNITS[Unit.THOUSAND])


def _amount(tenths: int | None) -> Any:
    return None if tenths is None else thousands(tenths)
