"""The agenda to be printed and laid on the tables of the hall, with the way to the live page."""

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit import squares
from maslikhat.kit.formats import words
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.typeset import Template, frame, shown
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.minutes import reports
from maslikhat.sittings.models import Document, Sitting
from maslikhat.sittings.packs.contents import page_of
from maslikhat.sittings.shown import ItemRow, agenda_of
from maslikhat.sittings.titles import title_of

_template = Template(Path(__file__).parent / "typst" / "agenda.typ", "agenda")
# Points: as books have it, and for who sees little.
SIZES = {"": 11.5, "large": 18.0}


def agenda_pdf(sitting: Sitting, reader: Visitor | None, size: str) -> bytes:
    """The agenda as this reader may have it, as everyone when `reader` is None; PDF/UA.

    `size` is a key of SIZES.
    """
    papers = Document.objects.visible_to(reader).filter(sitting=sitting)
    rows = agenda_of(sitting, reader, papers)
    title, address = title_of(sitting).text, page_of(sitting)
    verify = settings.PUBLIC_URL.rstrip("/") + reverse("ledger:verify")
    council = said(sitting.council, "name").text
    told = {
        **frame(reader_language(), title, council, sitting.day, verify, is_demo=is_demo()),
        "commission": shown(said(sitting.commission, "name").text) if sitting.commission else "",
        "title": shown(title),
        "heading": shown(_("Agenda")),
        "moment": shown(words.moment(sitting.starts_at)),
        "hall": shown(said(sitting, "hall").text),
        "own": shown(_("For the maslikhat's own people only")) if reader is not None else "",
        "size": SIZES[size],
        "rows": [_row(row) for row in rows],
        "empty": shown(_("The agenda is empty.")),
        "address": shown(address),
        "squares": squares.drawn(address),
        "live": shown(_("The sitting as it goes on, with its papers:")),
    }
    # The frame's line is about files that the record knows; an agenda may still change.
    told |= {
        "verify_words": shown(_("Printed from the portal; the agenda may have changed since.")),
        "verify_address": "",
    }
    return _template.pdf(told, sitting.day)


def _row(row: ItemRow) -> dict[str, object]:
    item, title = row.item, row.title
    told = [_("%(count)s min") % {"count": item.minutes}] if item.minutes and title else []
    if row.rapporteurs:
        told.append(f"{_('Reports:')} {'; '.join(reports(one) for one in row.rapporteurs)}")
    return {
        "number": item.number,
        "under": bool(item.under_place),
        "title": shown(title.text if title else _("An item behind closed doors")),
        "said": shown(" · ".join(told)),
        "papers": [shown(paper.name) for paper in row.documents],
    }
