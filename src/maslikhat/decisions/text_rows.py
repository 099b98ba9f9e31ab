"""The tree of an official text as rows for a page: words of the author are text, never markup."""

import re
from typing import NamedTuple

from markupsafe import Markup, escape

from maslikhat.decisions.articles import HEADINGS, OfficialText, Unit
from maslikhat.decisions.markers import Kind

# Of Markdown only this is drawn; a star without its fellow stays a star.
_STRONG = re.compile(r"\*\*([^*]{1,2000})\*\*")
_RULE = re.compile(r"[|:\s-]+")


class Row(NamedTuple):
    """One unit as it is drawn: `html` is safe; `cells` are the rows of a table, head first."""

    anchor: str
    kind: Kind
    depth: int
    label: str
    html: Markup
    cells: tuple[tuple[Markup, ...], ...] = ()

    @property
    def is_heading(self) -> bool:
        """Whether it is the name of a chapter, an article or an annex."""
        return self.kind in HEADINGS


def rows_of(text: OfficialText) -> list[Row]:
    """Every unit in reading order, as safe HTML, with its depth from 0 to 8."""
    return [_row(depth, unit) for depth, unit in text.walk()]


def is_rule(line: str) -> bool:
    """Whether it is the line of dashes under the head of a table."""
    return _RULE.fullmatch(line) is not None


def cells_of(unit: Unit) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, row by row, without the line of dashes under its head."""
    lines = unit.text.split("\n")
    if len(lines) > 1 and is_rule(lines[1]):
        del lines[1]
    inner = (line.removeprefix("|").removesuffix("|") for line in lines)
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in inner)


def _row(depth: int, unit: Unit) -> Row:
    if unit.kind == Kind.TABLE:
        cells = tuple(tuple(map(_safe, row)) for row in cells_of(unit))
        return Row(unit.anchor, unit.kind, depth, "", Markup(""), cells)
    return Row(unit.anchor, unit.kind, depth, unit.label, _safe(unit.text))


def _safe(text: str) -> Markup:
    """Escaped first, so that the only tags are ours."""
    return Markup(_STRONG.sub(r"<strong>\1</strong>", str(escape(text))))  # noqa: S704 - escaped
