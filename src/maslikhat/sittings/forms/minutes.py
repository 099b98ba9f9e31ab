"""The form by which minutes are put right."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.sittings.actions.minuting import NOTE_MOST, TEXT_MOST
from maslikhat.sittings.models import MinutesVersion

_ROWS = {"rows": 24, "maxlength": TEXT_MOST}


class MinutesForm(forms.Form):
    """Both official texts, what was behind closed doors apart, and what was put right."""

    text_kk = forms.CharField(
        label=_("Minutes in Kazakh"), widget=forms.Textarea({**_ROWS, "lang": "kk"})
    )
    text_ru = forms.CharField(
        label=_("Minutes in Russian"), widget=forms.Textarea({**_ROWS, "lang": "ru"})
    )
    closed_kk = forms.CharField(
        label=_("Behind closed doors, in Kazakh"),
        widget=forms.Textarea({"rows": 6, "maxlength": TEXT_MOST, "lang": "kk"}),
        required=False,
    )
    closed_ru = forms.CharField(
        label=_("Behind closed doors, in Russian"),
        widget=forms.Textarea({"rows": 6, "maxlength": TEXT_MOST, "lang": "ru"}),
        required=False,
    )
    note = forms.CharField(label=_("What you have put right"), max_length=NOTE_MOST)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1000)

    def __init__(
        self,
        *args: Any,
        version: MinutesVersion,
        texts: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        names = ("text_kk", "text_ru", "closed_kk", "closed_ru")
        now = texts or {name: getattr(version, name) for name in names}
        kwargs["initial"] = {**now, "base": version.number}
        super().__init__(*args, **kwargs)

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        told = dict(self.cleaned_data)
        return {"note": told.pop("note"), "base": told.pop("base"), "texts": told}
