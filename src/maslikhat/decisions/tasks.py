"""The jobs of decisions: reading the text out of a file that was put to one."""

from maslikhat.decisions import finding
from maslikhat.decisions.extraction import extracted
from maslikhat.decisions.masking import masked, personal_data
from maslikhat.decisions.models import Attachment
from maslikhat.kit import jobs, uploads
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import writing

BUSY = 429
# Of a longer text the beginning is searched.
LONGEST = 300_000


@jobs.job(tries=5)
def read_text(number: int) -> None:
    """Read the words of a file, personal data covered, so that it is found by them.

    A scan, a picture and what cannot be read have none.
    """
    row = Attachment.objects.filter(pk=number, text=None).first()
    if row is None:
        return
    text = _text_of(row)
    with writing():
        Attachment.objects.filter(pk=number).update(text=masked(text, personal_data(text)))
        finding.tell_file(Attachment.objects.get(pk=number))


def _text_of(row: Attachment) -> str:
    path = uploads.path_of(row.sha256)
    if not path.exists():
        return ""
    try:
        return extracted(path.read_bytes(), row.name.rsplit(".", 1)[-1], longest=LONGEST).text
    except Refused as refusal:
        if refusal.status == BUSY:
            raise
        return ""
