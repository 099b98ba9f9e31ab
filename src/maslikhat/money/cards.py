"""What a link to a budget unfolds into."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.cards import Card
from maslikhat.kit.formats import words
from maslikhat.kit.languages import Said, said
from maslikhat.money.models import Version


def version_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A version of a budget: whose, of which year, of what kind and day."""
    rows = Version.objects.shown().filter(pk=given["number"]).select_related("council")
    version = rows.first()
    if version is None:
        return None
    lines = [
        said(version.council, "name", lang),
        Said(f"{version.get_kind_display()} · {words.day(version.day)}", lang),
    ]
    if version.withdrawn_at is not None:
        lines.append(Said(_("Withdrawn as wrong"), lang))
    title = _("Budget of %(year)s") % {"year": version.year}
    return Card(_("Budget"), Said(title, lang), reverse("money:version", args=[version.pk]), lines)


CARDS = {"money:version": version_card}
