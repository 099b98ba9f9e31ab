"""An official text as its tree: preamble, chapters, articles, points, closing words, signature.

The text is what people write: plain lines or Markdown, Kazakh or Russian. Each unit has an anchor
made of the numbers above it (`p1`, `p2-3`, `x1-p4`), so that both languages have the same ones and
a link stays good while the numbering stays.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from maslikhat.decisions.markers import (
    Kind,
    bare,
    continues_annex,
    enacts,
    is_closing,
    is_signer,
    marker_of,
    precedes_annex,
)

__all__ = ["Kind", "OfficialText", "Unit", "parsed"]

_DEPTH = {
    Kind.ANNEX: 0,
    Kind.SECTION: 1,
    Kind.CHAPTER: 2,
    Kind.PARAGRAPH: 3,
    Kind.ARTICLE: 4,
    Kind.POINT: 5,
    Kind.SUBPOINT: 6,
    Kind.LETTER: 7,
}
HEADINGS = frozenset({Kind.ANNEX, Kind.SECTION, Kind.CHAPTER, Kind.PARAGRAPH, Kind.ARTICLE})
# Within so many lines the council says that it decides; what says so later is quoted.
HEAD = 40
# Lines before «1-қосымша» that may belong to the heading of the annex.
BEFORE_ANNEX = 4
_ENDS = (".", ";", ":", "!", "?", "…")
_PREFIX = {Kind.SECTION: "s", Kind.CHAPTER: "ch", Kind.PARAGRAPH: "par", Kind.ARTICLE: "a"}
_UNNUMBERED = {
    Kind.PREAMBLE: "pre",
    Kind.CLOSING: "end",
    Kind.SIGNATURE: "sig",
    Kind.PLAIN: "n",
    Kind.TABLE: "table",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of the text: its kind, its number and label as written, its own words, its parts.

    A table keeps its rows in `text`, one a line, cells between bars.
    """

    kind: Kind
    anchor: str
    number: str = ""
    label: str = ""
    text: str = ""
    units: tuple["Unit", ...] = ()

    def walk(self, depth: int = 0) -> Iterator[tuple[int, "Unit"]]:
        """This unit and all within it, in reading order, each with its depth (at most 9)."""
        yield depth, self
        for unit in self.units:
            yield from unit.walk(depth + 1)


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A whole text: the units of its highest level, in reading order."""

    units: tuple[Unit, ...]

    def walk(self) -> Iterator[tuple[int, Unit]]:
        """Every unit in reading order, each with its depth from 0."""
        for unit in self.units:
            yield from unit.walk()

    def of_kind(self, kind: Kind) -> tuple[Unit, ...]:
        """The units of the highest level that are of one kind: the preamble, the signature."""
        return tuple(unit for unit in self.units if unit.kind == kind)

    def find(self, anchor: str) -> Unit | None:
        """The unit that has the anchor."""
        return next((unit for _depth, unit in self.walk() if unit.anchor == anchor), None)


@dataclass(slots=True)
class _Block:
    """A marker with its lines, before it has its place in the tree."""

    kind: Kind
    number: str = ""
    label: str = ""
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        parted = "\n" if self.kind == Kind.TABLE else " "
        return parted.join(line for line in self.lines if line)


@dataclass(slots=True)
class _Branch:
    """A unit while its parts are gathered."""

    block: _Block
    anchor: str
    branches: list["_Branch"] = field(default_factory=list)
    parts: Counter[Kind] = field(default_factory=Counter)

    def unit(self) -> Unit:
        """The finished unit; the depth of recursion is that of the kinds, not of the text."""
        within = tuple(branch.unit() for branch in self.branches)
        block = self.block
        return Unit(block.kind, self.anchor, block.number, block.label, block.text, within)


def parsed(text: str) -> OfficialText:
    """The tree of an official text, in time linear to its length; no word of it is lost."""
    blocks = _blocks(text)
    _name_preamble(blocks)
    _name_end(blocks)
    root = _Branch(_Block(Kind.PLAIN), "")
    path = [root]
    taken: Counter[str] = Counter()
    for block in blocks:
        _place(block, path, taken)
    return OfficialText(tuple(branch.unit() for branch in root.branches))


def _blocks(text: str) -> list[_Block]:
    """The lines gathered under their markers; a line that only continues joins the one before."""
    blocks: list[_Block] = []
    joins = False
    for raw in unicodedata.normalize("NFC", text).splitlines():
        line = " ".join(bare(raw).split())
        if not line:
            joins = False
            continue
        marker = marker_of(line)
        if marker is None:
            _continue(blocks, line, joins)
        elif marker.kind == Kind.TABLE and joins and blocks[-1].kind == Kind.TABLE:
            blocks[-1].lines.append(line)
        else:
            block = _Block(marker.kind, marker.number, marker.label, [marker.rest])
            if marker.kind == Kind.ANNEX:
                block.lines[:0] = _heading_before(blocks)
            blocks.append(block)
        joins = True
    return blocks


def _continue(blocks: list[_Block], line: str, joins: bool) -> None:
    """An unmarked line: the rest of the block before it when directly under it, or one alone."""
    last = blocks[-1] if blocks and joins else None
    if last is not None and _goes_on(last, line):
        last.lines.append(line)
    else:
        blocks.append(_Block(Kind.PLAIN, lines=[line]))


def _goes_on(last: _Block, line: str) -> bool:
    if last.kind == Kind.TABLE:
        return False
    if last.kind == Kind.ANNEX:
        return continues_annex(line)
    if last.kind in HEADINGS and not last.lines[0]:
        return len(last.lines) == 1
    if is_signer(line) or is_signer(last.lines[-1]):
        return False
    return line[0].islower() and not last.lines[-1].endswith(_ENDS)


def _heading_before(blocks: list[_Block]) -> list[str]:
    """In Kazakh the number of an annex ends its heading: the lines above are taken back."""
    lines: list[str] = []
    while blocks and len(lines) < BEFORE_ANNEX:
        last = blocks[-1]
        if last.kind != Kind.PLAIN or not precedes_annex(last.text):
            break
        lines[:0] = blocks.pop().lines
    return lines


def _name_preamble(blocks: list[_Block]) -> None:
    """What stands before «РЕШИЛ» and with it, or before the first number, is the preamble."""
    enacted = next((place for place, b in enumerate(blocks[:HEAD]) if enacts(b.text)), None)
    marked = next((place for place, b in enumerate(blocks) if b.kind in _DEPTH), None)
    if enacted is not None:
        first = enacted + 1
    elif marked is not None and blocks[marked].kind != Kind.ANNEX:
        first = marked
    else:
        return
    for block in blocks[:first]:
        if block.kind == Kind.ANNEX:
            return
        if block.kind != Kind.TABLE:
            # A number before the formula is one that the preamble itself counts.
            block.lines[:0] = [block.label]
            block.kind, block.number, block.label = Kind.PREAMBLE, "", ""


def _name_end(blocks: list[_Block]) -> None:
    """Who signs, and the closing words before that, after the last number of the main text."""
    end = next((place for place, b in enumerate(blocks) if b.kind == Kind.ANNEX), len(blocks))
    first = end
    while first and blocks[first - 1].kind == Kind.PLAIN:
        first -= 1
    unnumbered = blocks[first:end]
    signed = next((place for place, b in enumerate(unnumbered) if is_signer(b.text)), None)
    for block in unnumbered[:signed]:
        if is_closing(block.text):
            block.kind = Kind.CLOSING
    for block in unnumbered[signed:] if signed is not None else ():
        block.kind = Kind.SIGNATURE


def _place(block: _Block, path: list[_Branch], taken: Counter[str]) -> None:
    """Put the block under the unit that it belongs to; `path` is the way to the last one."""
    depth = _DEPTH.get(block.kind)
    if depth is not None:
        while len(path) > 1 and _DEPTH[path[-1].block.kind] >= depth:
            path.pop()
    elif block.kind in {Kind.PREAMBLE, Kind.CLOSING, Kind.SIGNATURE}:
        del path[1:]
    anchor = _anchor(block, path)
    if anchor in taken:
        # The numbers began anew under another heading.
        anchor = _under_heading(anchor, path)
    taken[anchor] += 1
    if taken[anchor] > 1:
        anchor = f"{anchor}~{taken[anchor]}"
    branch = _Branch(block, anchor)
    path[-1].branches.append(branch)
    if depth is not None:
        path.append(branch)


def _anchor(block: _Block, path: Sequence[_Branch]) -> str:
    """The anchor that the numbers above and the unit's own give it, taken or not."""
    parent, number = path[-1], _in_anchor(block.number)
    parent.parts[block.kind] += 1
    order = parent.parts[block.kind]
    match block.kind:
        case Kind.ANNEX:
            return f"x{number or order}"
        case Kind.SECTION | Kind.CHAPTER | Kind.PARAGRAPH | Kind.ARTICLE:
            return _of_annex(path) + _PREFIX[block.kind] + number
        case Kind.POINT:
            return f"{_of_article(path)}p{number}"
        case Kind.SUBPOINT | Kind.LETTER:
            above = parent.anchor if _counts(parent) else f"{_of_article(path)}p0"
            # а, ә, б in one language is а, б, в in the other: their order is the same.
            return f"{above}-{number if block.kind == Kind.SUBPOINT else f'l{order}'}"
        case Kind.PREAMBLE | Kind.CLOSING | Kind.SIGNATURE:
            return f"{_UNNUMBERED[block.kind]}{order}"
        case _:
            within = f"{parent.anchor}-" if parent.anchor else ""
            return f"{within}{_UNNUMBERED[block.kind]}{order}"


def _counts(parent: _Branch) -> bool:
    return parent.block.kind in {Kind.POINT, Kind.SUBPOINT}


def _of_annex(path: Sequence[_Branch]) -> str:
    return "".join(f"{b.anchor}-" for b in path[1:2] if b.block.kind == Kind.ANNEX)


def _of_article(path: Sequence[_Branch]) -> str:
    """The article around a point, or the annex, or nothing: points are counted through chapters."""
    for branch in reversed(path):
        if branch.block.kind in {Kind.ARTICLE, Kind.ANNEX}:
            return f"{branch.anchor}-"
    return ""


def _under_heading(anchor: str, path: Sequence[_Branch]) -> str:
    """The anchor with that of the nearest heading before it, when it does not have it already."""
    for branch in reversed(path[1:]):
        if branch.block.kind in HEADINGS:
            if anchor.startswith(f"{branch.anchor}-"):
                return anchor
            annex = _of_annex(path)
            return f"{branch.anchor}-{anchor.removeprefix(annex)}"
    return anchor


def _in_anchor(number: str) -> str:
    """`1-1` and `1.1` as `1_1`: the hyphen in an anchor means one level down."""
    return re.sub(r"[-.]", "_", number)
