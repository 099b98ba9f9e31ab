"""Numbers of decisions: free text as the council writes it, and the key by which two are one."""

import unicodedata

# Cyrillic letters that are typed for Latin ones, and the other way round: «8С-54-1», "8C-54-1".
_ALIKE = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def tidy(number: str) -> str:
    """The number on one line, as it was written: its own spaces stay, "№" before it goes."""
    text = " ".join(unicodedata.normalize("NFC", number).split())
    return text.removeprefix("№").strip()


def key_of(number: str) -> str:
    """What is alike in two ways of writing one number: "33/3- VIII" and "33/3-VIII"."""
    text = tidy(number).upper().translate(_ALIKE).translate(_DASHES)
    return "".join(text.split())
