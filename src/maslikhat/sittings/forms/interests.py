"""The form of a declared interest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.sittings.models import Interest
from maslikhat.sittings.models.attendance import REASON_MOST


class InterestForm(forms.Form):
    """What binds the deputy to what."""

    kind = forms.ChoiceField(label=_("What binds you to it"), choices=Interest.Kind.choices)
    name = forms.CharField(label=_("Organisation, land or other property"), max_length=REASON_MOST)
    bin = forms.CharField(
        label=_("BIN of the organisation"),
        max_length=20,
        required=False,
        help_text=_("Twelve digits of an organisation, never of a person"),
        widget=forms.TextInput({"inputmode": "numeric"}),
    )
