"""Three languages: content that has a column for each, and the same page in another language."""

import re
from typing import NamedTuple

from django.utils.translation.trans_real import get_language

LANGUAGES = ("kk", "ru", "en")
# Who reads one, and lacks a text in it, is shown the next that exists.
FALLBACK = {"kk": ("kk", "ru", "en"), "ru": ("ru", "kk", "en"), "en": ("en", "ru", "kk")}
# Those that Russian has not.
KAZAKH_LETTERS = frozenset("әғқңөұүһі")
# In a Kazakh text every fifth letter or so is one of these: none of so many says that it is none.
_TELLING = 16


class Said(NamedTuple):
    """A text and the language it is in."""

    text: str
    lang: str


def reader_language() -> str:
    """The language of the page being made: kk, ru or en."""
    return (get_language() or "kk").split("-")[0]


def said(row: object, field: str, lang: str | None = None) -> Said:
    """`row.<field>_<lang>` in the reader's language, or in the nearest that is not empty.

    `row` may be an object or a dict, such as one of `values()`: there `field` may be a path, like
    ``"council__name"``. An entirely empty text is ("", lang).
    """
    lang = lang or reader_language()
    for candidate in FALLBACK[lang]:
        name = f"{field}_{candidate}"
        text = row.get(name) if isinstance(row, dict) else getattr(row, name)
        if text:
            return Said(text, candidate)
    return Said("", lang)


def written(text: str) -> Said:
    """Words that a person typed once, with the language that their letters tell.

    Where they tell nothing, or the text is there in two languages side by side, the reader's.
    """
    told = {_told_by_letters(part) for part in re.split(" [·/] ", text)} - {""}
    return Said(text, told.pop() if len(told) == 1 else reader_language())


def _told_by_letters(text: str) -> str:
    """Kazakh has letters of its own; many of the Russian ones without any of those are Russian."""
    letters = [sign for sign in text.casefold() if sign.isalpha()]
    if KAZAKH_LETTERS.intersection(letters):
        return "kk"
    if all("a" <= sign <= "z" for sign in letters):
        return "en" if letters else ""
    is_russian = all("а" <= sign <= "ё" for sign in letters)
    return "ru" if is_russian and len(letters) >= _TELLING else ""


def in_language(path: str, lang: str) -> str:
    """The same address in another language: `/ru/councils/` → `/kk/councils/`."""
    head, slash, rest = path.lstrip("/").partition("/")
    return f"/{lang}/{rest}" if head in LANGUAGES and slash else f"/{lang}/"
