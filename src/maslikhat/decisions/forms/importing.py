"""The form of a list of existing decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionsFileForm(forms.Form):
    """A table of decisions."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or XLSX, to 5 MB"))
