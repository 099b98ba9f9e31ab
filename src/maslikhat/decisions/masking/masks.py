"""What a clerk has decided on the masking of a text: words covered besides, others left open.

No Django here. Words are looked for as they are read: whatever white space and capitals, from the
beginning of a word and with the ending that it bears («Асанов» covers «Асановқа»), also where a
word is parted at the end of a line, has signs within that show nothing, or is set in s p a c e s.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from maslikhat.decisions.masking.personal_data import (
    UNSEEN,
    Private,
    Span,
    apart,
    masked,
    personal_data,
)

# Letters between the first and the last words of a range, on one line.
RANGE_MOST = 200
# What may stand between two letters of a word and is not read: a hyphen at the end of a line, the
# soft hyphen and signs without a width.
_UNREAD = rf"(?:[-\u2010\u00ad][ \t]*\n[ \t]*(?=[^\W\d_])|[{UNSEEN}])*"
# A word set in spaces has one between each two letters; shorter ones would be found in initials.
_SPACED, SPACED_LEAST = r"[ \t\u00a0]", 4


class Wanted(NamedTuple):
    """Words to cover, up to `until` where that is written; without a kind words to leave open."""

    words: str
    until: str = ""
    kind: Private | None = None


def spans_of(found: Iterable[Span], text: str, wanted: Iterable[Wanted]) -> list[Span]:
    """What is covered in a text: what was found in it and the words wanted, but for what stands
    within words that are left open."""
    asked = list(wanted)
    own = [span for one in asked if one.kind is not None for span in spans_wanted(text, one)]
    left = [span for one in asked if one.kind is None for span in spans_wanted(text, one)]
    return apart([span for span in (*found, *own) if not _is_within(span, left)])


def spans_wanted(text: str, one: Wanted) -> list[Span]:
    """Where these words stand in a text, each with its ending."""
    kind = one.kind or Private.OTHER
    pattern = _pattern(one.words, one.until)
    return [Span(match.start(), match.end(), kind) for match in pattern.finditer(text)]


def opened(text: str, wanted: Iterable[Wanted] = ()) -> str:
    """A text as everyone reads it: with what is found and what is wanted covered."""
    return masked(text, spans_of(personal_data(text), text, wanted))


def covered_words(text: str, wanted: Iterable[Wanted]) -> str:
    """A short text, such as a title, with only the words wanted covered."""
    return masked(text, spans_of((), text, wanted))


def _is_within(span: Span, regions: Sequence[Span]) -> bool:
    return any(one.start <= span.start and span.end <= one.end for one in regions)


@lru_cache(maxsize=256)
def _pattern(words: str, until: str) -> re.Pattern[str]:
    begin = _as_read(words)
    if until:
        begin += rf"[^\n|]{{0,{RANGE_MOST}}}?{_as_read(until)}"
    return re.compile(begin, re.IGNORECASE)


def _as_read(words: str) -> str:
    parts = words.split()
    before = r"(?<!\w)" if parts and parts[0][0].isalnum() else ""
    after = rf"(?:{_UNREAD}\w)*" if parts and parts[-1][-1].isalnum() else ""
    inner = r"\s+".join(_joined(part, _UNREAD) for part in parts)
    forms = [f"{inner}{after}"]
    if all(len(part) >= SPACED_LEAST for part in parts):
        apart = rf"{_SPACED}+".join(_joined(part, _SPACED) for part in parts)
        forms.append(rf"{apart}(?:{_SPACED}\w(?!\w))*(?!\w)")
    return f"{before}(?:{'|'.join(forms)})"


def _joined(part: str, between: str) -> str:
    return between.join(re.escape(sign) for sign in part)
