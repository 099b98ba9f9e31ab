"""The forms of the dialogue."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue import texts
from maslikhat.dialogue.models import BlankReason, Language, RoomRef, TopicKind
from maslikhat.dialogue.refusals import refuse_no_subject
from maslikhat.kit.refusals import Refused
from maslikhat.registry.forms.fields import NamedField
from maslikhat.rubrics.models import Rubric

# The browser counts a line end as one sign and sends two: the limit itself is in texts.
_TEXT = {"rows": 6, "maxlength": texts.BODY_MOST}
Choices = Sequence[tuple[str, Sequence[tuple[str, str]]]]


def checked(clean: Callable[[str], str], text: str) -> str:
    """What `clean` makes of the text; its refusal is said at the field."""
    try:
        return clean(text)
    except Refused as refusal:
        raise ValidationError(str(refusal)) from refusal


class BodyForm(forms.Form):
    """A text."""

    use_required_attribute = True
    # What stands around the text: its draft, preview and files (views.composing).
    composer: Any = None
    body = forms.CharField(
        label=_("Text"),
        help_text=_(
            "**word** is bold; at the beginning of a line “-” makes a list, “>” a quotation;"
            " a link: [words](https://address)."
        ),
        strip=False,
        widget=forms.Textarea(_TEXT),
    )

    def clean_body(self) -> str:
        return checked(texts.clean_body, self.cleaned_data["body"])


class ReplyForm(BodyForm):
    """A text in a language, with the form's own number, by which a form sent twice is known."""

    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str = "kk", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("language", language)
        self.initial.setdefault("key", uuid.uuid4())


class SubjectField(NamedField):
    """A choice among the subjects."""

    # Said in the place of "optional".
    needed = _("(required for a question)")


class TitleForm(forms.Form):
    """What a topic is called and about."""

    use_required_attribute = True
    rubric = SubjectField(
        label=_("Subject"),
        help_text=_("By it those who know are found."),
        queryset=Rubric.objects.in_order(),
        to_field_name="code",
        required=False,
    )

    title = forms.CharField(
        label=_("Title"),
        help_text=_("One question in one sentence, 3 to 200 characters."),
        widget=forms.TextInput({"maxlength": texts.TITLE_MOST}),
        strip=False,
    )

    def clean_title(self) -> str:
        return checked(texts.clean_title, self.cleaned_data["title"])


class StartForm(TitleForm, ReplyForm):
    """A topic: what it is for and about, room, title and the first text."""

    kind = forms.ChoiceField(
        label=_("What the topic is for"), choices=TopicKind.choices, initial=TopicKind.QUESTION
    )
    room = forms.ChoiceField(label=_("Room"))
    field_order: tuple[str, ...] = ("kind", "room", "rubric", "title", "language", "body", "key")

    def __init__(self, *args: Any, rooms: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["room"], rooms)

    def clean(self) -> dict[str, Any]:
        """What is missing is said at the subject itself."""
        cleaned = super().clean() or {}
        room = cleaned.get("room")
        if room and "rubric" in cleaned:
            kind, rubric = cleaned.get("kind", ""), cleaned["rubric"]
            try:
                refuse_no_subject(kind, rubric, RoomRef.parse(room))
            except Refused as refusal:
                self.add_error("rubric", str(refusal))
        return cleaned


class MoveForm(forms.Form):
    """The room a topic goes to."""

    room = forms.ChoiceField(label=_("Room"))

    def __init__(self, *args: Any, rooms: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["room"], rooms)


def _offer(field: forms.Field, rooms: Choices) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = rooms


class PollForm(forms.Form):
    """A question with a few answers."""

    question = forms.CharField(
        label=_("Question"), widget=forms.TextInput({"maxlength": texts.TITLE_MOST}), strip=False
    )
    language = forms.ChoiceField(label=_("Language of the text"), choices=Language.choices)
    options = forms.CharField(
        label=_("Answers"),
        help_text=_("2 to 10, each on a line of its own."),
        widget=forms.Textarea({"rows": 5, "maxlength": 1300}),
    )
    is_multiple = forms.BooleanField(label=_("Several answers may be chosen"), required=False)
    is_secret = forms.BooleanField(
        label=_("Show the numbers only when the poll is closed"), required=False
    )
    last_day = forms.DateField(
        label=_("Last day"),
        help_text=_("Without one you close the poll yourself."),
        widget=forms.DateInput({"type": "date"}),
        required=False,
    )

    def clean_question(self) -> str:
        return checked(texts.clean_title, self.cleaned_data["question"])

    def asked(self) -> dict[str, Any]:
        """What was asked for, as `actions.open_poll` takes it."""
        return {**self.cleaned_data, "options": self.cleaned_data["options"].splitlines()}


class BlankForm(forms.Form):
    """Under what a text is taken away."""

    reason = forms.ChoiceField(label=_("Under what"), choices=BlankReason.choices)


class DraftForm(forms.Form):
    """The number of the form whose words are kept as a draft."""

    key = forms.UUIDField(required=False)


class ReadForm(forms.Form):
    """How far a topic was read."""

    post = forms.IntegerField(min_value=1, max_value=2**63 - 1)
