"""Papers on whose agenda a decision has covered words: withheld until they are read, and after that
where the words stand in them. A paper of an item is read for its decision, one of the sitting as a
whole for all decisions on the agenda. Every new one is read for numbers that are a person's own."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from maslikhat.decisions.masking import Private, personal_data
from maslikhat.decisions.masks import covered_words
from maslikhat.decisions.models import Decision, Mask
from maslikhat.decisions.withheld import Words, held_as, hold, holds_covered, words_in
from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import withdraw
from maslikhat.sittings import heard
from maslikhat.sittings.models import Document, Item

# What has a check digit or a word beside it that says so. The telephone of an office and where a
# house stands belong in such papers.
CERTAIN = {Private.IIN, Private.DOCUMENT, Private.CARD}


def withhold_all(decision: Decision) -> None:
    """Within an act on its masks: papers in which its words may stand wait till they are read."""
    on_agenda = Q(item=None, sitting__items__decision=decision)
    papers = Document.objects.filter(Q(item__decision=decision) | on_agenda)
    numbers = list(papers.order_by("pk").values_list("pk", flat=True).distinct())
    masks = decision.masks
    step = f"{decision.pk}:{masks.count()}-{masks.standing().count()}"
    _withhold(numbers, step, is_masked=masks.standing().exists())


def withhold_whole(item: Item) -> None:
    """A decision came to an agenda: papers of the sitting as a whole wait where it has masks."""
    if item.decision is not None and item.decision.masks.standing().exists():
        papers = Document.objects.filter(item=None, sitting=item.sitting_id)
        numbers = list(papers.values_list("pk", flat=True))
        _withhold(numbers, f"item {item.pk}", is_masked=True)


def _withhold(numbers: Sequence[int], step: str, *, is_masked: bool) -> None:
    if is_masked:
        Document.objects.filter(pk__in=numbers).update(holds_covered=True)
    for number in numbers:
        jobs.enqueue(read_paper, number, key=f"{number}:{step}")


def withhold_new(paper: Document) -> None:
    """A paper is read; one that was put where a decision has covered words waits for that."""
    hold(_decisions_of(paper))
    if _masks_of(paper).exists():
        Document.objects.filter(pk=paper.pk).update(holds_covered=True)
    jobs.enqueue(read_paper, paper.pk, key=f"{paper.pk}")


def _decisions_of(paper: Document) -> QuerySet[Decision]:
    items = Item.objects.exclude(decision=None)
    if paper.item_id is None:
        items = items.filter(sitting=paper.sitting_id)
    else:
        items = items.filter(pk=paper.item_id)
    return Decision.objects.filter(pk__in=items.values("decision"))


def _masks_of(paper: Document) -> QuerySet[Mask]:
    return Mask.objects.standing().filter(decision__in=_decisions_of(paper)).order_by("pk")


@jobs.job(tries=5)
def read_paper(number: int) -> None:
    """Look whether covered words or a person's numbers stand in a paper, as the masks stand in the
    end."""
    paper = Document.objects.filter(pk=number).select_related("sitting").first()
    if paper is None:
        return
    words = words_in(paper)
    found = personal_data(f"{paper.name}\n{words.text}\n{words.beside}")
    is_personal = any(span.kind in CERTAIN for span in found)
    while not _told(paper, words, is_personal=is_personal):
        pass


def _told(paper: Document, words: Words, *, is_personal: bool) -> bool:
    """Write down whether a paper is withheld; whether the masks have stayed as they were."""
    masks = list(_masks_of(paper))
    shown = covered_words(words.text, [mask.wanted for mask in masks])
    withheld = is_personal or holds_covered(paper, words, shown, masks)
    with writing():
        if not held_as(_decisions_of(paper), masks):
            return False
        Document.objects.filter(pk=paper.pk).update(holds_covered=withheld)
        heard.agenda_changed(paper.sitting)
        withdraw()
    return True
