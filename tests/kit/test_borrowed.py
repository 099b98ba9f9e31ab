"""What a field of a form refuses is said in the words of our own catalogues, not in Django's."""

import re
from typing import Any

import pytest
from babel.messages.pofile import read_po
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from tests.messages import path_of

CHOICES = [("a", "A")]
# A field of each kind that the portal has, and what it refuses.
REFUSED: list[tuple[forms.Field, Any]] = [
    (forms.EmailField(), "!"),
    (forms.URLField(assume_scheme="https"), "!"),
    (forms.SlugField(), "!"),
    (forms.UUIDField(), "!"),
    (forms.DateField(), "!"),
    (forms.TimeField(), "!"),
    (forms.DateTimeField(), "!"),
    (forms.IntegerField(), "!"),
    (forms.IntegerField(min_value=2), "1"),
    (forms.IntegerField(max_value=2), "3"),
    (forms.DecimalField(), "!"),
    (forms.DecimalField(decimal_places=1), "1.55"),
    (forms.DecimalField(max_digits=1), "12"),
    (forms.DecimalField(max_digits=2, decimal_places=1), "12"),
    (forms.CharField(min_length=3), "ab"),
    (forms.CharField(max_length=1), "ab"),
    (forms.ChoiceField(choices=CHOICES), "b"),
    (forms.TypedChoiceField(choices=CHOICES), "b"),
    (forms.MultipleChoiceField(choices=CHOICES), "b"),
    (forms.FileField(), "!"),
    (forms.FileField(), SimpleUploadedFile("a", b"")),
]


def own(lang: str) -> list[re.Pattern[str]]:
    """The sentences of our catalogue, whatever they are filled with."""
    with path_of(lang).open("rb") as file:
        told = [message.string for message in read_po(file, locale=lang) if message.id]
    texts = [text for one in told for text in (one if isinstance(one, tuple) else (one,))]
    begun = [re.escape(text) for text in texts if text[0].isalpha()]
    return [re.compile(re.sub(r"%\\\(\w+\\\)[sd]", ".+", text) + "$") for text in begun]


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_each_field_refuses_in_our_own_words(lang: str) -> None:
    sentences = own(lang)
    with translation.override(lang):
        for field, value in REFUSED:
            with pytest.raises(ValidationError) as refused:
                field.clean(value)
            for text in refused.value.messages:
                assert any(one.match(text) for one in sentences), (type(field), text)
