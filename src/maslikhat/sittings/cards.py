"""What a link to a sitting unfolds into, for those who may see it; to others it is none."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.cards import Card
from maslikhat.kit.formats import words
from maslikhat.kit.languages import Said, said
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.words import STATES


def sitting_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A sitting: what it is called, whose, when, and where it stands."""
    sitting = Sitting.objects.visible_to(reader).filter(pk=given["number"]).with_names().first()
    if sitting is None:
        return None
    lines = [
        said(sitting.council, "name", lang),
        Said(words.moment(sitting.starts_at), lang),
        Said(str(STATES[sitting.state]), lang),
    ]
    address = reverse("sittings:sitting", args=[sitting.pk])
    return Card(_("Sitting"), title_of(sitting, lang), address, lines)


CARDS = {"sittings:sitting": sitting_card}
