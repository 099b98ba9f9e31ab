"""What may be written: titles and bodies that are text, visible, and neither empty nor endless."""

import unicodedata

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused

TITLE_LEAST, TITLE_MOST = 3, 200
BODY_MOST = 20_000
# Marks that turn the direction of what follows (Unicode Standard Annex 9, explicit directional
# formatting): with them a text reads otherwise than it is stored.
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters that show nothing, though Unicode calls them letters or symbols.
_BLANK = set("\u115f\u1160\u2800\u3164\uffa0")


def clean_title(text: str) -> str:
    """The title on one line with single spaces; refused (422) when it cannot be a title."""
    _refuse_signs(text, allowed="")
    title = " ".join(unicodedata.normalize("NFC", text).split())
    if _visible(title) < TITLE_LEAST or len(title) > TITLE_MOST:
        raise Refused(_("A title has from 3 to 200 characters."), status=422)
    return title


def clean_body(text: str) -> str:
    """The text with plain line ends; refused (422) when it is empty, too long or not text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_signs(text, allowed="\n\t")
    body = unicodedata.normalize("NFC", text).strip()
    if not _visible(body):
        raise Refused(_("Write something first: the text is empty."), status=422)
    if len(body) > BODY_MOST:
        raise Refused(_("A text has at most 20,000 characters; divide it into two."), status=422)
    return body


def _refuse_signs(text: str, *, allowed: str) -> None:
    for sign in text:
        if sign in _TURNING or (
            sign not in allowed and unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"}
        ):
            raise Refused(
                _("The text has control characters. Type it anew, without pasting."), status=422
            )


def _visible(text: str) -> int:
    """How many characters can be seen: not spaces, joiners, marks or signs of zero width."""
    return sum(unicodedata.category(sign)[0] not in "ZCM" and sign not in _BLANK for sign in text)
