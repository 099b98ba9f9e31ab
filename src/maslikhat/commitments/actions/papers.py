"""Files put to a commitment: the letter as it was signed, photographs, evidence."""

import datetime as dt
from typing import IO

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments import heard
from maslikhat.commitments.course import Act
from maslikhat.commitments.guards import allow, day_of, in_time, locked, step
from maslikhat.commitments.models import Commitment, Paper
from maslikhat.commitments.permissions import may_attach
from maslikhat.kit import uploads
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record

PAPERS_MOST = 60


def _kept(file: IO[bytes] | Kept) -> Kept:
    """The file on disk, checked by its content; refused (413, 415) when it is not taken."""
    return file if isinstance(file, Kept) else uploads.keep(file)


@prepared(file=_kept)
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
    kept = _kept(file)
    papers = Paper.objects.filter(step__commitment=commitment)
    refuse_unless(papers.count() < PAPERS_MOST, _("A matter has at most 60 files."))
    refuse_unless(not papers.filter(sha256=kept.sha256).exists(), _("The file is here already."))
    refuse_unless(
        uploads.path_of(kept.sha256).exists(), _("The file is gone. Send it again."), status=422
    )
    stem = line(name, 150, needed=_("Name the file.")).replace("/", " ").replace("\\", " ")
    ending = f".{kept.extension}"
    put = step(commitment, Act.ATTACH, by=by, day=day_of(commitment, day))
    made = Paper.objects.create(
        step=put,
        name=stem if stem.lower().endswith(ending) else f"{stem}{ending}",
        sha256=kept.sha256,
        media_type=kept.media_type,
        size=kept.size,
    )
    heard.stepped(commitment, put, by=by)
    record(by, "commitments.attach", made, digest=made.sha256)
    return made
