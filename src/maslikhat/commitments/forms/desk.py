"""Forms of the desk of a body: to whom a letter is handed, and a template of answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.forms.steps import StepForm
from maslikhat.commitments.models.commitments import LINE_MOST
from maslikhat.commitments.models.desk import SAMPLE_MOST, SAMPLE_NAME_MOST
from maslikhat.registry.forms.fields import ChosenField, no_rows, offer_rows
from maslikhat.registry.models import Role


class OfficialField(ChosenField):
    """One of the officials of the body, by the name the body knows."""

    def label_from_instance(self, row: Any) -> str:
        return " · ".join(filter(None, (str(row.called()), row.name and row.position)))


class HandOverForm(StepForm):
    """Whose hand it is put in, and what is asked."""

    role = OfficialField(label=_("To whom"), queryset=no_rows(Role))
    note = forms.CharField(
        label=_("A note to the official"),
        required=False,
        max_length=LINE_MOST,
        help_text=_("It is read within the body alone."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Role.objects.on().filter(body=self.commitment.addressee_id)
        offer_rows(self.fields["role"], held.order_by("name", "pk"))


def _text(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        strip=False,
        max_length=SAMPLE_MOST,
        widget=forms.Textarea({"rows": 6, "maxlength": SAMPLE_MOST}),
    )


class SampleForm(forms.Form):
    """A template of answers in the languages in which the body answers."""

    name = forms.CharField(label=_("Name of the template"), max_length=SAMPLE_NAME_MOST)
    text_kk = _text(_("Text in Kazakh"))
    text_ru = _text(_("Text in Russian"))
    text_en = _text(_("Text in English"))
