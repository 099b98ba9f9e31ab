"""Where in an official text something stands, in words: «Point 2, 1)», «Annex 1, table»."""

from django.utils.translation import gettext as _

from maslikhat.decisions.articles import HEADINGS, Kind, Unit, parsed
from maslikhat.decisions.parity.check import BEGINNING, END
from maslikhat.decisions.versions import Texts


def places_in(texts: Texts, lang: str) -> dict[str, str]:
    """What each unit of both texts is called, by its anchor; labels as the text in `lang` has
    them, or the Kazakh one."""
    nearer, other = (texts.ru, texts.kk) if lang == "ru" else (texts.kk, texts.ru)
    return {
        **_places(other),
        **_places(nearer),
        BEGINNING: _("Beginning"),
        END: _("Closing words and signature"),
    }


def _places(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    for depth, unit in parsed(text).walk():
        while path and path[-1][0] >= depth:
            path.pop()
        path.append((depth, _called(unit)))
        words = ", ".join(word for _depth, word in path if word) or _("Beginning")
        found[unit.anchor] = words[0].upper() + words[1:]
    return found


def _called(unit: Unit) -> str:
    """The unit alone; nothing for a paragraph without a number: it stands in what is around."""
    number = {"number": unit.number}
    if unit.kind == Kind.ANNEX:
        return _("annex %(number)s") % number if unit.number else _("annex")
    if unit.kind in HEADINGS:
        label = unit.label.rstrip(".")
        return label[0].lower() + label[1:] if label[1:2].islower() else label
    if unit.kind == Kind.POINT:
        return _("point %(number)s") % number
    if unit.kind == Kind.TABLE:
        return _("table")
    return unit.label
