"""The form of those who were invited to a sitting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import LANGUAGES
from maslikhat.sittings.models.sittings import INVITED_MOST


class InvitedForm(forms.Form):
    """Who was invited and is there, a person a line."""

    invited_kk = forms.CharField(
        label=_("Who is there, in Kazakh"),
        max_length=INVITED_MOST,
        required=False,
        widget=forms.Textarea({"rows": 5, "lang": "kk"}),
        help_text=_("A person a line: the name, then the office."),
    )
    invited_ru = forms.CharField(
        label=_("Who is there, in Russian"),
        max_length=INVITED_MOST,
        required=False,
        widget=forms.Textarea({"rows": 5, "lang": "ru"}),
    )
    invited_en = forms.CharField(
        label=_("Who is there, in English"),
        max_length=INVITED_MOST,
        required=False,
        widget=forms.Textarea({"rows": 5, "lang": "en"}),
        help_text=_("If there is one"),
    )

    def asked(self) -> dict[str, str]:
        """What was written, by language."""
        return {lang: self.cleaned_data[f"invited_{lang}"] for lang in LANGUAGES}
