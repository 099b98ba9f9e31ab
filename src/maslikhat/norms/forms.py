"""The operator's form of one day of the calendar."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.norms.models import CalendarDay

KINDS = [
    (CalendarDay.Kind.HOLIDAY.value, _("Holiday")),
    (CalendarDay.Kind.DAY_OFF.value, _("Day off")),
    (CalendarDay.Kind.WORKING.value, _("Working day")),
]


class DayForm(forms.Form):
    """Which day, what it becomes, and by what decree."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_("What the day is"), choices=KINDS)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=120, required=False)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    source = forms.CharField(
        label=_("Source"),
        help_text=_("The decree and its day"),
        max_length=200,
        required=False,
    )

    def named(self) -> dict[str, Any]:
        """What the act takes besides the day."""
        return {name: value for name, value in self.cleaned_data.items() if name != "day"}
