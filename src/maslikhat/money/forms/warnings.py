"""The form of what a council says of a warning."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue.models.posts import Language
from maslikhat.money.models import EXPLANATION_MOST


class ExplainForm(forms.Form):
    """How the figure came about, and in which language that is written."""

    text = forms.CharField(
        label=_("Explanation"),
        max_length=EXPLANATION_MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Everyone reads it beside the warning."),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
