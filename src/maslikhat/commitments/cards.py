"""What a link to a commitment unfolds into."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.commitments.models import Commitment
from maslikhat.commitments.words import called
from maslikhat.kit.cards import Card
from maslikhat.kit.formats import words
from maslikhat.kit.installation import marked
from maslikhat.kit.languages import Said, said


def commitment_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A commitment: its title, who owes it, where it stands, and by when."""
    row = Commitment.objects.filter(pk=given["number"]).select_related("addressee").first()
    if row is None:
        return None
    due = _("Due %(day)s") % {"day": words.day(row.due_on)}
    return Card(
        row.get_kind_display(),
        Said(row.title, row.language),
        reverse("commitments:commitment", args=[row.pk]),
        [
            said(row.addressee, "name", lang),
            Said(str(called(row.state, row.assessment)), lang),
            Said(marked(due), lang),
        ],
    )


CARDS = {"commitments:commitment": commitment_card}
