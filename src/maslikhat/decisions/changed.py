"""What changed between two versions, as a page draws it: words, and tables cell by cell."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from maslikhat.decisions.text_rows import is_rule
from maslikhat.kit.differences import Piece, changes

Pieces = Sequence[Piece]


class Block(NamedTuple):
    """Words as they follow one another, or the rows of a table, each a list of cells."""

    words: Pieces
    rows: Sequence[Sequence[Pieces]] = ()


def changed(before: str, after: str) -> list[Block]:
    """What was taken out of a text and put in: blank lines and spaces are others when a file
    brings the text, and no change."""
    return _blocks(changes(_evened(before), _evened(after)) if before else changes("", after))


def _evened(text: str) -> str:
    """Each line a paragraph of its own, but for the rows of a table."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n(?!\|)", "\n\n", "\n".join(line for line in lines if line))


def _blocks(pieces: Pieces) -> list[Block]:
    found = []
    for is_table, lines in groupby(_split(pieces, "\n"), key=_is_row):
        if is_table:
            rows = [line for line in lines if not is_rule(_text(line))]
            found.append(Block([], [list(_cells(row)) for row in rows]))
        else:
            found.append(Block(_joined(lines)))
    return found


def _is_row(line: Pieces) -> bool:
    return _text(line).startswith("|")


def _cells(row: Pieces) -> Iterator[Pieces]:
    """What stands between the strokes; nothing stands before the first and after the last."""
    cells = list(_split(row, "|"))
    for place, cell in enumerate(cells):
        if _text(cell).strip() or 0 < place < len(cells) - 1:
            yield cell


def _split(pieces: Pieces, sign: str) -> Iterator[list[Piece]]:
    """The runs between the places where the sign stands, whether it was put in or taken out."""
    run: list[Piece] = []
    for kind, text in pieces:
        first, *others = text.split(sign)
        run.append(Piece(kind, first))
        for other in others:
            yield run
            run = [Piece(kind, other)]
    yield run


def _joined(lines: Iterable[Pieces]) -> list[Piece]:
    found: list[Piece] = []
    for place, line in enumerate(lines):
        found += [Piece("same", "\n")] * (place > 0) + list(line)
    return found


def _text(pieces: Pieces) -> str:
    return "".join(piece.text for piece in pieces)
