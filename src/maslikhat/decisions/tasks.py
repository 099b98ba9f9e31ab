"""The jobs of decisions: reading the text out of a file that was put to one."""

from maslikhat.decisions import finding, heard
from maslikhat.decisions.copies import contacts_of
from maslikhat.decisions.masking import Span, masked, personal_data
from maslikhat.decisions.masks import spans_of
from maslikhat.decisions.models import Attachment, Decision, Mask
from maslikhat.decisions.withheld import Words, held_as, holds_covered, words_in
from maslikhat.kit import jobs
from maslikhat.kit.transactions import writing
from maslikhat.live.actions import withdraw

_files = Attachment.objects.select_related("decision__council")


@jobs.job(tries=5)
def read_text(number: int) -> None:
    """Read the words of a file, personal data covered, so that it is found by them; a file that
    holds what is covered is withheld from everyone else."""
    _read(_files.filter(pk=number, text=None).first())


@jobs.job(tries=5)
def read_text_anew(number: int) -> None:
    """Read the words of a file again, after other words are covered or left open in it."""
    _read(_files.filter(pk=number).first())


def _read(row: Attachment | None) -> None:
    if row is None:
        return
    words = words_in(row)
    found, beside = _spotted(row, words)
    # As the masks stand in the end: another may be entered while the words are looked for.
    while not _told(row, words, found, is_beside=beside):
        pass


def _spotted(row: Attachment, words: Words) -> tuple[list[Span], bool]:
    """What the portal finds in a file, and whether it finds something beside the text or in the
    name; nothing in one that the apparatus has cleared."""
    if row.cleared_at is not None:
        return [], False
    official = contacts_of(row.decision.council)
    beside = personal_data(f"{row.name}\n{words.beside}", official=official)
    return personal_data(words.text, official=official), bool(beside)


def _told(row: Attachment, words: Words, found: list[Span], *, is_beside: bool) -> bool:
    """Write down what everyone reads of a file; whether the masks have stayed as they were."""
    masks = list(Mask.objects.standing().filter(decision=row.decision_id).order_by("pk"))
    shown = masked(words.text, spans_of(found, words.text, [mask.wanted for mask in masks]))
    withheld = is_beside or holds_covered(row, words, shown, masks, looked_at=row.cleared_at)
    with writing():
        if not held_as(Decision.objects.filter(pk=row.decision_id), masks):
            return False
        Attachment.objects.filter(pk=row.pk).update(text=shown, holds_covered=withheld)
        for told in Attachment.objects.filter(pk=row.pk):
            finding.tell_file(told)
            heard.attached(told)
        withdraw()
    return True
