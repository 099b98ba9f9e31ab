"""The form of a letter about a figure: its text, as its writer leaves it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.money.appeals import TEXT_MOST


class LetterForm(forms.Form):
    """The text of a letter, to be taken along as a file."""

    text = forms.CharField(
        label=_("The letter"),
        max_length=TEXT_MOST,
        widget=forms.Textarea(attrs={"rows": 22}),
        help_text=_("Change it as you need. The portal keeps nothing of it."),
    )
