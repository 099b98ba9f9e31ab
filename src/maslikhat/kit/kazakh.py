"""The order of the Kazakh alphabet, as a key that any database compares byte by byte."""

import unicodedata

# Cyrillic Kazakh with the Russian letters in their customary places (СТ РК 1048).
ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(ALPHABET, 30)}


def sort_key(text: str, length: int = 255) -> str:
    """A key whose plain byte order is Kazakh alphabetical order; case and accents do not count.

    Digits sort before Latin letters, Latin before Cyrillic, spaces before all. At most `length`
    characters, so that it fits its column.
    """
    key = []
    for letter in unicodedata.normalize("NFC", text).casefold():
        if letter in _RANK:
            key.append("z" + _RANK[letter])
        elif letter.isalnum():
            plain = unicodedata.normalize("NFKD", letter)[0]
            key.append(plain if plain < "z" else "y" + plain if plain == "z" else "z99")
        elif key and key[-1] != " ":
            key.append(" ")
    return "".join(key).strip()[:length]
