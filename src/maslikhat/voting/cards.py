"""What a link to a vote unfolds into, for those who may see it; to others it is none."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.cards import Card
from maslikhat.kit.formats import words
from maslikhat.kit.languages import Said, said
from maslikhat.voting.models import Ballot, State
from maslikhat.voting.sentences import OUTCOMES


def ballot_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A vote: its question, council, day and what came of it; asked anew of each reader."""
    ballots = Ballot.objects.visible_to(reader).filter(pk=given["number"])
    ballot = ballots.select_related("council").first()
    if ballot is None:
        return None
    now = OUTCOMES[ballot.outcome] if ballot.outcome else State(ballot.state).label
    lines = [said(ballot.council, "name", lang), Said(str(now), lang)]
    if ballot.opened_at is not None:
        lines.append(Said(words.moment(ballot.opened_at), lang))
    address = reverse("voting:ballot", args=[ballot.pk])
    return Card(_("Vote"), said(ballot, "motion", lang), address, lines)


CARDS = {"voting:ballot": ballot_card}
