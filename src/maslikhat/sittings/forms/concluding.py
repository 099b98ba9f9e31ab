"""The form of what a commission concludes: which of the answers that fit the votes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.sittings.conclusions import Conclusion


class ConclusionForm(forms.Form):
    """For, with remarks or against, as far as the votes allow it; the likeliest is chosen."""

    outcome = forms.ChoiceField(label=_("Conclusion"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, found: Conclusion | None, **kwargs: Any) -> None:
        answers = found.answers if found else ()
        kwargs["initial"] = {"outcome": answers[0].value} if answers else {}
        super().__init__(*args, **kwargs)
        field = self.fields["outcome"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in answers]
