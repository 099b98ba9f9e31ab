"""The order of the Kazakh alphabet, as a key that any database compares byte by byte."""

import unicodedata

# Cyrillic Kazakh with the Russian letters in their customary places (СТ РК 1048).
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: f"z{rank:02d}" for rank, letter in enumerate(ALPHABET, 30)}
# Latin z, after y with whatever follows it and before Cyrillic.
_Z = "y~"


class _Letters(dict[int, str]):
    """Each letter's part of a key, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter).casefold()[0]
        if letter in _RANK:
            part = _RANK[letter]
        elif unicodedata.combining(letter):
            part = ""
        elif letter.isalnum():
            part = plain if plain < "z" else _RANK.get(plain, _Z if plain == "z" else "z99")
        else:
            part = " "
        self[code] = part
        return part


_LETTERS = _Letters()


def sort_key(text: str, length: int = 255) -> str:
    """A key whose plain byte order is Kazakh alphabetical order; case and accents do not count.

    Digits sort before Latin letters, Latin before Cyrillic, spaces before all. At most `length`
    characters, so that it fits its column.
    """
    if text.isascii() and text.isalnum():
        return text.lower().replace("z", _Z)[:length]
    parts = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    return " ".join(parts.split())[:length]
