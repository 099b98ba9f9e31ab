"""What the moderation tells the notices: measures, seen by whom they concern."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import Said
from maslikhat.moderation.heard import MEASURE
from maslikhat.moderation.models import Measure
from maslikhat.notices import registers
from maslikhat.notices.registers import Kind, Thing


def show_measures(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, Thing]:
    """Why each measure was taken, with its address; seen by whom it concerns alone.

    What it is the act says beside it.
    """
    return {
        measure.pk: Thing(
            Said(str(measure.get_reason_display()), lang),
            reverse("moderation:measure", args=[measure.pk]),
            {measure.user_id} if measure.user_id else set(),
        )
        for measure in Measure.objects.filter(pk__in=numbers)
    }


def own_measures(user: User) -> QuerySet[Any]:
    """The measures about this reader."""
    return Measure.objects.filter(user=user.pk)


registers.kinds[MEASURE] = Kind(_("Measures about you"), show_measures, own_measures)
registers.acts.update(
    {
        "moderation.hide": _("Your text was hidden by the moderation"),
        "moderation.lock": _("Your topic was locked by the moderation"),
        "moderation.warn": _("The moderation warns you"),
        "moderation.suspend": _("You are suspended from writing"),
        "moderation.undone": _("A measure about you was undone"),
        "moderation.upheld": _("Your appeal was heard, and the measure stands"),
        "moderation.overturned": _("Your appeal was heard, and the measure is undone"),
    }
)
