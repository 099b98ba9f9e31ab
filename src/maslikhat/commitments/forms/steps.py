"""Forms of the steps after a body was asked."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.addressees import bodies_of
from maslikhat.commitments.clocks import clock_of
from maslikhat.commitments.course import Act, allows
from maslikhat.commitments.forms.asking import BodyField
from maslikhat.commitments.models import Assessment, Commitment, Office, Recipient
from maslikhat.commitments.models.commitments import NUMBER_MOST, TEXT_MOST
from maslikhat.commitments.models.steps import REMARK_MOST
from maslikhat.commitments.turning_to import recipients
from maslikhat.dialogue.models.posts import Language
from maslikhat.kit.languages import reader_language
from maslikhat.registry.forms.fields import DayField, DeputyField, mandates_of, no_rows, offer_rows
from maslikhat.registry.models import Body, Mandate


class WordsField(forms.CharField):
    """Some sentences."""

    def __init__(self, *, rows: int = 4, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": rows, "maxlength": TEXT_MOST})
        super().__init__(widget=widget, strip=False, max_length=TEXT_MOST, **kwargs)


class StepForm(forms.Form):
    """A form of a step; it knows the commitment that the step is of."""

    def __init__(self, *args: Any, commitment: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commitment = commitment
        if "language" in self.fields:
            self.fields["language"].initial = commitment.language


class PaperField(forms.FileField):
    """A file that goes with a step, where there is one."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=_("PDF, picture, DOCX or XLSX, at most 20 MB; everyone has it."),
        )


class RemarkForm(forms.Form):
    """What a body says of its own figures."""

    text = forms.CharField(
        label=_("What the body says of its figures"),
        max_length=REMARK_MOST,
        strip=False,
        widget=forms.Textarea({"rows": 6, "maxlength": REMARK_MOST}),
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)


class RegisterForm(StepForm):
    """The incoming number of the body."""

    number = forms.CharField(label=_("Incoming number"), max_length=NUMBER_MOST)
    day = DayField(label=_("Day"), required=False, help_text=_("Empty is today."))


class RedirectForm(StepForm):
    """To whom the letter is passed on, and why."""

    body = BodyField(label=_("To which body"), queryset=no_rows(Body))
    reason = WordsField(label=_("Why it is not yours"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = bodies_of(self.commitment.council).exclude(pk=self.commitment.addressee_id)
        bodies = bodies.select_related("unit")
        offer_rows(self.fields["body"], bodies.order_by(f"sort_{reader_language()}", "pk"))


class ExtendForm(StepForm):
    """Until when, and why."""

    due_on = DayField(label=_("By which day"))
    reason = WordsField(label=_("Why more time is needed"))


class OfferedInput(forms.TextInput):
    """A line that is typed, or taken from a list of what is offered."""

    def __init__(self) -> None:
        super().__init__()
        self.offered: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The line and its list."""
        if not self.offered:
            return super().render(name, value, attrs, renderer)
        typed = super().render(name, value, {**(attrs or {}), "list": f"{name}_offered"}, renderer)
        lines = ((one,) for one in self.offered)
        options = format_html_join("", '<option value="{}"></option>', lines)
        return format_html('{}<datalist id="{}_offered">{}</datalist>', typed, name, options)


class AnswerForm(StepForm):
    """The written answer, who signed it, and the day that the body promises."""

    text = WordsField(label=_("Text of the answer"), rows=10)
    office = forms.ChoiceField(
        label=_("In which office it was signed"),
        choices=[("", "—"), *Office.choices],
        help_text=_("An inquiry is answered by the addressee, the first head or a deputy of it."),
    )
    signed = forms.CharField(label=_("Who signed it"), max_length=200, widget=OfferedInput)
    promised_on = DayField(
        label=_("By which day it will be done, if you promise it"),
        required=False,
        help_text=_(
            "Everyone sees the day, and the portal follows it. A promise that comes after the"
            " answer was due does not take the letter off the list of what is overdue."
        ),
    )
    number = forms.CharField(
        label=_("Outgoing number of the body"), required=False, max_length=NUMBER_MOST
    )
    day = DayField(label=_("Day of the answer"), required=False, help_text=_("Empty is today."))
    language = forms.ChoiceField(label=_("Language of the answer"), choices=Language.choices)
    file = PaperField(label=_("The answer as it was signed, if you have the file"))

    def __init__(self, *args: Any, signers: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        widget = self.fields["signed"].widget
        assert isinstance(widget, OfferedInput), widget
        widget.offered = signers
        asked = self.commitment
        if not allows(asked.kind, asked.state, Act.PROMISE, asked.assessment):
            # It has promised a day already; another is not the body's to set.
            del self.fields["promised_on"]


class ReportForm(StepForm):
    """What was done, and how it can be seen."""

    text = WordsField(label=_("What was done, where, and how it can be seen"), rows=8)
    number = forms.CharField(
        label=_("Outgoing number of the body"), required=False, max_length=NUMBER_MOST
    )
    day = DayField(label=_("Day of the report"), required=False, help_text=_("Empty is today."))
    language = forms.ChoiceField(label=_("Language of the answer"), choices=Language.choices)
    file = PaperField(label=_("A file that shows it"))


class AssessForm(StepForm):
    """What an answer is worth."""

    assessment = forms.ChoiceField(
        label=_("The answer is"), choices=Assessment.choices, widget=forms.RadioSelect
    )
    reason = WordsField(label=_("What is missing; a full answer needs nothing here"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = self.data.get("assessment") != Assessment.FULL


class ConfirmForm(StepForm):
    """A word on what was seen, and a file that shows it."""

    reason = WordsField(label=_("What you have seen"), required=False)
    file = PaperField(label=_("A file that shows it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.commitment.event_id is not None:
            self.fields["reason"].help_text = _(
                "Write it, or add a file: an event's recommendation is confirmed with evidence."
            )


class DisputeForm(StepForm):
    """What is not done."""

    reason = WordsField(label=_("What is not done, as you have seen it"))


class CloseForm(StepForm):
    """What shows that the matter has ended."""

    evidence = WordsField(label=_("What shows that the matter has come to its end"))
    file = PaperField(label=_("A file that shows it"))


class ReopenForm(StepForm):
    """What is asked for again."""

    reason = WordsField(label=_("What is asked for again, and why"))
    due_on = DayField(label=_("By which day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if clock_of(self.commitment.kind, self.commitment.source) is not None:
            # The law counts the day itself.
            del self.fields["due_on"]


class TurnForm(StepForm):
    """To whom who asked turns, and the letter as it was prepared."""

    to = forms.ChoiceField(choices=Recipient.choices, widget=forms.HiddenInput)
    recipient = forms.ChoiceField(label=_("To whom"))
    text = WordsField(label=_("Text"), rows=12)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = (self.data or self.initial).get("to", "")
        offered = recipients(self.commitment, to) if to in Recipient.values else []
        field = self.fields["recipient"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.name) for one in offered]


class WithdrawForm(StepForm):
    """Why it is taken back."""

    reason = WordsField(label=_("Why it is withdrawn"))


class PassOnForm(StepForm):
    """Who takes a voters' mandate over."""

    mandate = DeputyField(label=_("To which deputy"), queryset=no_rows(Mandate))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = mandates_of(self.commitment.council_id, reader_language())
        offer_rows(self.fields["mandate"], held.exclude(pk=self.commitment.mandate_id or 0))


class AttachForm(StepForm):
    """A file and its name."""

    name = forms.CharField(label=_("Name of the file"), max_length=150)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, picture, DOCX or XLSX, at most 20 MB; everyone has it.")
    )
