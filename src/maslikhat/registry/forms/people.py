"""Forms of a person's page, of a residence, of a code, and of a list to take in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.places.models import Unit
from maslikhat.registry.actions.people import LONGEST_ABOUT, NAMES, OWN
from maslikhat.registry.forms.fields import ChosenField, offer_rows
from maslikhat.registry.models import Person

ABOUT = {"rows": 6, "maxlength": LONGEST_ABOUT}


class PageForm(forms.ModelForm[Person]):
    """What a deputy says on the own page."""

    photograph = forms.FileField(
        label=_("Photograph"),
        required=False,
        help_text=_("JPEG, PNG or WebP, at most 5 MB. Place and device are removed from it."),
    )

    class Meta:
        model = Person
        fields = tuple(column for column in OWN if column != "photo")
        labels = {
            "about_kk": _("About me in Kazakh"),
            "about_ru": _("About me in Russian"),
            "about_en": _("About me in English"),
            "reception_kk": _("Reception hours in Kazakh"),
            "reception_ru": _("Reception hours in Russian"),
            "reception_en": _("Reception hours in English"),
            "work_email": _("Work e-mail"),
            "work_phone": _("Work telephone"),
        }
        help_texts = {
            "about_kk": _("Nothing private: no home address, no birthday."),
            "work_phone": _("Not a private number: this page is public."),
        }
        widgets = {f"about_{lang}": forms.Textarea(ABOUT) for lang in ("kk", "ru", "en")}


class NamedPageForm(PageForm):
    """The page with the name and the year of birth, which the clerk corrects."""

    class Meta(PageForm.Meta):
        fields = (*NAMES, "birth_year", *PageForm.Meta.fields)
        labels = {
            **PageForm.Meta.labels,
            "surname_kk": _("Surname in Kazakh"),
            "given_kk": _("Given name in Kazakh"),
            "patronymic_kk": _("Patronymic in Kazakh"),
            "surname_ru": _("Surname in Russian"),
            "given_ru": _("Given name in Russian"),
            "patronymic_ru": _("Patronymic in Russian"),
            "surname_en": _("Surname in English"),
            "given_en": _("Given name in English"),
            "patronymic_en": _("Patronymic in English"),
            "birth_year": _("Year of birth"),
        }

    def clean(self) -> dict[str, Any]:
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not any(typed.get(f"surname_{it}") and typed.get(f"given_{it}") for it in ("kk", "ru")):
            sentence = _("Give surname and given name in Kazakh or Russian.")
            self.add_error("surname_kk", sentence)
        return typed


class CodeForm(forms.Form):
    """The code on the paper."""

    code = forms.CharField(
        label=_("Code on the paper"),
        max_length=64,
        help_text=_("26 letters and digits; spaces, hyphens and case do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class ListForm(forms.Form):
    """A file with deputies."""

    file = forms.FileField(
        label=_("File"), help_text=_("CSV, XLSX or Popolo JSON, at most 1 MB and 400 rows")
    )


class ConfirmForm(forms.Form):
    """A list that was looked at, to be entered."""

    ticket = forms.CharField(max_length=512, widget=forms.HiddenInput)


class ResidenceForm(forms.Form):
    """A place by its KATO code."""

    unit = ChosenField(queryset=Unit.objects.none(), to_field_name="kato")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(
            self.fields["unit"], Unit.objects.shown().filter(to_day=None).exclude(parent=None)
        )
