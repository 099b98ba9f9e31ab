"""The text of a DOCX: paragraphs with the numbers Word counts for them, tables, footnotes.

python-docx opens the package; the text is taken from its XML, so that what was inserted under
tracking is there, what was deleted is not, and a claimed width of cells costs nothing.
"""

import io
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile, ZipFile

from docx import Document
from lxml import etree

from maslikhat.decisions.extracting.docx_numbers import Numbers
from maslikhat.decisions.extracting.gathered import Damaged, Full, Gathered, TooLarge

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST_UNPACKED = 120 * 1024 * 1024
MOST_PARTS = 4_000
# ECMA-376 part 1, 17.11.10: notes that are lines, not words.
_NOT_NOTES = {"separator", "continuationSeparator", "continuationNotice"}
# The same text box once more, for older programs.
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}pPr", f"{W}rPr", _AGAIN}
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def read(content: bytes, gathered: Gathered) -> None:
    """Gather body, footnotes and endnotes, in this order."""
    measure(content)
    document = Document(io.BytesIO(content))
    parts = _parts(document.part)
    # No office program declares entities; what stands behind one would be lost without a word.
    for root in (document.element, *parts.values()):
        if root.getroottree().docinfo.doctype:
            raise Damaged
    numbers = Numbers(parts.get("numbering"), parts.get("styles"))
    try:
        _gather(document.element.body, gathered, numbers)
        for kind in ("footnotes", "endnotes"):
            for note in _notes(parts.get(kind)):
                gathered.line("")
                _gather(note, gathered, numbers)
    except Full:
        return


def measure(content: bytes) -> None:
    """Refuse what would unpack to too much, before any of it is unpacked."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(p.file_size for p in parts) > MOST_UNPACKED:
                raise TooLarge
            if any(part.flag_bits & 1 for part in parts):
                raise Damaged
    except BadZipFile:
        raise Damaged from None


def _parts(part: Any) -> dict[str, Any]:
    """The parts beside the body by the last word of their kind, as XML."""
    found = {}
    for relation in part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if not relation.is_external and kind in {"numbering", "styles", "footnotes", "endnotes"}:
            found[kind] = etree.fromstring(relation.target_part.blob, _PARSER)
    return found


def _notes(part: Any) -> Iterator[Any]:
    for note in part if part is not None else ():
        if note.tag in {f"{W}footnote", f"{W}endnote"} and note.get(f"{W}type") not in _NOT_NOTES:
            yield note


def _gather(container: Any, gathered: Gathered, numbers: Numbers) -> None:
    """The paragraphs and tables within, in order, through whatever else wraps them."""
    for block in _blocks(container):
        if block.tag == f"{W}p":
            number = numbers.of(block)
            text = _text(block)
            gathered.line(f"{number} {text}" if number and text.strip() else text)
        else:
            gathered.line("")
            _gather_table(block, gathered)
            gathered.line("")


def _blocks(container: Any) -> Iterator[Any]:
    """Paragraphs and tables that are in no other, without recursion."""
    waiting = [iter(container)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif element.tag in {f"{W}p", f"{W}tbl"}:
            yield element
        elif element.tag not in _LEFT_OUT:
            waiting.append(iter(element))


def _gather_table(table: Any, gathered: Gathered) -> None:
    is_first = True
    for row in table.iterchildren(f"{W}tr"):
        # A table within a cell is a part of that cell's text.
        within = [cell for cell in row.iter(f"{W}tc") if _row_of(cell) is row]
        cells = [_text(cell) for cell in within]
        if any(cell.strip() for cell in cells):
            gathered.row(cells, is_first=is_first)
            is_first = False


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(f"{W}tr"))


def _text(element: Any) -> str:
    """The words within, without those deleted; paragraphs within are parted by a space."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "end":
            if part.tag == f"{W}p" and part is not element:
                pieces.append(" ")
        elif part.tag in _LEFT_OUT:
            walk.skip_subtree()
        elif part.tag == f"{W}t":
            pieces.append(part.text or "")
        elif part.tag in _SIGNS:
            pieces.append(_SIGNS[part.tag])
    return "".join(pieces)
