"""The forms of a referral between levels."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.forms.letters import LetterForm
from maslikhat.commitments.forms.steps import WordsField
from maslikhat.commitments.forwarding.senders import Sender
from maslikhat.commitments.models.commitments import NUMBER_MOST
from maslikhat.dialogue.models.posts import Language
from maslikhat.kit.languages import reader_language, said
from maslikhat.registry.forms.fields import CouncilField, DayField, no_rows, offer_rows
from maslikhat.registry.models import Council


class ForwardForm(LetterForm):
    """In whose name, to which council, the letter, and by when word is to come back."""

    field_order = ("author", "to_council")

    author = forms.ChoiceField(label=_("In whose name"))
    to_council = CouncilField(label=_("To which council"), queryset=no_rows(Council))
    due_on = DayField(
        label=_("By which day word is to come back"),
        help_text=_("The law sets no day here: this is the portal's own clock."),
    )
    out_number = forms.CharField(label=_("Outgoing number"), required=False, max_length=NUMBER_MOST)

    def __init__(self, *args: Any, senders: list[Sender], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.senders = {one.value: one for one in senders}
        author = self.fields["author"]
        assert isinstance(author, forms.ChoiceField)
        author.choices = [
            (one.value, said(one.commission or one.council, "name").text) for one in senders
        ]
        levels = {one.council.level for one in senders}
        others = Council.objects.on().in_order(reader_language()).select_related("unit__parent")
        # From one level nobody refers to the same; who is of several is told by the act.
        others = others.exclude(level__in=levels) if len(levels) == 1 else others
        offer_rows(self.fields["to_council"], others)

    def told(self) -> dict[str, Any]:
        """What the act takes."""
        told = dict(self.cleaned_data)
        sender = self.senders[told.pop("author")]
        return {**told, "council": sender.council, "commission": sender.commission}


class NothingForm(forms.Form):
    """Nothing is asked: only whether."""


class ReceiveForm(forms.Form):
    """The incoming number."""

    number = forms.CharField(label=_("Incoming number"), max_length=NUMBER_MOST)


class TakeOnForm(forms.Form):
    """By which day word will come back."""

    due_on = DayField(
        label=_("By which day word comes back, if another than asked for"), required=False
    )


class TurnDownForm(forms.Form):
    """Why it is not taken on."""

    reason = WordsField(label=_("Why the matter is not taken on"))
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)


class ReportBackForm(forms.Form):
    """What came of it."""

    text = WordsField(label=_("What came of it"), rows=8)
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
