"""Papers of a decision: files, the scan of the signed one, letters in and out."""

import datetime as dt
from typing import IO

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions import heard, tasks
from maslikhat.decisions.guards import allow, in_time, locked, past_day
from maslikhat.decisions.masking.withheld import clear
from maslikhat.decisions.models import Attachment, Decision, Letter
from maslikhat.decisions.permissions import (
    may_attach,
    may_attach_scan,
    may_clear_paper,
    may_close_paper,
    may_write_letter,
)
from maslikhat.kit import jobs, uploads
from maslikhat.kit.days import today
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record

FILES_A_DECISION = 60
SCANS = ("application/pdf", "image/jpeg", "image/png", "image/webp")


def _kept(file: IO[bytes] | Kept) -> Kept:
    """The file on disk, checked by its content; refused (413, 415) when it is not taken."""
    return file if isinstance(file, Kept) else uploads.keep(file)


@prepared(file=_kept)
@atomic
def attach(
    decision: Decision,
    *,
    by: User,
    file: IO[bytes] | Kept,
    name: str,
    kind: str = Attachment.Kind.ANNEX,
    is_open: bool = False,
) -> Attachment:
    """A file is put to a decision; what is open has everyone who may see the decision.

    A job reads its text, so that it is found by its words; until then the council alone has it.
    """
    decision = locked(decision)
    allow(may_attach(by, decision), by, decision)
    in_time("attach", decision)
    refuse_unless(
        kind in Attachment.Kind.values and kind != Attachment.Kind.SCAN,
        _("Choose one of the answers offered."),
        status=422,
    )
    made = _put(decision, _kept(file), by=by, name=name, kind=kind, is_open=is_open)
    record(by, "decisions.attach", made, digest=made.sha256)
    return made


@prepared(file=_kept)
@atomic
def attach_scan(
    decision: Decision, *, by: User, file: IO[bytes] | Kept, name: str, is_open: bool
) -> Attachment:
    """The scan of the signed paper is put beside the text, its hash on the record.

    Until electronic signatures come the signed original is on paper. `is_open` says that the
    apparatus has looked: no personal data stands in it.
    """
    decision = locked(decision)
    allow(may_attach_scan(by, decision), by, decision)
    in_time("attach_scan", decision)
    scan = _kept(file)
    refuse_unless(
        scan.media_type in SCANS, _("A scan is a PDF or a picture. Choose such a file."), status=422
    )
    made = _put(decision, scan, by=by, name=name, kind=Attachment.Kind.SCAN, is_open=is_open)
    record(by, "decisions.attach_scan", made, digest=made.sha256)
    return made


@atomic
def close_paper(attachment: Attachment, *, by: User) -> Attachment:
    """A paper that should not have been open to everyone is the council's own from now on."""
    decision = locked(attachment.decision)
    allow(may_close_paper(by, decision), by, decision)
    paper = Attachment.objects.get(pk=attachment.pk)
    refuse_unless(paper.is_open, _("The paper is the maslikhat's own already."))
    paper.is_open = False
    paper.save(update_fields=["is_open"])
    heard.closed(paper)
    record(by, "decisions.close_paper", paper)
    return paper


@atomic
def clear_paper(attachment: Attachment, *, by: User, because: str) -> Attachment:
    """The apparatus has looked through an open paper: what was found in it is no personal data, or
    a law lets it be read; with the reason.

    A job reads it anew. Words that are covered by hand still withhold it where they are found.
    """
    decision = locked(attachment.decision)
    allow(may_clear_paper(by, decision), by, decision)
    paper = Attachment.objects.get(pk=attachment.pk)
    jobs.enqueue(tasks.read_text_anew, paper.pk, key=clear(paper, by=by, because=because))
    record(by, "decisions.clear_paper", paper)
    return paper


def _put(
    decision: Decision, file: Kept, *, by: User, name: str, kind: str, is_open: bool
) -> Attachment:
    refuse_unless(
        decision.attachments.count() < FILES_A_DECISION,
        _("A decision has at most 60 files."),
    )
    refuse_unless(
        not decision.attachments.filter(sha256=file.sha256, kind=kind).exists(),
        _("The decision has this file already."),
    )
    refuse_unless(
        uploads.path_of(file.sha256).exists(), _("The file is gone. Send it again."), status=422
    )
    stem = line(name, 150, needed=_("Name the file.")).replace("/", " ").replace("\\", " ")
    ending = f".{file.extension}"
    made = Attachment.objects.create(
        decision=decision,
        kind=kind,
        name=stem if stem.lower().endswith(ending) else f"{stem}{ending}",
        sha256=file.sha256,
        media_type=file.media_type,
        size=file.size,
        is_open=is_open,
        by=by.pk,
    )
    jobs.enqueue(tasks.read_text, made.pk, key=str(made.pk))
    heard.attached(made)
    return made


@atomic
def write_letter(
    decision: Decision,
    *,
    by: User,
    direction: str,
    party: str,
    own_number: str,
    own_day: dt.date | None = None,
    their_number: str = "",
    their_day: dt.date | None = None,
    about: str = "",
    attachment: Attachment | None = None,
    is_open: bool = False,
) -> Letter:
    """A letter in or out is entered with the numbers and days of both sides.

    An open one everyone sees on the page; the others only the council's own people.
    """
    decision = locked(decision)
    allow(may_write_letter(by, decision), by, decision)
    in_time("write_letter", decision)
    refuse_unless(
        direction in Letter.Direction.values, _("Choose one of the answers offered."), status=422
    )
    their_number = line(their_number, 60)
    refuse_unless(
        bool(their_number) == (their_day is not None)
        and (direction == Letter.Direction.OUT or bool(their_number)),
        _("Write both the number and the day that the other side gave its letter."),
        status=422,
    )
    refuse_unless(
        attachment is None or attachment.decision_id == decision.pk,
        _("Choose a file of this decision."),
        status=422,
    )
    made = Letter.objects.create(
        decision=decision,
        direction=direction,
        party=line(party, needed=_("Write whom the letter came from or went to.")),
        about=line(about),
        own_number=line(own_number, 60, needed=_("Write the number you gave the letter.")),
        own_day=past_day(own_day or today()),
        their_number=their_number,
        their_day=None if their_day is None else past_day(their_day),
        attachment=attachment,
        is_open=is_open,
        by=by.pk,
    )
    record(by, "decisions.write_letter", made)
    return made
