"""The form of words to cover in what everyone reads of a decision."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.copies import PRIVATE
from maslikhat.decisions.models.masks import MASKED_MOST


class CoverForm(forms.Form):
    """Words, or a range from them up to others, and what personal data they are."""

    use_required_attribute = True
    words = forms.CharField(
        label=_("Words to cover"),
        max_length=MASKED_MOST,
        help_text=_(
            "As they stand in the text: all places are covered, with the endings that they bear."
        ),
    )
    until = forms.CharField(
        label=_("Up to these words"),
        max_length=MASKED_MOST,
        required=False,
        help_text=_("For a longer passage on one line: everything in between is covered too."),
    )
    kind = forms.ChoiceField(
        label=_("What kind of personal data"),
        choices=[(kind.value, words) for kind, words in PRIVATE.items()],
        initial="name",
    )
