"""What people write to the moderation and what it writes to them: text, visible and not endless."""

import unicodedata

from django.utils.translation import gettext as _

from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import has_control_signs, visible

NOTE_MOST, SENTENCE_MOST, WORDS_MOST = 1000, 300, 3000


def clean(text: str, most: int, *, may_be_empty: bool = True) -> str:
    """The text with plain line ends; refused (422) when it is no text, too long or missing."""
    body = text.replace("\r\n", "\n").replace("\r", "\n")
    if has_control_signs(body, allowed="\n\t"):
        raise Refused(
            _("The text has control characters. Type it anew, without pasting."), status=422
        )
    body = unicodedata.normalize("NFC", body).strip()
    if not may_be_empty and not visible(body):
        raise Refused(_("Write something first: the text is empty."), status=422)
    if len(body) > most:
        raise Refused(
            _("The text is too long: at most %(most)s characters.") % {"most": most}, status=422
        )
    return body if visible(body) else ""
