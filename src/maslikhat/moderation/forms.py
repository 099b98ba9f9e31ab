"""The forms of the moderation."""

from collections.abc import Callable
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.refusals import Refused
from maslikhat.moderation.models import Outcome, Reason
from maslikhat.moderation.texts import NOTE_MOST, SENTENCE_MOST, WORDS_MOST, clean

_REASONS = [("", _("Choose a reason")), *Reason.choices]
_words = partial(clean, most=WORDS_MOST, may_be_empty=False)


def _checked(wash: Callable[[str], str], text: str) -> str:
    try:
        return wash(text)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal


class ReportForm(forms.Form):
    """Why a thing should not stand as it does."""

    reason = forms.ChoiceField(label=_("Reason"), choices=_REASONS)
    note = forms.CharField(
        label=_("In your own words"),
        help_text=_("Only the moderators read it."),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 3, "maxlength": NOTE_MOST}),
    )

    def clean_note(self) -> str:
        return _checked(partial(clean, most=NOTE_MOST), self.cleaned_data["note"])


class MeasureForm(forms.Form):
    """Why a measure is taken, for the author to read."""

    reason = forms.ChoiceField(label=_("Reason"), choices=_REASONS)
    note = forms.CharField(
        label=_("In a sentence"),
        help_text=_("The author reads it."),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 2, "maxlength": SENTENCE_MOST}),
    )

    def clean_note(self) -> str:
        return _checked(partial(clean, most=SENTENCE_MOST), self.cleaned_data["note"])


class PublicMeasureForm(MeasureForm):
    """Why a measure is taken that everyone sees."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["note"].help_text = _("Everyone reads it in place of the text.")


class LockForm(MeasureForm):
    """Why a topic is locked."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["note"].help_text = _("Everyone reads it under the topic.")


class SuspensionForm(MeasureForm):
    """Why, and until which day, somebody does not write."""

    until = forms.DateField(
        label=_("Writes again on"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ("reason", "until", "note")


class AskForm(MeasureForm):
    """Why the moderators of the portal are asked to suspend somebody."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["note"].help_text = _("Only the moderators of the portal read it.")


class AppealForm(forms.Form):
    """Why a measure is wrong."""

    words = forms.CharField(
        label=_("Why the measure is wrong"),
        help_text=_("Another moderator reads it and decides; there is one appeal."),
        strip=False,
        widget=forms.Textarea({"rows": 5, "maxlength": WORDS_MOST}),
    )

    def clean_words(self) -> str:
        return _checked(_words, self.cleaned_data["words"])


class DecisionForm(forms.Form):
    """What becomes of a measure, and why."""

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("Why"),
        help_text=_("The author reads it."),
        strip=False,
        widget=forms.Textarea({"rows": 4, "maxlength": WORDS_MOST}),
    )

    def clean_answer(self) -> str:
        return _checked(_words, self.cleaned_data["answer"])
