"""The form of a publication: where it came out, and the confirmation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.forms.fields import PageField
from maslikhat.kit.days import today
from maslikhat.registry.forms.fields import DayField


class PublishForm(forms.Form):
    """Where and when it came out; the clerk says that the copy is looked through."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    day = DayField(label=_("Day of the publication"), initial=today)
    where = forms.CharField(
        label=_("Where it is officially published"),
        max_length=300,
        required=False,
        help_text=_("The control bank of normative acts, a newspaper with its number"),
    )
    url = PageField(label=_("Address of the official publication"))
    is_confirmed = forms.BooleanField(
        label=_("I have looked through the texts: no personal data stay in the copy")
    )
