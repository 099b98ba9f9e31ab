"""Forms of the floor: who asks to speak, and how long each may."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.registry.forms.fields import DeputyField, no_rows, offer_rows
from maslikhat.registry.models import Mandate
from maslikhat.sittings.actions.speaking import (
    BASIS_MOST,
    MINUTES_DAYS_MOST,
    MOST_SECONDS,
    NAME_MOST,
)
from maslikhat.sittings.floor import DEFAULTS, InForce
from maslikhat.sittings.models import SpeechKind

LEAST_MINUTES = "0.5"


class SpeakerForm(forms.Form):
    """Who is to speak, entered by whoever leads."""

    kind = forms.ChoiceField(
        label=_("Kind of speech"), choices=SpeechKind.choices, initial=SpeechKind.DEBATE
    )
    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate), required=False)
    name = forms.CharField(
        label=_("Or a guest, with the office"), max_length=NAME_MOST, required=False
    )

    def __init__(self, *args: Any, mandates: Sequence[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Mandate.objects.filter(pk__in=[one.pk for one in mandates])
        offer_rows(self.fields["mandate"], rows.select_related("person"))


class FloorRulesForm(forms.Form):
    """Minutes of each kind of speech, working days of the minutes, and the article for it."""

    basis = forms.CharField(label=_("Article of the regulations"), max_length=BASIS_MOST)

    def __init__(self, *args: Any, now: InForce, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "basis": now.basis,
            "minutes_days": now.minutes_days,
            **{kind: f"{number / 60:g}" for kind, number in now.seconds.items()},
        }
        super().__init__(*args, **kwargs)
        for kind in DEFAULTS:
            self.fields[kind] = forms.DecimalField(
                label=SpeechKind(kind).label,
                min_value=Decimal(LEAST_MINUTES),
                max_value=MOST_SECONDS // 60,
                max_digits=5,
                decimal_places=1,
                help_text=_("In minutes; half a minute is 0.5"),
            )

        self.fields["minutes_days"] = forms.IntegerField(
            label=_("Minutes are published within"),
            min_value=1,
            max_value=MINUTES_DAYS_MOST,
            help_text=_("In working days from the end of the sitting"),
        )

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        told = dict(self.cleaned_data)
        return {
            "basis": told.pop("basis"),
            "minutes_days": told.pop("minutes_days"),
            "seconds": {kind: int(minutes * 60) for kind, minutes in told.items()},
        }
