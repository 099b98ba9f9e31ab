"""What a body says of its own figures."""

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.guards import allow, refuse_suspended, spoken
from maslikhat.commitments.models import Remark
from maslikhat.commitments.models.steps import REMARK_MOST
from maslikhat.commitments.permissions import may_remark
from maslikhat.kit.texts import words
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Body


@atomic
def remark(body: Body, *, by: User, text: str, language: str) -> Remark:
    """A body says how its figures came about; its latest word stands beside them, before all."""
    allow(may_remark(by, body))
    refuse_suspended(by)
    made = Remark.objects.create(
        body=body,
        language=spoken(language),
        words=words(text, REMARK_MOST, needed=_("Write the text.")),
        by=by.pk,
    )
    record(by, "commitments.remark", made)
    return made
