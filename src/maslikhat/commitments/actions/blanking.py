"""A text or a file is taken away under an order; its hash stays, and its author hears why."""

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.models import Taken
from maslikhat.commitments.models.taken import NOTE_MOST
from maslikhat.commitments.orders import TAKEN
from maslikhat.commitments.permissions import may_blank
from maslikhat.commitments.taking import FILES, MODELS, stands, take
from maslikhat.dialogue import tasks
from maslikhat.dialogue.models import BlankReason
from maslikhat.kit import jobs
from maslikhat.kit.refusals import Hidden, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.notices.actions import tell


@atomic
def blank(kind: str, number: int, *, by: User, reason: str, note: str = "") -> Taken:
    """The operator takes a letter, the text of a step, a paper, the minutes of an event or a body's
    word away for good."""
    if not may_blank(by) or kind not in MODELS:
        raise Hidden()
    refuse_unless(
        reason in BlankReason.values, _("Choose under what the text is taken away."), status=422
    )
    gone = Taken.objects.filter(kind=kind, number=number, is_order=True)
    refuse_unless(not gone.exists() or stands(kind, number), _("It was taken away already."))
    made = take(kind, number, reason, line(note, NOTE_MOST), is_order=True)
    if kind in FILES:
        jobs.enqueue(tasks.forget_contents, [made.sha256], key=f"{kind} {number} {made.sha256}")
    if made.author:
        tell(
            TAKEN,
            made.pk,
            act="commitments.blank",
            by=None,
            key=f"commitments.blank:{made.pk}",
            directly=[made.author],
            followers=False,
        )
    record(by, "commitments.blank", made, digest=made.sha256)
    return made
