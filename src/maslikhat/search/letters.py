"""Letters: what is one and the same for who types, whatever the keyboard."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 64
# A word is letters and digits; an apostrophe within belongs to it (об'ект, Qazaqstan's).
_WORD = re.compile(r"[^\W_]+(?:['’ʼ`´][^\W_]+)*")
_APOSTROPHES = str.maketrans("", "", "'’ʼ`´")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[a-zà-ɏ]")
# Latin letters that stand in Cyrillic words when the keyboard was not changed: "бiлiм".
_ALIKE = str.maketrans("aecopxyihkmtb", "аесорхуіһкмтв")
# The Kazakh letters as they are typed without the Kazakh layout; й, щ, э and the signs fall in
# with what transliterations make of them, so that both ways lead to one word.
_FOLDED = str.maketrans(
    {
        "ә": "а", "ө": "о", "ұ": "у", "ү": "у", "қ": "к", "ғ": "г", "ң": "н", "һ": "х",
        "і": "и", "ы": "и", "й": "и", "ё": "е", "э": "е", "щ": "ш", "ц": "тс", "ю": "иу",
        "я": "иа", "ъ": "", "ь": "", "ї": "и", "ў": "у",
    }
)  # fmt: skip
KAZAKH_ONLY = frozenset("әөұүқғңһі")
_TWICE = re.compile(r"([a-zа-я])\1+")


class Word(NamedTuple):
    """A word of a text: where it begins and ends (in characters), and how it is written."""

    start: int
    end: int
    text: str


def words_of(text: str) -> Iterator[Word]:
    """Every word of a text with its place; what joins and parts words is not a word."""
    for found in _WORD.finditer(text):
        yield Word(found.start(), found.end(), found.group())


def written(text: str) -> list[str]:
    """The words of `words_of` without their places."""
    return _WORD.findall(text)


def plain(word: str) -> str:
    """The word in small letters of one alphabet, composed, at most 64 characters, without accents
    on Latin letters; Kazakh and Russian letters stay what they are."""
    text = unicodedata.normalize("NFKC", word[: 2 * LONGEST]).casefold().translate(_APOSTROPHES)
    if _CYRILLIC.search(text):
        return text.translate(_ALIKE)[:LONGEST]
    return text[:LONGEST]


def bare(word: str) -> str:
    """A Latin word without its accents: "Şymkent" and "shymkent" differ still, "Öskemen" and
    "oskemen" no more."""
    parts = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in parts if not unicodedata.combining(sign)).replace("ı", "i")


def folded(word: str) -> str:
    """A plain word as it is typed without the Kazakh layout: бөлімі → болими, қала → кала."""
    return word.translate(_FOLDED)


def single(word: str) -> str:
    """Doubled letters count once: "комиссия" and "комисия" are one word."""
    return _TWICE.sub(r"\1", word)


def is_latin(word: str) -> bool:
    """Whether a plain word is written in Latin letters."""
    return bool(_LATIN.search(word)) and not _CYRILLIC.search(word)
