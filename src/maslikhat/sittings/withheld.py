"""Papers of an item whose decision has covered words: withheld until they are read, and after that
where the words stand in them."""

from maslikhat.decisions.masks import covered_words
from maslikhat.decisions.models import Decision, Mask
from maslikhat.decisions.withheld import holds_covered, text_in
from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import withdraw
from maslikhat.sittings import heard
from maslikhat.sittings.models import Document


def withhold_all(decision: Decision) -> None:
    """Within an act on its masks: the papers of all items on a decision wait till they are read."""
    masks = decision.masks.standing()
    papers = Document.objects.filter(item__decision=decision)
    if masks.exists():
        papers.update(holds_covered=True)
    for number in papers.values_list("pk", flat=True):
        step = f"{number}:{decision.masks.count()}-{masks.count()}"
        jobs.enqueue(read_paper, number, key=step)


def withhold_new(paper: Document) -> None:
    """A paper put to an item whose decision has covered words waits till it is read."""
    decision = paper.item.decision if paper.item is not None else None
    if decision is not None and decision.masks.standing().exists():
        Document.objects.filter(pk=paper.pk).update(holds_covered=True)
        jobs.enqueue(read_paper, paper.pk, key=f"{paper.pk}")


@jobs.job(tries=5)
def read_paper(number: int) -> None:
    """Look whether covered words stand in a paper, as the masks stand now."""
    paper = Document.objects.filter(pk=number).select_related("sitting", "item").first()
    if paper is None or paper.item is None:
        return
    text = text_in(paper)
    with writing():
        masks = list(Mask.objects.standing().filter(decision=paper.item.decision_id))
        shown = covered_words(text, [mask.wanted for mask in masks])
        withheld = holds_covered(paper, text, shown, masks)
        Document.objects.filter(pk=number).update(holds_covered=withheld)
        heard.agenda_changed(paper.sitting)
        withdraw()
