"""What somebody typed, read as a question: words, "phrases", and -words that must not be there.

Nothing in it is a command: `AND`, `OR`, brackets and signs are words or nothing. A quotation mark
that is never closed closes at the end. Words joined by a hyphen are a phrase.
"""

import re
from dataclasses import dataclass

from maslikhat.search.letters import words_of
from maslikhat.search.stems import is_stop_word

LONGEST = 500
MOST_WORDS = 32
_QUOTES = str.maketrans("«»“”„‟″", '"""""""')
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')


@dataclass(frozen=True)
class Part:
    """One word, or several that must stand beside each other; `is_excluded`: must not be there."""

    words: tuple[str, ...]
    is_excluded: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether the words must stand beside each other."""
        return len(self.words) > 1


@dataclass(frozen=True)
class Question:
    """The parts of a question; `is_cut` when more was typed than is looked for."""

    parts: tuple[Part, ...] = ()
    is_cut: bool = False

    @property
    def wanted(self) -> list[Part]:
        """What must be there: without words that say nothing, unless there are no others."""
        wanted = [part for part in self.parts if not part.is_excluded]
        told = [part for part in wanted if part.is_phrase or not is_stop_word(part.words[0])]
        return told or wanted

    @property
    def excluded(self) -> list[Part]:
        """What must not be there."""
        return [part for part in self.parts if part.is_excluded]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return not self.parts


def parse(text: str) -> Question:
    """The question in a text of any length and any signs; at most 500 characters, 32 words."""
    is_cut = len(text) > LONGEST
    parts: dict[Part, None] = {}
    left = MOST_WORDS
    for found in _PIECE.finditer(text[:LONGEST].translate(_QUOTES)):
        words = [word.text for word in words_of(found["phrase"] or found["word"] or "")]
        is_cut |= len(words) > left
        words = words[:left]
        left -= len(words)
        if words:
            parts[Part(tuple(words), is_excluded=bool(found["minus"]))] = None
    return Question(tuple(parts), is_cut)
