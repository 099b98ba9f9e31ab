"""The jobs of decisions: reading the text out of a file that was put to one."""

from maslikhat.decisions import finding
from maslikhat.decisions.copies import contacts_of
from maslikhat.decisions.masking import masked, personal_data
from maslikhat.decisions.masks import spans_of
from maslikhat.decisions.models import Attachment, Mask
from maslikhat.decisions.withheld import holds_covered, text_in
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
    text = text_in(row)
    found = personal_data(text, official=contacts_of(row.decision.council))
    with writing():
        # As the masks stand now: another may have been entered meanwhile.
        masks = list(Mask.objects.standing().filter(decision=row.decision_id).order_by("pk"))
        shown = masked(text, spans_of(found, text, [mask.wanted for mask in masks]))
        withheld = holds_covered(row, text, shown, masks)
        Attachment.objects.filter(pk=row.pk).update(text=shown, holds_covered=withheld)
        finding.tell_file(Attachment.objects.get(pk=row.pk))
        if withheld:
            withdraw()
