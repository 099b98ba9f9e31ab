"""What changed between two texts: by lines, and by words inside lines that changed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

# Comparing takes up to the square of the length: beyond this a part is shown as replaced whole.
MOST_LINES = 500
MOST_WORDS = 500
# Pairs of equal words, each with each: beyond this the frequent ones are left out of the search,
# which is quick and finds less.
MOST_PAIRS = 20_000
# So many lines stay on each side of a change, the one that it is in among them.
_NEAR = 2


class Piece(NamedTuple):
    """A run of text that is the same in both, was taken out, or was put in."""

    kind: str
    text: str


def changes(before: str, after: str) -> list[Piece]:
    """The pieces of both texts in reading order; kinds are ``same``, ``out`` and ``in``.

    All pieces but ``in`` make up `before`; all but ``out`` make up `after`.
    """
    pieces: list[Piece] = []
    lines = _compare(before.splitlines(True), after.splitlines(True), MOST_LINES)
    for old, new in lines:
        words = [(old, new)] if old == new else _compare(_words(old), _words(new), MOST_WORDS)
        for was, became in words:
            if was == became:
                _add(pieces, "same", was)
            else:
                space = _space_after(was, became)
                _add(pieces, "out", was[: len(was) - len(space)])
                _add(pieces, "in", became[: len(became) - len(space)])
                _add(pieces, "same", space)
    return pieces


def nearby(pieces: Sequence[Piece]) -> list[Piece]:
    """The same for who looks for what changed in a long text: of runs that did not, the lines next
    to a change alone. An empty piece ``cut`` stands for what is left out."""
    runs = [
        Piece(kind, "".join(piece.text for piece in run))
        for kind, run in groupby(pieces, key=lambda piece: piece.kind)
    ]
    found: list[Piece] = []
    for place, piece in enumerate(runs):
        lines = piece.text.splitlines(True)
        after, before = _NEAR * (place > 0), _NEAR * (place < len(runs) - 1)
        if piece.kind != "same" or len(lines) <= after + before:
            found.append(piece)
            continue
        _add(found, "same", "".join(lines[:after]))
        found.append(Piece("cut", ""))
        _add(found, "same", "".join(lines[len(lines) - before :]))
    return found


def _words(text: str) -> list[str]:
    """The words and signs, each with the space after it: spaces alone would be found everywhere."""
    return re.findall(r"\w+\s*|[^\w\s]\s*|\s+", text)


def _space_after(was: str, became: str) -> str:
    """The space that both runs end with, which has not changed."""
    space = was[len(was.rstrip()) :]
    return space if space == became[len(became.rstrip()) :] else ""


def _compare(before: Sequence[str], after: Sequence[str], most: int) -> Iterator[tuple[str, str]]:
    """Pairs of runs, equal or replaced; the common beginning and end cost nothing."""
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    yield "".join(before[:start]), "".join(after[:start])
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    if max(len(old), len(new)) > most:
        yield "".join(old), "".join(new)
    else:
        found = Counter(new)
        is_tangled = sum(found[part] for part in old) > MOST_PAIRS
        for _kind, a, b, c, d in SequenceMatcher(None, old, new, is_tangled).get_opcodes():
            yield "".join(old[a:b]), "".join(new[c:d])
    yield "".join(before[len(before) - end :]), "".join(after[len(after) - end :])


def _add(pieces: list[Piece], kind: str, text: str) -> None:
    if text:
        pieces.append(Piece(kind, text))
