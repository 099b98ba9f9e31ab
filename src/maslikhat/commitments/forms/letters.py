"""What each form of a letter asks: its language, its line, its words."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.models.commitments import TEXT_MOST, TITLE_MOST
from maslikhat.dialogue.models.posts import Language


class LetterForm(forms.Form):
    """The words of a letter; sent twice by the same form, it goes once."""

    language = forms.ChoiceField(label=_("Language of the letter"), choices=Language.choices)
    title = forms.CharField(label=_("What is asked for, in a line"), max_length=TITLE_MOST)
    text = forms.CharField(
        label=_("Text"),
        max_length=TEXT_MOST,
        strip=False,
        widget=forms.Textarea({"rows": 10, "maxlength": TEXT_MOST}),
        help_text=_("Everyone reads it. Name no citizens, addresses or telephones."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())
