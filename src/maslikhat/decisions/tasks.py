"""The jobs of decisions: reading the text out of a file that was put to one."""

from functools import partial

from maslikhat.decisions import finding, heard
from maslikhat.decisions.copies import contacts_of
from maslikhat.decisions.masking.personal_data import personal_data
from maslikhat.decisions.masking.withheld import look_through
from maslikhat.decisions.models import Attachment, Decision
from maslikhat.kit import jobs

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
    official = contacts_of(row.decision.council)

    def told() -> None:
        for found in Attachment.objects.filter(pk=row.pk):
            finding.tell_file(found)
            heard.attached(found)

    look_through(
        row,
        Decision.objects.filter(pk=row.decision_id),
        partial(personal_data, official=official),
        told,
    )
