"""Forms of what comes before a sitting: session, sitting, notice, cancellation, the year's plan."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry.forms.fields import DayField, NamedField, no_rows, offer_rows
from maslikhat.registry.models import Commission, Council
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings.models import Session, Sitting
from maslikhat.sittings.models.sessions import NUMBER_MOST, TITLE_MOST


class MomentField(forms.DateTimeField):
    """A day and a time of day in Kazakhstan."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
        super().__init__(widget=widget, input_formats=formats, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(ALMATY) if isinstance(value, dt.datetime) else value


class SessionForm(forms.Form):
    """A session of a council."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Session.Kind.choices)
    number = forms.CharField(label=_("Number of the session"), max_length=NUMBER_MOST)
    proposed_by = forms.ChoiceField(
        label=_("Who asked for it"),
        choices=[("", "—"), *Session.Proposer.choices[:2]],
        required=False,
        help_text=_("Only of an extraordinary session"),
    )
    decided_on = DayField(
        label=_("Day of the decision to hold it"),
        required=False,
        help_text=_("Of an extraordinary session: it sits within five working days from then."),
    )
    registered_on = DayField(
        label=_("Day on which the deputies were registered"),
        required=False,
        help_text=_("Of a first session: it sits within thirty days from then."),
    )


class SittingForm(forms.Form):
    """When and where a sitting is held, and whether its doors are closed."""

    starts_at = MomentField(label=_("Begins"))
    ends_at = MomentField(label=_("Ends"), required=False)
    hall_kk = forms.CharField(label=_("Place in Kazakh"), max_length=255, required=False)
    hall_ru = forms.CharField(label=_("Place in Russian"), max_length=255, required=False)
    hall_en = forms.CharField(label=_("Place in English"), max_length=255, required=False)
    broadcast = forms.URLField(
        label=_("Address of the broadcast"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("It begins with https://"),
    )
    closed_because = forms.CharField(
        label=_("Why the whole sitting is held behind closed doors"),
        max_length=500,
        required=False,
        help_text=_("Leave it empty for an open sitting. A single item can be closed apart."),
    )

    def __init__(self, *args: Any, sitting: Sitting | None = None, **kwargs: Any) -> None:
        if sitting is not None:
            kwargs["initial"] = {name: getattr(sitting, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)

    def asked(self) -> dict[str, Any]:
        """What the acts take."""
        told = dict(self.cleaned_data)
        return {
            "hall": {lang: told.pop(f"hall_{lang}") for lang in LANGUAGES},
            **told,
        }


class ConveneForm(forms.Form):
    """The notice; a reason only where a clock of the law does not allow the day."""

    although = forms.CharField(
        label=_("Why it must be held though the law asks for more days"),
        max_length=500,
    )

    def __init__(self, *args: Any, missed: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not missed:
            del self.fields["although"]
            return
        told = _("Too near for the law: %(clocks)s. The reason is shown to everyone.")
        self.fields["although"].help_text = told % {"clocks": "; ".join(missed)}


class CancelForm(forms.Form):
    """Why a sitting is not held."""

    because = forms.CharField(label=_("Why the sitting is cancelled"), max_length=500)


class PlanItemForm(forms.Form):
    """A question of the year's plan."""

    quarter = forms.TypedChoiceField(
        label=_("Quarter"), choices=[(n, str(n)) for n in range(1, 5)], coerce=int
    )
    title_kk = forms.CharField(label=_("Question in Kazakh"), max_length=TITLE_MOST, required=False)
    title_ru = forms.CharField(
        label=_("Question in Russian"), max_length=TITLE_MOST, required=False
    )
    title_en = forms.CharField(
        label=_("Question in English"), max_length=TITLE_MOST, required=False
    )
    commission = NamedField(
        label=_("Commission that prepares it"), queryset=no_rows(Commission), required=False
    )
    rubric = NamedField(label=_("Subject"), queryset=no_rows(Rubric), required=False)

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        commissions = Commission.objects.on().filter(council=council).order_by("kind", "pk")
        offer_rows(self.fields["commission"], commissions)
        offer_rows(self.fields["rubric"], Rubric.objects.in_order())

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        told = dict(self.cleaned_data)
        return {"titles": {lang: told.pop(f"title_{lang}") for lang in LANGUAGES}, **told}
