"""Files put to a commitment: the letter as it was signed, photographs, evidence."""

import datetime as dt
from typing import IO

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments import heard
from maslikhat.commitments.course import Act
from maslikhat.commitments.guards import allow, day_of, in_time, locked, step
from maslikhat.commitments.keeping import kept, put
from maslikhat.commitments.models import Commitment, Paper
from maslikhat.commitments.permissions import may_attach
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record

PAPERS_MOST = 60


@prepared(file=kept)
@atomic
def attach(
    commitment: Commitment,
    *,
    by: User,
    file: IO[bytes] | Kept,
    name: str,
    day: dt.date | None = None,
) -> Paper:
    """Either side puts a file to the matter; everyone has it, and its hash is on the record."""
    commitment = locked(commitment)
    allow(may_attach(by, commitment))
    in_time(Act.ATTACH, commitment)
    found = kept(file)
    assert found is not None
    papers = Paper.objects.filter(step__commitment=commitment)
    refuse_unless(papers.count() < PAPERS_MOST, _("A matter has at most 60 files."))
    refuse_unless(not papers.filter(sha256=found.sha256).exists(), _("The file is here already."))
    stem = line(name, 150, needed=_("Name the file.")).replace("/", " ").replace("\\", " ")
    taken = step(commitment, Act.ATTACH, by=by, day=day_of(commitment, day))
    made = put(taken, found, stem)
    heard.stepped(commitment, taken, by=by)
    record(by, "commitments.attach", made, digest=made.sha256)
    return made
