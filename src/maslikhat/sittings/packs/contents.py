"""What the pack of a sitting holds for one kind of reader: everyone, or the council's own people.

All that decides over its pages stands here, so that the hash of it names the made file: what was
changed has another name, and an old file is asked for by nobody.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.decisions.articles import parsed
from maslikhat.decisions.models import Attachment, Decision
from maslikhat.decisions.paper import units_of
from maslikhat.decisions.sheet import text_of
from maslikhat.kit import squares
from maslikhat.kit.formats import words
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.kit.typeset import frame, shown
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.minutes import reports
from maslikhat.sittings.models import Document, Sitting
from maslikhat.sittings.shown import ItemRow, agenda_of
from maslikhat.sittings.titles import title_of

# Grows when the same contents are to look otherwise.
VERSION = 1


class Paper(NamedTuple):
    """A paper of the pack: its key within it, the file, and what the pages say of it."""

    key: str
    name: str
    sha256: str
    media_type: str
    size: int
    said_size: str
    address: str
    is_own: bool


class Part(NamedTuple):
    """An item of the agenda, or the papers of the whole sitting; `told` is what its pages say."""

    told: dict[str, Any]
    papers: tuple[Paper, ...]


class Pack(NamedTuple):
    """The whole pack in the reader's language."""

    told: dict[str, Any]
    parts: tuple[Part, ...]

    @property
    def key(self) -> str:
        """The SHA-256, in hex, of everything in it: another content is another file."""
        whole = json.dumps([VERSION, self], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def holds(self) -> list[str]:
        """What it holds, each as a hash: papers, titles, units of drafts. A phone that keeps it
        sees by them that something of it was withdrawn since."""
        words = [
            unit
            for part in self.parts
            for unit in ([part.told["title"]], *([one] for one in part.told["draft"]))
        ]
        told = {hashlib.sha256(json.dumps(one).encode()).hexdigest() for one in words}
        return sorted(told | {paper.sha256 for part in self.parts for paper in part.papers})


def mark_of(key: str) -> str:
    """The beginning of the key in groups: who holds the same pack sees the same mark."""
    return f"{key[:4]}-{key[4:8]}"


def pack_of(sitting: Sitting, reader: Visitor | None) -> Pack:
    """The pack as this reader may have it, or as everyone may when `reader` is None.

    Six queries, and three for each draft.
    """
    inside = reader is not None
    documents = list(Document.objects.visible_to(reader).filter(sitting=sitting).defer("text"))
    whole = tuple(_document(one) for one in documents if one.item_id is None)
    parts = [_item(row, reader) for row in agenda_of(sitting, reader, documents)]
    if whole:
        title = _("Papers of the sitting")
        parts.insert(0, Part(_told("", title, [], None, depth=0), whole))
    return Pack(_cover(sitting, inside=inside), tuple(parts))


def head_of(sitting: Sitting, *, inside: bool) -> dict[str, Any]:
    """What every paper of a sitting bears: its frame, what it is of, when, and the way to it."""
    title, council = title_of(sitting), said(sitting.council, "name")
    own = _("For the maslikhat's own people only") if inside else ""
    verify = settings.PUBLIC_URL + reverse("ledger:verify")
    address = page_of(sitting)
    return {
        **frame(
            reader_language(), title.text, council.text, sitting.day, verify, is_demo=is_demo()
        ),
        "title": shown(title.text),
        "commission": shown(said(sitting.commission, "name").text) if sitting.commission else "",
        "moment": shown(words.moment(sitting.starts_at)),
        "hall": shown(said(sitting, "hall").text),
        "own": shown(own),
        "address": shown(address),
        "squares": squares.drawn(address),
    }


def _cover(sitting: Sitting, *, inside: bool) -> dict[str, Any]:
    return {
        **head_of(sitting, inside=inside),
        "timestamp": f"{sitting.day.isoformat()}T00:00:00+00:00",
        "words": {name: shown(text) for name, text in _words().items()},
    }


def page_of(sitting: Sitting) -> str:
    """The whole address of a sitting's page, for what is printed."""
    return settings.PUBLIC_URL + reverse("sittings:sitting", args=[sitting.pk])


def _words() -> dict[str, str]:
    return {
        "agenda": _("Agenda"),
        "page": _("page {n}"),
        "mark": _("pack"),
        "what": _("The agenda, the drafts and all papers, numbered from page to page"),
        "live": _("The sitting as it goes on:"),
        "same": _("Who sees the same pack mark at the foot of the page has the same page numbers."),
        "there": _("The file itself:"),
        "text": _("The text alone, without its layout:"),
        "office": _("This paper is a file for an office program. It is not set as pages here."),
        "plain": _("This paper is plain text."),
        "damaged": _("This paper is damaged or is not a document. It could not be set as pages."),
        "encrypted": _("This paper opens with a password only. It could not be set as pages."),
        "large": _("This paper is too large to be set as pages here."),
        "full": _("The pack is full: this paper did not find a place in it."),
        "time": _("This paper could not be opened in time."),
        "gone": _("The file of this paper is not on the disk."),
        "own": _("the maslikhat's own"),
    }


def _item(row: ItemRow, reader: Visitor | None) -> Part:
    item = row.item
    depth = 1 if item.under_place else 0
    added = [row.added] if row.added else []
    if row.title is None:
        title = _("An item behind closed doors")
        return Part(_told(item.number, title, added, None, depth=depth), ())
    said_of = [item.get_kind_display(), *added]
    if item.minutes:
        said_of.append(_("%(count)s min") % {"count": item.minutes})
    if row.rapporteurs:
        said_of.append(f"{_('Reports:')} {'; '.join(reports(one) for one in row.rapporteurs)}")
    papers = [_document(one) for one in row.documents]
    draft = item.decision
    if draft is not None and not (reader is not None or draft.is_public):
        draft = None
    if draft is not None:
        papers += _attachments(draft, reader)
    text = _text(draft, reader) if draft is not None else None
    return Part(_told(item.number, row.title.text, said_of, text, depth=depth), tuple(papers))


def _told(
    number: str, title: str, said_of: Sequence[str], text: Said | None, *, depth: int
) -> dict[str, Any]:
    """What the pages of an item say; `text` is that of its draft."""
    strip = _("Item %(number)s") % {"number": number} if number else title
    return {
        "key": f"item-{number or 'whole'}",
        "number": number,
        "depth": depth,
        "title": shown(title),
        "heading": shown(f"{number}. {title}" if number else title),
        "strip": shown(strip),
        "said": shown(" · ".join(said_of)),
        "draft": units_of(parsed(text.text)) if text else [],
        "draft-title": shown(_("Draft decision")),
        "draft-note": shown(_("The text as it stood when this pack was made.")),
    }


def _text(draft: Decision, reader: Visitor | None) -> Said | None:
    """The text of a draft in the reader's language, or the nearest."""
    texts = text_of(draft, reader, None).texts
    found = said({f"text_{lang}": getattr(texts, lang) for lang in texts._fields}, "text")
    return found if found.text else None


def _document(one: Document) -> Paper:
    address = reverse("sittings:document", args=[one.pk])
    return _paper(f"paper-{one.pk}", one, address, is_own=not one.is_open)


def _attachments(draft: Decision, reader: Visitor | None) -> list[Paper]:
    rows = Attachment.objects.visible_to(reader).filter(decision=draft).defer("text")
    rows = rows.exclude(kind=Attachment.Kind.SCAN).order_by("pk")
    return [
        _paper(
            f"file-{row.pk}",
            row,
            reverse("decisions:file", args=[row.pk]),
            is_own=not row.is_open,
        )
        for row in rows
    ]


def _paper(key: str, row: Document | Attachment, address: str, *, is_own: bool) -> Paper:
    base = settings.PUBLIC_URL
    return Paper(
        key,
        shown(row.name),
        row.sha256,
        row.media_type,
        row.size,
        shown(words.size_words(row.size)),
        base + address,
        is_own,
    )
