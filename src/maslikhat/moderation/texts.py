"""What people write to the moderation and what it writes to them: text, visible and not endless."""

from django.utils.translation import gettext as _

from maslikhat.kit.texts import words

NOTE_MOST, SENTENCE_MOST, WORDS_MOST = 1000, 300, 3000


def clean(text: str, most: int, *, may_be_empty: bool = True) -> str:
    """The text with plain line ends; refused (422) when it is no text, too long or missing."""
    needed = "" if may_be_empty else _("Write something first: the text is empty.")
    return words(text, most, needed=needed)
