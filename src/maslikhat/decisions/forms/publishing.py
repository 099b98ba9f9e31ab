"""The form of a publication: what stays uncovered, where it came out, and the confirmation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.copies import Covered
from maslikhat.decisions.forms.fields import PageField
from maslikhat.kit.days import today
from maslikhat.registry.forms.fields import DayField


class PublishForm(forms.Form):
    """What was found is covered unless it is ticked; the clerk says that the list is read."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    left = forms.MultipleChoiceField(
        label=_("Leave uncovered"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what is no personal data, or what a law lets be published."),
    )
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

    def __init__(self, *args: Any, found: list[Covered], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["left"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.key, one.words) for one in found]
        if not found:
            del self.fields["left"]
