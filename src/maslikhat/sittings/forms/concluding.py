"""The form of what a commission concludes: the sense of what it voted for, which a person says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models import Outcome


class ConclusionForm(forms.Form):
    """For, with remarks or against; none is chosen beforehand, for a motion may be to reject."""

    outcome = forms.ChoiceField(
        label=_("Conclusion"), choices=Outcome.choices, widget=forms.RadioSelect
    )
