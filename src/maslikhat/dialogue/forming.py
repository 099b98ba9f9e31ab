"""The forms of working groups, conversations and announcements."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue import texts
from maslikhat.dialogue.forms import ReplyForm, StartForm, checked
from maslikhat.kit.languages import LANGUAGES

_NAMES = {"kk": _("Name in Kazakh"), "ru": _("Name in Russian"), "en": _("Name in English")}
_PURPOSES = {
    "kk": _("Purpose in Kazakh"),
    "ru": _("Purpose in Russian"),
    "en": _("Purpose in English"),
}


class GroupForm(forms.Form):
    """A group: name and purpose in the languages it has them in, open or closed."""

    use_required_attribute = True
    known_to = forms.ChoiceField(
        label=_("Who knows of it"),
        choices=[
            ("all", _("Open: everyone sees it, and deputies ask to join")),
            ("members", _("Closed: only members and those invited know of it")),
        ],
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, language: str = "kk", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = sorted(LANGUAGES, key=lambda lang: lang != language)
        for lang in languages:
            self.fields[f"name_{lang}"] = forms.CharField(
                label=_NAMES[lang],
                required=lang == language,
                strip=False,
                widget=forms.TextInput({"maxlength": texts.TITLE_MOST}),
            )
            self.fields[f"purpose_{lang}"] = forms.CharField(
                label=_PURPOSES[lang],
                required=lang == language,
                strip=False,
                widget=forms.Textarea({"rows": 3, "maxlength": texts.PURPOSE_MOST}),
            )
        texts_first = [name for name in self.fields if name[-3:-2] == "_"]
        self.order_fields([*texts_first, "known_to"])

    def clean(self) -> dict[str, Any]:
        """The texts by language, as the act takes them."""
        cleaned = super().clean() or {}
        for word, clean in (("name", texts.clean_title), ("purpose", texts.clean_purpose)):
            for lang in LANGUAGES:
                field = f"{word}_{lang}"
                if cleaned.get(field, "").strip():
                    try:
                        cleaned[field] = checked(clean, cleaned[field])
                    except forms.ValidationError as error:
                        self.add_error(field, error)
        return cleaned

    def texts(self, word: str) -> dict[str, str]:
        """The names or the purposes by language."""
        return {lang: self.cleaned_data.get(f"{word}_{lang}", "") for lang in LANGUAGES}


class ConversationForm(ReplyForm):
    """A message to other deputies: what it is about, and the first text."""

    title = forms.CharField(
        label=_("What it is about"),
        help_text=_("3 to 200 characters."),
        widget=forms.TextInput({"maxlength": texts.TITLE_MOST}),
        strip=False,
    )
    field_order = ("title", "language", "body", "key")

    def clean_title(self) -> str:
        return checked(texts.clean_title, self.cleaned_data["title"])


class UntilForm(forms.Form):
    """The day by which an announcement is to be read."""

    until = forms.DateField(
        label=_("To be read by"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
    )


class AnnouncingForm(UntilForm, StartForm):
    """A topic of somebody who keeps a room: as an announcement it may ask to be confirmed."""

    asks_understood = forms.BooleanField(
        label=_("Ask the deputies of the room to confirm that they have read and understood"),
        help_text=_("For an announcement in the room of your own council, commission or group."),
        required=False,
    )
    field_order: tuple[str, ...] = (
        *StartForm.field_order[:-1],
        "asks_understood",
        "until",
        "key",
    )
