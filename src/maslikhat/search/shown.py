"""What is found, as a page or a feed shows it."""

import datetime as dt
from typing import NamedTuple

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import FALLBACK, Said, reader_language, said
from maslikhat.search.asking import Found
from maslikhat.search.models import Entry
from maslikhat.search.registers import kinds
from maslikhat.search.snippets import Piece, highlight, snippet


class Shown(NamedTuple):
    """One result: address and kind, title and a piece of the text with what was looked for marked,
    each with its language, the time of the thing, and when it came in here."""

    address: str
    kind: str
    title: list[Piece]
    title_lang: str
    text: list[Piece]
    text_lang: str
    moment: dt.datetime
    came_at: dt.datetime

    @property
    def day(self) -> dt.date:
        """The day of the thing in Kazakhstan."""
        return self.moment.astimezone(ALMATY).date()


def shown(found: Found) -> list[Shown]:
    """The page of what was found; a kind that no room answers for is left out."""
    return [_one(entry, found.stems) for entry in found.entries if entry.kind in kinds]


def address_of(entry: Entry) -> str:
    """The path of the thing in the reader's language."""
    return kinds[entry.kind].address(entry.number, entry.slug)


def _one(entry: Entry, stems: frozenset[str]) -> Shown:
    title, text = entry.title(), _text_with_hits(entry, stems)
    return Shown(
        address_of(entry),
        kinds[entry.kind].label(),
        highlight(title.text, stems, title.lang),
        title.lang,
        snippet(text.text, stems, text.lang),
        text.lang,
        entry.moment,
        entry.came_at,
    )


def _text_with_hits(entry: Entry, stems: frozenset[str]) -> Said:
    """The text in the reader's language, or in the next in which something was found."""
    for lang in FALLBACK[reader_language()]:
        text = getattr(entry, f"text_{lang}")
        if text and any(piece.is_marked for piece in snippet(text, stems, lang)):
            return Said(text, lang)
    return said(entry, "text")
