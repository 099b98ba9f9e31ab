"""What is text that can be read as it is stored: no control signs, no turning, not invisible."""

import unicodedata

# Marks that turn the direction of what follows (Unicode Standard Annex 9, explicit directional
# formatting): with them a text reads otherwise than it is stored.
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters that show nothing, though Unicode calls them letters or symbols.
_BLANK = set("\u115f\u1160\u2800\u3164\uffa0")
# What a spreadsheet takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@")


def has_control_signs(text: str, *, allowed: str = "") -> bool:
    """Whether there are signs that are no text, or that turn the direction of what follows."""
    return any(
        sign in _TURNING
        or (sign not in allowed and unicodedata.category(sign) in {"Cc", "Cs", "Cn", "Zl", "Zp"})
        for sign in text
    )


def visible(text: str) -> int:
    """How many characters can be seen: not spaces, joiners, marks or signs of zero width."""
    return sum(unicodedata.category(sign)[0] not in "ZCM" and sign not in _BLANK for sign in text)


def begins_a_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.lstrip().startswith(_FORMULA)


def hides(text: str) -> bool:
    """Whether a name has letters that show nothing, between or instead of those that do."""
    return any(sign in _BLANK or unicodedata.category(sign) == "Cf" for sign in text)
