"""Codes that are printed on paper: 130 bits in 26 letters and digits that nobody confuses."""

import hashlib
import secrets
from itertools import pairwise

# Crockford's alphabet: no I, L, O, U. Who types O or I means 0 or 1.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
# Also letters of a Cyrillic keyboard that look like a Latin one.
_MEANT = str.maketrans("OILАВЕКМНРСТХЅ", "011ABEKMHPCTXS")


def new_code() -> str:
    """A code of 130 random bits: 26 characters without separators."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def in_groups(code: str) -> str:
    """The code as it is printed: groups of four or five, joined by hyphens."""
    cuts = (0, 4, 8, 12, 16, 21, 26)
    return "-".join(code[a:b] for a, b in pairwise(cuts))


def plain(typed: str) -> str:
    """The code that was typed, whatever its case, spaces and hyphens; empty when it is none."""
    upper = typed.upper().replace("О", "0").translate(_MEANT)
    code = "".join(letter for letter in upper if letter not in " -–—.\t\r\n\u00a0")
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def hashed(code: str) -> str:
    """What the portal keeps of a code: its SHA-256 in hex; 130 random bits need no salt."""
    return hashlib.sha256(code.encode()).hexdigest()
