"""The stations of decisions on the way of a matter: a draft, and its adoption."""

from collections.abc import Collection
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.decisions.models import Decision
from maslikhat.kit.ways import Station

DECISION, DECIDED = "decision", 30


def decisions(numbers: Collection[int], reader: Any, lang: str) -> list[Station]:
    """What was decided, or is drafted, as far as the reader may see it; one query."""
    rows = Decision.objects.visible_to(reader).filter(pk__in=numbers).order_by("pk")
    return [
        Station(
            _("Decided") if row.adopted_on else _("A decision is drafted"),
            row.adopted_on,
            row.adopted_on is not None,
            address=reverse("decisions:decision", args=[row.pk]),
            place=DECIDED,
        )
        for row in rows
    ]


KINDS = {DECISION: decisions}
