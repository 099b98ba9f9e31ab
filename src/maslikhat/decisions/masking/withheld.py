"""Files that hold covered words: nobody but the council's own people has their bytes.

Every paper of a room waits until a job has looked through it; what was found by mistake is cleared.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions.copies import AROUND
from maslikhat.decisions.extraction import Extracted, beside_text, extracted
from maslikhat.decisions.masking.masks import covered_words, spans_of
from maslikhat.decisions.masking.personal_data import MASK, Span, masked
from maslikhat.decisions.models import Decision, Mask
from maslikhat.decisions.models.masks import BECAUSE_MOST
from maslikhat.decisions.models.read import ReadPaper
from maslikhat.kit import uploads
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import withdraw

BUSY = 429
# Of a longer text the beginning is read.
LONGEST = 300_000
# Of what was found in a paper so many places are shown.
MOST_PLACES = 20


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


def look_through(
    paper: ReadPaper,
    decisions: QuerySet[Decision],
    spot: Callable[[str], list[Span]],
    told: Callable[[], None],
) -> None:
    """Read a paper for what `spot` finds in it and for covered words of these decisions, and write
    down what everyone reads of it and whether it is withheld; `told` hears of it in the same act.

    In one that is cleared nothing is looked for but covered words. Raises Refused (429) while too
    many papers are read at once.
    """
    words = words_in(paper)
    found, beside = [], []
    if paper.cleared_at is None:
        found, beside = spot(words.text), spot(f"{paper.name}\n{words.beside}")
    # As the masks stand in the end: another may be entered while the words are looked for.
    while not _written(paper, words, found, decisions.all(), told, is_beside=bool(beside)):
        pass


def _written(
    paper: ReadPaper,
    words: Words,
    found: list[Span],
    decisions: QuerySet[Decision],
    told: Callable[[], None],
    *,
    is_beside: bool,
) -> bool:
    """Write it down; whether the masks have stayed as they were."""
    masks = list(Mask.objects.standing().filter(decision__in=decisions).order_by("pk"))
    shown = masked(words.text, spans_of(found, words.text, [mask.wanted for mask in masks]))
    withheld = is_beside or holds_covered(paper, words, shown, masks, looked_at=paper.cleared_at)
    with writing():
        if not held_as(decisions, masks):
            return False
        rows = type(paper)._default_manager.filter(pk=paper.pk)
        rows.update(text=shown, holds_covered=withheld)
        told()
        withdraw()
    return True


def places_in(paper: ReadPaper) -> list[tuple[str, str]]:
    """What stands before and behind each place that is covered in the text of a paper."""
    parts = (paper.text or "").split(MASK)
    return [(one[-AROUND:], other[:AROUND]) for one, other in pairwise(parts)][:MOST_PLACES]


def clear(paper: ReadPaper, *, by: User, because: str) -> str:
    """Within an act: what was found in an open paper is no personal data, or a law lets it be read.

    It is to be read anew, by a job of the key that comes back. Refused where nothing withholds it.
    """
    refuse_unless(paper.is_open, _("The paper is the maslikhat's own already."))
    refuse_unless(paper.holds_covered, _("The paper is open: nothing withholds it."))
    refuse_unless(
        paper.text is not None, _("The paper is still being read. Open this page in a minute.")
    )
    paper.cleared_because = line(
        because, BECAUSE_MOST, needed=_("Write why everyone may read the paper.")
    )
    paper.cleared_at, paper.cleared_by = timezone.now(), by.pk
    paper.save(update_fields=["cleared_because", "cleared_at", "cleared_by"])
    return f"{paper.pk}:cleared {paper.cleared_at.isoformat()}"
