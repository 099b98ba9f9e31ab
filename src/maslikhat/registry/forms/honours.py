"""Forms of honours: a kind of award, and an award that was given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import reader_language, said
from maslikhat.registry.actions.honours import LONGEST_CITATION
from maslikhat.registry.forms.council import CouncilForm
from maslikhat.registry.forms.fields import DayField, DeputyField, NamedField, mandates_of, no_rows
from maslikhat.registry.models import Award, Mandate

OCCASION = {"rows": 4, "maxlength": LONGEST_CITATION}


class AwardField(NamedField):
    """One of the awards by name, with the day from which it is given no more."""

    def label_from_instance(self, row: Any) -> str:
        name = said(row, "name").text
        if row.to_day is None:
            return name
        return _("%(name)s (given until %(day)s)") % {"name": name, "day": words.day(row.to_day)}


class BestowForm(CouncilForm):
    """An award given to a deputy of the council."""

    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate))
    award = AwardField(label=_("Award"), queryset=no_rows(Award))
    day = DayField(label=_("Day of the award"), initial=today, help_text=_("Not a coming day"))
    number = forms.CharField(label=_("Number of the certificate"), max_length=32, required=False)
    basis_kk = forms.CharField(label=_("Basis in Kazakh"), max_length=255, required=False)
    basis_ru = forms.CharField(label=_("Basis in Russian"), max_length=255, required=False)
    basis_en = forms.CharField(label=_("Basis in English"), max_length=255, required=False)
    event_kk = forms.CharField(label=_("Event in Kazakh"), max_length=255, required=False)
    event_ru = forms.CharField(label=_("Event in Russian"), max_length=255, required=False)
    event_en = forms.CharField(label=_("Event in English"), max_length=255, required=False)
    event_day = DayField(label=_("Day of the event"), required=False)
    citation_kk = forms.CharField(
        label=_("Merits in Kazakh"), widget=forms.Textarea(OCCASION), required=False
    )
    citation_ru = forms.CharField(
        label=_("Merits in Russian"), widget=forms.Textarea(OCCASION), required=False
    )
    citation_en = forms.CharField(
        label=_("Merits in English"), widget=forms.Textarea(OCCASION), required=False
    )

    def offer(self, council: Any) -> None:
        lang = reader_language()
        self.choices_of("mandate", mandates_of(council.pk, lang))
        # Also those given no more: an old award may be entered late. The act looks at its day.
        begun = Award.objects.filter(from_day__lte=today())
        self.choices_of("award", begun.order_by("to_day", f"name_{lang}", "pk"))


class AwardForm(forms.Form):
    """A new kind of award."""

    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=255)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=255)
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Award.Kind.choices)
    level = forms.ChoiceField(label=_("Level"), choices=Award.Level.choices)
    awarding_body_kk = forms.CharField(label=_("Who gives it, in Kazakh"), max_length=255)
    awarding_body_ru = forms.CharField(label=_("Who gives it, in Russian"), max_length=255)
    awarding_body_en = forms.CharField(
        label=_("Who gives it, in English"), max_length=255, required=False
    )
    code = forms.SlugField(
        label=_("Code"),
        max_length=32,
        help_text=_("A short word in Latin letters for exchange with machines: region_badge"),
        error_messages={
            "invalid": _("Write the code in Latin letters, numbers, “-” and “_” alone."),
        },
    )
    from_day = DayField(label=_("Given from"))
    to_day = DayField(label=_("First day on which it is given no more"), required=False)
