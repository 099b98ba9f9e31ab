"""The jobs of decisions: reading the text out of a file that was put to one."""

from maslikhat.decisions import finding
from maslikhat.decisions.extraction import extracted
from maslikhat.decisions.masking import masked, personal_data
from maslikhat.decisions.masks import spans_of
from maslikhat.decisions.models import Attachment, Mask
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
    _read(Attachment.objects.filter(pk=number, text=None).first())


@jobs.job(tries=5)
def read_text_anew(number: int) -> None:
    """Read the words of a file again, after other words are covered or left open in it."""
    _read(Attachment.objects.filter(pk=number).first())


def _read(row: Attachment | None) -> None:
    if row is None:
        return
    text = _text_of(row)
    found = personal_data(text)
    with writing():
        # As the masks stand now: another may have been entered meanwhile.
        wanted = Mask.objects.filter(decision=row.decision_id).wanted()
        shown = masked(text, spans_of(found, text, wanted))
        Attachment.objects.filter(pk=row.pk).update(text=shown)
        finding.tell_file(Attachment.objects.get(pk=row.pk))


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
