"""The agenda to be printed and laid on the tables of the hall, with the way to the live page."""

from pathlib import Path

from django.utils.translation import gettext as _

from maslikhat.kit.typeset import Template, shown
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.minutes import reports
from maslikhat.sittings.models import Document, Sitting
from maslikhat.sittings.packs.contents import head_of
from maslikhat.sittings.shown import ItemRow, agenda_of

_template = Template(Path(__file__).parent / "typst" / "agenda.typ", "agenda")
# Points: as books have it, and for who sees little.
SIZES = {"": 11.5, "large": 18.0}


def agenda_pdf(sitting: Sitting, reader: Visitor | None, size: str) -> bytes:
    """The agenda as this reader may have it, as everyone when `reader` is None; PDF/UA.

    `size` is a key of SIZES.
    """
    papers = Document.objects.visible_to(reader).filter(sitting=sitting).defer("text")
    rows = agenda_of(sitting, reader, papers)
    told = {
        **head_of(sitting, inside=reader is not None),
        "heading": shown(_("Agenda")),
        "size": SIZES[size],
        "rows": [_row(row) for row in rows],
        "empty": shown(_("The agenda is empty.")),
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
    if row.added:
        told.append(row.added)
    if row.rapporteurs:
        told.append(f"{_('Reports:')} {'; '.join(reports(one) for one in row.rapporteurs)}")
    return {
        "number": item.number,
        "under": bool(item.under_place),
        "title": shown(title.text if title else _("An item behind closed doors")),
        "said": shown(" · ".join(told)),
        "papers": [shown(paper.name) for paper in row.documents],
    }
