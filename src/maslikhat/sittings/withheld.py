"""Papers of sittings: withheld until they are read, and after that where covered words stand in
them, or numbers that are a person's own. A paper of an item is read for its decision, one of the
sitting as a whole for all decisions on the agenda."""

from collections.abc import Sequence
from functools import partial

from django.db.models import Q, QuerySet

from maslikhat.decisions.masking.personal_data import Private, Span, personal_data
from maslikhat.decisions.masking.withheld import look_through
from maslikhat.decisions.models import Decision
from maslikhat.kit import jobs
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


def read_new(paper: Document) -> None:
    """A paper is read; till then it is the council's own."""
    jobs.enqueue(read_paper, paper.pk, key=f"{paper.pk}")


def _decisions_of(paper: Document) -> QuerySet[Decision]:
    items = Item.objects.exclude(decision=None)
    if paper.item_id is None:
        items = items.filter(sitting=paper.sitting_id)
    else:
        items = items.filter(pk=paper.item_id)
    return Decision.objects.filter(pk__in=items.values("decision"))


@jobs.job(tries=5)
def read_paper(number: int) -> None:
    """Look whether covered words or a person's numbers stand in a paper."""
    paper = Document.objects.filter(pk=number).select_related("sitting").first()
    if paper is not None:
        told = partial(heard.agenda_changed, paper.sitting)
        look_through(paper, _decisions_of(paper), _certain, told)


def _certain(text: str) -> list[Span]:
    return [span for span in personal_data(text) if span.kind in CERTAIN]
