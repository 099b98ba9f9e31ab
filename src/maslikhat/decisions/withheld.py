"""Files that hold covered words: nobody but the council's own people has their bytes."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from django.db.models import QuerySet

from maslikhat.decisions.extraction import Extracted, beside_text, extracted
from maslikhat.decisions.masks import covered_words
from maslikhat.decisions.models import Decision, Mask
from maslikhat.kit import uploads
from maslikhat.kit.refusals import Refused

BUSY = 429
# Of a longer text the beginning is read.
LONGEST = 300_000


class Stored(Protocol):
    """A file of a room: where it lies, what it is called, when it was put."""

    sha256: str
    name: str
    made_at: dt.datetime


class Words(NamedTuple):
    """What was read in a file: its text, what stands beside it, and whether that is all of it.

    Of a scan or a picture, of what is longer than is read, and of what cannot be read it is not.
    """

    text: str = ""
    beside: str = ""
    is_all: bool = False


def words_in(file: Stored) -> Words:
    """The words of a file, of its headers, comments, properties and of what was deleted in it.

    Raises Refused (429) while too many are read at once.
    """
    path = uploads.path_of(file.sha256)
    if not path.exists():
        return Words()
    content, ending = path.read_bytes(), file.name.rsplit(".", 1)[-1]
    text, beside = (_read(read, content, ending) for read in (extracted, beside_text))
    is_all = bool(text.text) and not text.is_cut and not beside.is_cut
    return Words(text.text, beside.text, is_all)


def _read(read: Callable[..., Extracted], content: bytes, ending: str) -> Extracted:
    try:
        return read(content, ending, longest=LONGEST)
    except Refused as refusal:
        if refusal.status == BUSY:
            raise
        return Extracted("", is_cut=True)


def holds_covered(
    file: Stored,
    found: Words,
    shown: str,
    masks: Sequence[Mask],
    *,
    looked_at: dt.datetime | None = None,
) -> bool:
    """Whether covered words stand in a file or in its name: `found` is what was read in it, `shown`
    what everyone reads of its text.

    Where not all of it can be read, whether words were covered since it was looked through, which
    is when it was put unless `looked_at` is later: nobody had looked for them before.
    """
    wanted = [mask.wanted for mask in masks]
    if any(covered_words(words, wanted) != words for words in (file.name, found.beside)):
        return True
    if shown != found.text:
        return True
    looked_at = looked_at or file.made_at
    return not found.is_all and any(mask.kind and mask.made_at > looked_at for mask in masks)


def held_as(decisions: QuerySet[Decision], masks: Sequence[Mask]) -> bool:
    """Hold decisions till the act ends; whether their masks are still these."""
    hold(decisions)
    now = Mask.objects.standing().filter(decision__in=decisions).order_by("pk")
    return list(now.values_list("pk", flat=True)) == [mask.pk for mask in masks]


def hold(decisions: QuerySet[Decision]) -> None:
    """Hold decisions till the act ends: no word of them is covered or left open meanwhile."""
    list(decisions.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))
