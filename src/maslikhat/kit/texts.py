"""What is text that can be read as it is stored: no control signs, no turning, not invisible."""

import hashlib
import sys
import unicodedata

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import refuse_unless

WORDS_MOST, LINE_MOST = 20_000, 300

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


def line(text: str, most: int = LINE_MOST, *, needed: str = "") -> str:
    """A text on one line; refused (422) when it is no text, too long, or missing where `needed`
    says what to write."""
    found = " ".join(words(text, sys.maxsize).split())
    refuse_unless(len(found) <= most, too_long(most), status=422)
    refuse_unless(bool(found) or not needed, needed, status=422)
    return found


def words(text: str, most: int = WORDS_MOST, *, needed: str = "") -> str:
    """A text of several lines with plain line ends; refused (422) as `line` is."""
    body = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    refuse_unless(
        not has_control_signs(body, allowed="\n\t"),
        _("The text has control characters. Type it anew, without pasting."),
        status=422,
    )
    body = unicodedata.normalize("NFC", body).strip()
    refuse_unless(len(body) <= most, too_long(most), status=422)
    body = body if visible(body) else ""
    refuse_unless(bool(body) or not needed, needed, status=422)
    return body


def too_long(most: int) -> str:
    """The sentence for what is too long."""
    return _("The text is too long: at most %(most)s characters.") % {"most": most}


def sha256_of(text: str) -> str:
    """SHA-256 in hex of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
