"""A piece of a text with the words that were looked for marked as they are written there."""

from collections.abc import Collection
from typing import NamedTuple

from maslikhat.search.letters import Word, words_of
from maslikhat.search.stems import stem

WIDTH = 240
# The beginning of a very long text decides: the index has all of it, the snippet need not.
LOOKED_THROUGH = 20_000


class Piece(NamedTuple):
    """A stretch of the original text, and whether it was looked for."""

    text: str
    is_marked: bool = False


def snippet(text: str, stems: Collection[str], language: str, width: int = WIDTH) -> list[Piece]:
    """At most about `width` characters around the most different words that were looked for.

    The pieces put together are the original's own characters, unescaped, with "…" where it goes
    on; the template escapes them. Without a hit it is the beginning of the text.
    """
    text = text[:LOOKED_THROUGH]
    hits = [word for word in words_of(text) if stem(word.text, language) in stems]
    start, end = _window(text, hits, language, width)
    pieces = marked(
        text[start:end], [_moved(hit, start) for hit in hits if start <= hit.start < end]
    )
    before = [Piece("…")] if start else []
    return before + pieces + ([Piece("…")] if end < len(text) else [])


def highlight(text: str, stems: Collection[str], language: str) -> list[Piece]:
    """The whole of a short text, such as a title, with its hits marked."""
    return marked(text, [word for word in words_of(text) if stem(word.text, language) in stems])


def marked(text: str, hits: Collection[Word]) -> list[Piece]:
    """The text in pieces, those of the hits marked; hits lie in order and do not meet."""
    pieces, place = [], 0
    for hit in hits:
        pieces += [Piece(text[place : hit.start]), Piece(text[hit.start : hit.end], True)]
        place = hit.end
    pieces.append(Piece(text[place:]))
    return [piece for piece in pieces if piece.text]


def _moved(word: Word, start: int) -> Word:
    return Word(word.start - start, word.end - start, word.text)


def _window(text: str, hits: list[Word], language: str, width: int) -> tuple[int, int]:
    """Where the piece begins and ends: between words, with a little before the first hit."""
    if not hits or len(text) <= width:
        return 0, _between_words(text, width)
    best, most = 0, 0
    last = 0
    for first, hit in enumerate(hits):
        last = max(last, first)
        while last < len(hits) and hits[last].end <= hit.start + width * 3 // 4:
            last += 1
        different = len({stem(word.text, language) for word in hits[first:last][:20]})
        if different > most:
            best, most = hit.start, different
    start = text.rfind(" ", 0, max(0, best - width // 4)) + 1 if best > width // 4 else 0
    # A text without spaces is cut where it is.
    start = max(start, best - width // 2)
    return start, max(start + _between_words(text[start:], width), best + 1)


def _between_words(text: str, width: int) -> int:
    if len(text) <= width:
        return len(text)
    space = text.rfind(" ", width // 2, width)
    return space if space > 0 else width
