"""The form by which a body's head gives an office in the body."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.registry.models import Role
from maslikhat.registry.models.roles import NAME_MOST


class OfficialForm(forms.Form):
    """Who is let in, as what, and by which way."""

    name = forms.CharField(
        label=_("Name of the person"),
        max_length=NAME_MOST,
        help_text=_("It is seen within the body alone; the answer shows who signed it."),
    )
    position = forms.CharField(label=_("Position"), max_length=NAME_MOST, required=False)
    rank = forms.ChoiceField(
        label=_("Office in the body"),
        choices=Role.Rank.choices,
        initial=Role.Rank.EXECUTOR,
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Work e-mail"),
        required=False,
        help_text=_("A letter with the way in goes there. Left empty, you print a code."),
    )
