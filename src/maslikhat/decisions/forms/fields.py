"""Fields that forms of decisions share: texts of several lines, addresses of official pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.guards import TEXT_MOST
from maslikhat.kit.texts import WORDS_MOST


class TextField(forms.CharField):
    """An official text: many lines, as it was written."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": 16, "maxlength": TEXT_MOST})
        super().__init__(widget=widget, required=False, strip=False, **kwargs)


class WordsField(forms.CharField):
    """Some sentences."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea({"rows": 4, "maxlength": WORDS_MOST})
        super().__init__(widget=widget, required=False, strip=False, **kwargs)


class CountField(forms.IntegerField):
    """How many deputies voted so; may stay empty where that is not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=0, max_value=500, required=False, **kwargs)


class PageField(forms.URLField):
    """The address of an official page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=300,
            required=False,
            assume_scheme="https",
            help_text=_("It begins with https://"),
            **kwargs,
        )
