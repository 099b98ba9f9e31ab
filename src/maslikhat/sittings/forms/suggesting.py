"""Forms of suggested questions: the suggestion, taking it on, saying why not."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry.forms.fields import NamedField, no_rows, offer_rows
from maslikhat.registry.models import Council
from maslikhat.sittings.added import is_added_now
from maslikhat.sittings.forms.agenda import UnderFields
from maslikhat.sittings.models import Sitting
from maslikhat.sittings.models.sessions import TITLE_MOST
from maslikhat.sittings.models.suggested import REASON_MOST
from maslikhat.sittings.titles import title_of


class SuggestForm(forms.Form):
    """Of which maslikhat, the question, and why it belongs on the agenda."""

    council = NamedField(label=_("Maslikhat"), queryset=no_rows(Council), empty_label=None)
    title = forms.CharField(label=_("The question, in a line"), max_length=TITLE_MOST)
    reason = forms.CharField(
        label=_("Why it belongs on the agenda"), max_length=REASON_MOST, required=False
    )

    def __init__(self, *args: Any, councils: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self.fields["council"], councils)


class AcceptForm(UnderFields):
    """Onto the agenda of which sitting."""

    sitting = forms.ChoiceField(label=_("Onto the agenda of"))
    field_order = ("sitting",)

    def __init__(self, *args: Any, sittings: Sequence[Sitting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_number = {str(one.pk): one for one in sittings}
        if not any(is_added_now(one) for one in sittings):
            self.drop_under()
        # Asked only where the notice of the sitting that is chosen has been sent.
        elif not all(is_added_now(one) for one in sittings):
            for lang in LANGUAGES:
                self.fields[f"added_under_{lang}"].required = False
        field = self.fields["sitting"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(number, title_of(one).text) for number, one in self.by_number.items()]

    def clean_sitting(self) -> Sitting:
        return self.by_number[self.cleaned_data["sitting"]]

    def clean(self) -> dict[str, Any]:
        """What the act takes."""
        return self.gathered()


class DeclineForm(forms.Form):
    """Why it is not taken on."""

    answer = forms.CharField(
        label=_("Why it is not taken on"),
        max_length=REASON_MOST,
        help_text=_("Everyone reads it."),
    )
