"""Words that a person typed once, within a text of another language."""

from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import reader_language, written

_IN = {
    "kk": _("%(words)s [in Kazakh]"),
    "ru": _("%(words)s [in Russian]"),
    "en": _("%(words)s [in English]"),
}


def typed(text: str) -> str:
    """The words, and after them their language where their letters tell another than the text's."""
    found = written(text)
    return text if found.lang == reader_language() else str(_IN[found.lang]) % {"words": text}
