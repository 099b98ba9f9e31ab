"""The papers of a sitting: put to it or to an item of it, and closed to strangers."""

from typing import IO

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions.masking.withheld import clear
from maslikhat.kit import jobs, uploads
from maslikhat.kit.refusals import Hidden, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.kit.uploads import Kept
from maslikhat.ledger.actions import record
from maslikhat.sittings import heard
from maslikhat.sittings.actions.agenda import NAME_MOST
from maslikhat.sittings.guards import allow, in_time, locked
from maslikhat.sittings.models import Document, Item, Sitting
from maslikhat.sittings.permissions import (
    may_attach_document,
    may_clear_document,
    may_close_document,
)
from maslikhat.sittings.withheld import read_new, read_paper

DOCUMENTS_MOST = 300


def _kept(file: IO[bytes] | Kept) -> Kept:
    """The file on disk, checked by its content; refused (413, 415) when it is not taken."""
    return file if isinstance(file, Kept) else uploads.keep(file)


@prepared(file=_kept)
@atomic
def attach_document(
    sitting: Sitting,
    *,
    by: User,
    file: IO[bytes] | Kept,
    name: str,
    item: Item | None = None,
    is_open: bool = True,
) -> Document:
    """A paper is put to a sitting or to an item of it; what is open everyone may have.

    A job looks through it first; until then the council alone has it.
    """
    sitting = locked(sitting.pk)
    allow(may_attach_document(by, sitting), by, sitting)
    in_time("attach_document", sitting)
    kept = _kept(file)
    refuse_unless(
        item is None or item.sitting_id == sitting.pk,
        _("Choose an item of this agenda."),
        status=422,
    )
    refuse_unless(
        sitting.documents.count() < DOCUMENTS_MOST, _("A sitting has at most 300 papers.")
    )
    refuse_unless(
        uploads.path_of(kept.sha256).exists(), _("The file is gone. Send it again."), status=422
    )
    stem = line(name, NAME_MOST, needed=_("Name the file.")).replace("/", " ").replace("\\", " ")
    ending = f".{kept.extension}"
    made = Document.objects.create(
        sitting=sitting,
        item=item,
        name=stem if stem.lower().endswith(ending) else f"{stem}{ending}",
        sha256=kept.sha256,
        media_type=kept.media_type,
        size=kept.size,
        is_open=is_open,
        by=by.pk,
    )
    read_new(made)
    heard.agenda_changed(sitting)
    record(by, "sittings.attach_document", made, digest=made.sha256)
    return made


@atomic
def close_document(document: Document, *, by: User) -> Document:
    """A paper that should not have been open to everyone is the council's own from now on."""
    sitting, paper = _locked(document, by)
    allow(may_close_document(by, sitting), by, sitting)
    refuse_unless(paper.is_open, _("The paper is the maslikhat's own already."))
    paper.is_open = False
    paper.save(update_fields=["is_open"])
    heard.agenda_changed(sitting)
    record(by, "sittings.close_document", paper)
    return paper


@atomic
def clear_document(document: Document, *, by: User, because: str) -> Document:
    """The apparatus has looked through an open paper: what was found in it is no personal data, or
    a law lets it be read; with the reason.

    A job reads it anew. Words covered by hand in a decision still withhold it.
    """
    sitting, paper = _locked(document, by)
    allow(may_clear_document(by, sitting), by, sitting)
    jobs.enqueue(read_paper, paper.pk, key=clear(paper, by=by, because=because))
    heard.agenda_changed(sitting)
    record(by, "sittings.clear_document", paper)
    return paper


def _locked(document: Document, by: User) -> tuple[Sitting, Document]:
    sitting = locked(document.sitting_id)
    paper = Document.objects.visible_to(by).filter(pk=document.pk).first()
    if paper is None:
        raise Hidden()
    return sitting, paper
