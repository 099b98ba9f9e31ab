"""Fields that several forms share: days, rows by their names in the reader's language."""

from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import FIRST_DAY
from maslikhat.kit.languages import said
from maslikhat.registry.models import Mandate, Person

Row = TypeVar("Row", bound=Model)


def offer_rows(field: forms.Field, rows: Any) -> None:
    """Let a field offer these rows, and no others."""
    assert isinstance(field, forms.ModelChoiceField), field
    field.queryset = rows


class DayField(forms.DateField):
    """A day of the calendar, from 1994 on."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(
            attrs={"type": "date", "min": FIRST_DAY.isoformat()}, format="%Y-%m-%d"
        )
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day is not None and day < FIRST_DAY:
            raise forms.ValidationError(_("The day lies before 1994."))
        return day


class ChosenField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the rows; until one is chosen, a word says to do so."""

    unchosen = _("Choose")

    def __init__(self, queryset: Any, **options: Any) -> None:
        super().__init__(queryset, **{"empty_label": self.unchosen, **options})


class NamedField(ChosenField):
    """One of the rows, by name in the reader's language."""

    def label_from_instance(self, row: Any) -> str:
        return said(row, "name").text


class CouncilField(NamedField):
    """One of the councils of the country: names of districts are not unique, so the region of a
    district or city stands beside; asked for with `unit__parent` at hand."""

    def label_from_instance(self, row: Any) -> str:
        name, above = said(row, "name").text, row.unit.parent if row.unit else None
        return f"{name} · {said(above, 'name').text}" if above else name


class ConstituencyField(NamedField):
    """One of a council's constituencies, by number and name."""

    def label_from_instance(self, row: Any) -> str:
        return f"№ {row.number} · {said(row, 'name').text}"


class DeputyField(ChosenField):
    """One of the deputies, by name; the value is the mandate."""

    def label_from_instance(self, row: Any) -> str:
        return row.full_name() if isinstance(row, Person) else str(row.person.full_name())


class NamedManyField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Any of the rows, each with a box to tick, by name in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        # `pk__in` with a number larger than the column overflows in SQLite's driver.
        if any(not str(one).isdecimal() or len(str(one)) > 18 for one in value or ()):
            raise forms.ValidationError(_("Choose from the list."))
        return super().clean(value)

    def label_from_instance(self, row: Any) -> str:
        return said(row, "name").text


class DeputiesField(NamedManyField):
    """Any of the deputies, each with a box to tick."""

    def label_from_instance(self, row: Any) -> str:
        return str(row.person.full_name())


def no_rows(model: type[Row]) -> QuerySet[Row]:
    """The choices of a field before its form knows the council."""
    return model._default_manager.none()


def mandates_of(council_pk: int, lang: str) -> QuerySet[Mandate]:
    """The deputies of today, in alphabetical order."""
    held = Mandate.objects.on().filter(convocation__council=council_pk)
    return held.select_related("person").order_by(f"person__sort_{lang}", "pk")
