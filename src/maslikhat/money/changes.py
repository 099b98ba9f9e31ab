"""The log of changes: what each figure was in each version, one after the other, and by what."""

from collections.abc import Sequence
from typing import NamedTuple

from maslikhat.money.asked import Asked
from maslikhat.money.models import Line, Version
from maslikhat.money.names import Name, named, names_of

PLAN, DONE = "planned", "executed"


class Step(NamedTuple):
    """A figure in a version, and how much more or less it is than before; tenths of a thousand."""

    version: Version
    sheet: int
    row: int
    amount: int
    difference: int | None


class Changed(NamedTuple):
    """A figure of the year's plan, or of what was done, over the versions."""

    code: str
    name: Name
    what: str
    steps: list[Step]

    @property
    def changes(self) -> int:
        """How many versions say another amount than the one before."""
        return sum(1 for step in self.steps if step.difference)


def changes_of(versions: Sequence[Version], asked: Asked) -> list[Changed]:
    """The figures at a code and directly under it that are not the same in all versions.

    `versions` from the earliest; three queries.
    """
    by_number = {version.pk: place for place, version in enumerate(versions)}
    lines = Line.objects.filter(version__in=by_number).below(asked.part, asked.code)
    found: dict[tuple[str, str], list[Line]] = {}
    for line in lines.select_related("wording"):
        for what in (PLAN, DONE):
            if getattr(line, what) is not None:
                found.setdefault((line.code, what), []).append(line)
    known = names_of(asked.part, {code for code, _what in found}, versions[-1].year)
    told = []
    for (code, what), of in sorted(found.items(), key=lambda one: (one[0][0], one[0][1] == DONE)):
        of.sort(key=lambda line: by_number[line.version_id])
        changed = Changed(
            code, named(code, known, of[-1].wording), what, _steps(of, what, versions, by_number)
        )
        if changed.changes:
            told.append(changed)
    return told


def _steps(
    lines: Sequence[Line], what: str, versions: Sequence[Version], places: dict[int, int]
) -> list[Step]:
    steps: list[Step] = []
    for line in lines:
        amount = getattr(line, what)
        difference = amount - steps[-1].amount if steps else None
        version = versions[places[line.version_id]]
        steps.append(Step(version, line.sheet, line.row, amount, difference))
    return steps
