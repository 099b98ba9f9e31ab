"""What codes are called: by the classification of the budget's year, else by the file itself."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import NamedTuple

from maslikhat.kit.languages import Said, said
from maslikhat.kit.prepared import PreparedThings
from maslikhat.money.codes import SIDES, Part, Side, Widths
from maslikhat.money.importing.sections import group_of
from maslikhat.money.models import Code, CodeLevel, Wording

_levels = PreparedThings(lambda: CodeLevel.objects.order_by("kind", "level", "from_day"))
# Parts whose codes mean what the classification says: in the others the same category may once
# have been a receipt.
_FREELY = frozenset((Part.RECEIPTS, Part.SPENDING, Part.LENDING, Part.ASSETS))


class Name(NamedTuple):
    """A name, its language, and whether it is the portal's own wording: no source has it."""

    text: str
    lang: str
    is_ours: bool = False


def names_of(part: Part, codes: Collection[str], year: int) -> Mapping[str, Name]:
    """The names the classification has for these codes; one query."""
    side = SIDES.get(part)
    if side is None or not codes:
        return {}
    anywhere = {f"*.{code.rpartition('.')[2]}": code for code in codes if code.count(".") == 4}
    known = Code.objects.on(dt.date(year, 1, 1)).filter(kind=side.value)
    rows = {row.code: row for row in known.filter(code__in={*codes, *anywhere})}
    return {
        code: _of(row)
        for code in codes
        if (row := rows.get(code) or rows.get(f"*.{code.rpartition('.')[2]}")) is not None
        and (part in _FREELY or group_of(row.name_ru) == part)
    }


def _of(row: Code) -> Name:
    text, lang = said(row, "name")
    return Name(text, lang, lang not in row.official.split())


def named(code: str, known: Mapping[str, Name], wording: Wording | None) -> Name:
    """The name of a code; where nobody has named it, the code itself.

    What the file calls it goes before a name of our own in the same language.
    """
    name = known.get(code)
    if name is not None and not (name.is_ours and wording and wording.language == name.lang):
        return name
    return Name(wording.text, wording.language) if wording else Name(code, "")


def level_names(part: Part, year: int) -> list[Said]:
    """What the levels of the codes are called, from the first; one query."""
    side = SIDES.get(part)
    rows = CodeLevel.objects.filter(kind=side.value if side else "")
    day = dt.date(year, 1, 1)
    return [said(row, "name") for row in rows.order_by("level", "from_day") if row.holds_on(day)]


def widths_in(year: int) -> dict[Side, Widths]:
    """How many digits each level of the codes has in a budget's year, from the first; one query."""
    held = [row for row in _levels() if row.holds_on(dt.date(year, 1, 1))]
    return {side: [row.width for row in held if row.kind == side.value] for side in Side}
