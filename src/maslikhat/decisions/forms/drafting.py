"""Forms of drafts: a new one, and its next version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.forms.fields import TextField
from maslikhat.decisions.models import Kind, Mover
from maslikhat.decisions.models.decisions import TITLE_MOST
from maslikhat.decisions.movers import Movable, bodies_of
from maslikhat.decisions.versions import Texts
from maslikhat.kit.languages import LANGUAGES, reader_language, said
from maslikhat.places.models import Unit
from maslikhat.registry.forms.fields import (
    NamedField,
    NamedManyField,
    mandates_of,
    no_rows,
    offer_rows,
)
from maslikhat.registry.models import Commission, Council, Group, Mandate
from maslikhat.rubrics.models import Rubric

_TITLE = forms.Textarea({"rows": 2, "maxlength": TITLE_MOST})


class TextsForm(forms.Form):
    """A title and a text in three languages; a file may bring the text instead."""

    title_kk = forms.CharField(
        label=_("Title in Kazakh"), required=False, max_length=TITLE_MOST, widget=_TITLE
    )
    title_ru = forms.CharField(
        label=_("Title in Russian"), required=False, max_length=TITLE_MOST, widget=_TITLE
    )
    title_en = forms.CharField(
        label=_("Title in English"),
        required=False,
        max_length=TITLE_MOST,
        widget=_TITLE,
        help_text=_("A translation without force"),
    )
    text_kk = TextField(
        label=_("Text in Kazakh"),
        help_text=_("Each point on a line of its own, with its number: 1. 2) a)"),
    )
    file_kk = forms.FileField(
        label=_("Or a file with the text in Kazakh: DOCX, HTML"), required=False
    )
    text_ru = TextField(label=_("Text in Russian"))
    file_ru = forms.FileField(
        label=_("Or a file with the text in Russian: DOCX, HTML"), required=False
    )
    text_en = TextField(label=_("Text in English"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for lang in LANGUAGES:
            for name in ("title", "text"):
                self.fields[f"{name}_{lang}"].widget.attrs["lang"] = lang

    def titles(self) -> Texts:
        """The titles as they were typed."""
        return Texts(*(self.cleaned_data[f"title_{lang}"] for lang in LANGUAGES))


class ReviseForm(TextsForm):
    """The next version of a draft."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    note = forms.CharField(
        label=_("What is new, in a sentence"), required=False, max_length=300, strip=True
    )


class DraftForm(TextsForm):
    """A new draft: what it is, who brings it in, and its first text."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Kind.choices)
    mover = forms.ChoiceField(label=_("Who brings it in"))
    rubric = NamedField(label=_("Subject"), queryset=no_rows(Rubric), required=False)
    touches_money = forms.BooleanField(
        label=_("It cuts revenue or raises spending"),
        required=False,
        help_text=_("Then it is adopted only with a positive conclusion of the akim."),
    )
    places = NamedManyField(label=_("Places it is about"), queryset=no_rows(Unit), required=False)
    field_order = ("kind", "mover", "rubric", "touches_money")

    def __init__(self, *args: Any, council: Council, own: Mandate | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        lang = reader_language()
        offer_rows(self.fields["rubric"], Rubric.objects.in_order())
        within = Unit.objects.within(council.unit) if council.unit else Unit.objects.none()
        offer_rows(self.fields["places"], within.second_level().in_order(lang))
        self.rows: dict[str, tuple[str, Movable | None]] = {}
        if own is not None:
            # A deputy moves in the deputy's own name.
            del self.fields["mover"]
            return
        field = self.fields["mover"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = self._movers(council, lang)

    def _movers(self, council: Council, lang: str) -> list[Any]:
        """Everyone who can bring a draft in, by what they are; the value is kind and number."""
        self.rows["apparatus"] = (Mover.APPARATUS, None)
        commissions = Commission.objects.on().filter(council=council).order_by("kind", "pk")
        groups = Group.objects.on().filter(council=council).order_by("kind", "pk")
        found: list[Any] = [("apparatus", Mover.APPARATUS.label)]
        for kind, rows in (
            (Mover.COMMISSION, commissions),
            (Mover.BODY, bodies_of(council).order_by(f"sort_{lang}", "pk")),
            (Mover.GROUP, groups),
            (Mover.DEPUTY, mandates_of(council.pk, lang)),
        ):
            named = []
            for row in rows:
                value = f"{kind.value}:{row.pk}"
                self.rows[value] = (kind, row)
                name = row.person.full_name() if isinstance(row, Mandate) else None
                named.append((value, name or said(row, "name").text))
            if named:
                found.append((kind.label, named))
        return found

    def moved_by(self) -> tuple[str, Movable | None]:
        """Who brings it in: the kind, and the row where there is one."""
        if self.own is not None:
            return Mover.DEPUTY, self.own
        return self.rows[self.cleaned_data["mover"]]
