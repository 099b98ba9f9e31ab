"""What a link to a decision unfolds into, for those who may see it; to others it is none."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.decisions.models import Decision
from maslikhat.decisions.words import STATES
from maslikhat.kit.cards import Card
from maslikhat.kit.formats import words
from maslikhat.kit.languages import Said, said


def decision_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A decision: its title, council, number with day, and where it stands; asked of each."""
    decisions = Decision.objects.visible_to(reader).filter(pk=given["number"])
    decision = decisions.select_related("council").first()
    if decision is None:
        return None
    lines = [said(decision.council, "name", lang), Said(str(STATES[decision.state]), lang)]
    if decision.adopted_on is not None:
        number = f"№ {decision.number} · {words.day(decision.adopted_on)}"
        lines.insert(1, Said(number, lang))
    return Card(
        _("Decision"),
        said(decision, "title", lang),
        reverse("decisions:decision", args=[decision.pk]),
        lines,
    )


CARDS = {"decisions:decision": decision_card}
