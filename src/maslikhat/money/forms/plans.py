"""Forms of plans for the environment: the plan, its approval, its measures, what they cost."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models import Decision
from maslikhat.kit.days import today
from maslikhat.kit.formats.words import day_short
from maslikhat.kit.languages import reader_language, said
from maslikhat.money.actions.measures import Amounts, Told
from maslikhat.money.amounts import NoAmountError, read, thousands
from maslikhat.money.forms.budgets import MOST_DECISIONS
from maslikhat.money.models import (
    REASON_MOST,
    EnvironmentMeasure,
    EnvironmentPlan,
    Medium,
    PaidBy,
)
from maslikhat.money.models.plans import (
    AMOUNTS,
    LINK_MOST,
    NUMBER_MOST,
    RESULT_MOST,
    TITLE_MOST,
)
from maslikhat.money.plans.approving import fitting
from maslikhat.money.plans.seen import amounts_seen, way_seen, words_seen
from maslikhat.money.words import OF_MEASURES
from maslikhat.places.models import Unit
from maslikhat.registry.forms.fields import ChosenField, DayField, NamedField, no_rows, offer_rows
from maslikhat.registry.models import Body

LANGUAGES = ("kk", "ru", "en")


class AmountField(forms.CharField):
    """Thousands of tenge with at most one decimal, as tenths; empty is not told, and no zero."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(required=False, max_length=30, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        try:
            return read(super().clean(value))
        except NoAmountError:
            raise forms.ValidationError(
                _("Write an amount in thousands of tenge with one decimal at most.")
            ) from None

    def prepare_value(self, value: Any) -> Any:
        return str(thousands(value)) if isinstance(value, int) else value


class LinkField(forms.URLField):
    """An https address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=LINK_MOST, assume_scheme="https",
            help_text=_("Begins with https://"), **kwargs,
        )  # fmt: skip


class YearsForm(forms.Form):
    """From which year a plan holds, and when it is developed."""

    first_year = forms.IntegerField(label=_("First year of the plan"))
    developed_in = forms.IntegerField(
        label=_("Year of its development"),
        help_text=_("The law counts the payments of the three years before it."),
    )


class BeginPlanForm(YearsForm):
    """The years of a plan, and by whom it is developed: an official names the own body."""

    body = NamedField(label=_("Body that develops it"), queryset=no_rows(Body), required=False)

    def __init__(self, *args: Any, bodies: Sequence[Body], is_keeper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Body.objects.filter(pk__in=[one.pk for one in bodies])
        offer_rows(self.fields["body"], rows.order_by(f"sort_{reader_language()}", "pk"))
        if not is_keeper:
            self.fields["body"].required = True
            self.initial["body"] = bodies[0]


class SeenField(forms.CharField):
    """The hash of what stood on the page when it was opened (`plans.seen`)."""

    def __init__(self) -> None:
        super().__init__(max_length=64, widget=forms.HiddenInput)


class CorrectPlanForm(YearsForm):
    """The years of a draft, said anew."""

    seen = SeenField()


class DescribePlanForm(forms.Form):
    """The public hearing, and the agreement of the authority."""

    seen = SeenField()
    hearing_on = DayField(label=_("Day of the public hearing"), required=False)
    hearing_link = LinkField(label=_("Minutes of the hearing"))
    agreed_on = DayField(label=_("Day of the agreement"), required=False)
    agreed_with = forms.CharField(
        label=_("Authority that agreed"), required=False, max_length=TITLE_MOST
    )


def as_described(plan: EnvironmentPlan) -> dict[str, Any]:
    """The hearing and the agreement as their form shows them."""
    names = ("hearing_on", "hearing_link", "agreed_on", "agreed_with")
    return {**{name: getattr(plan, name) for name in names}, "seen": way_seen(plan)}


class TitledField(ChosenField):
    """An adopted decision, by number, day and title."""

    def label_from_instance(self, row: Any) -> str:
        return f"№ {row.number} · {day_short(row.adopted_on)} · {said(row, 'title').text}"


class ApprovePlanForm(forms.Form):
    """The decision by which a plan was approved or changed."""

    seen = SeenField()
    decision = TitledField(
        label=_("Decision of the maslikhat"), queryset=no_rows(Decision), required=False
    )
    approved_as = forms.CharField(
        label=_("Number of the decision, where it is not on the portal"),
        required=False,
        max_length=NUMBER_MOST,
    )
    approved_on = DayField(label=_("Its day"), required=False)
    is_change = forms.BooleanField(
        label=_("It changes the plan that was approved before"),
        help_text=_("The law counts the years before the first approval; a change moves none."),
        required=False,
    )

    def __init__(self, *args: Any, plan: EnvironmentPlan, wanted: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if plan.approved_on is None:
            del self.fields["is_change"]
        # A second decision changes the plan, unless the first was entered wrongly.
        self.initial.setdefault("is_change", True)
        field = self.fields["decision"]
        assert isinstance(field, TitledField)
        field.queryset = Decision.objects.filter(council=plan.council_id).adopted()
        offered = fitting(field.queryset, wanted)[:MOST_DECISIONS]
        field.choices = [("", "—"), *((row.pk, field.label_from_instance(row)) for row in offered)]


class ReportPlanForm(forms.Form):
    """That it was told how the plan was carried out in a year."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    reported_on = DayField(label=_("Day on which it was reported to the maslikhat"))
    link = LinkField(label=_("Where the report is"))

    def __init__(self, *args: Any, plan: EnvironmentPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            (year, str(year)) for year in plan.years if year <= today().year
        ]


class MeasureForm(forms.Form):
    """What a measure is."""

    title_kk = forms.CharField(label=_("Measure, in Kazakh"), max_length=TITLE_MOST)
    title_ru = forms.CharField(label=_("Measure, in Russian"), max_length=TITLE_MOST)
    title_en = forms.CharField(
        label=_("Measure, in English"), required=False, max_length=TITLE_MOST
    )
    medium = forms.ChoiceField(label=_("What it protects"), choices=Medium.choices)
    paid_by = forms.ChoiceField(
        label=_("Whose money pays it"),
        choices=PaidBy.choices,
        help_text=_("The duty counts the region's own money alone. What is paid by both is two."),
    )
    place = NamedField(
        label=_("Place, where it is not the whole region"), queryset=no_rows(Unit), required=False
    )
    result_kk = forms.CharField(
        label=_("What it brings, in Kazakh"), required=False, max_length=RESULT_MOST
    )
    result_ru = forms.CharField(
        label=_("What it brings, in Russian"), required=False, max_length=RESULT_MOST
    )
    result_en = forms.CharField(
        label=_("What it brings, in English"), required=False, max_length=RESULT_MOST
    )
    codes = forms.CharField(
        label=_("Programmes of the budget"),
        required=False,
        max_length=300,
        help_text=_("Whole codes such as 10.5.254.008, a space between two"),
    )
    contractor = forms.CharField(label=_("Contractor"), required=False, max_length=TITLE_MOST)
    contract = forms.CharField(
        label=_("Number of the contract"), required=False, max_length=NUMBER_MOST
    )
    contract_link = LinkField(label=_("The contract on the procurement site"))

    def __init__(self, *args: Any, plan: EnvironmentPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = plan.council.unit
        within = Unit.objects.within(unit) if unit else Unit.objects.none()
        offer_rows(self.fields["place"], within.in_order(reader_language()))

    @property
    def told(self) -> Told:
        """What was written, as the act takes it."""
        given = self.cleaned_data
        return Told(
            in_languages(given, "title"),
            given["medium"],
            given["paid_by"],
            in_languages(given, "result"),
            given["place"],
            tuple(re.split(r"[\s,;]+", given["codes"].strip())) if given["codes"] else (),
            given["contractor"],
            given["contract"],
            given["contract_link"],
        )


def as_written(measure: EnvironmentMeasure) -> dict[str, Any]:
    """A measure as its form shows it."""
    names: Sequence[str] = (
        "medium", "paid_by", "place", "contractor", "contract", "contract_link",
        *(f"{name}_{lang}" for name in ("title", "result") for lang in LANGUAGES),
    )  # fmt: skip
    told = {name: getattr(measure, name) for name in names}
    return {**told, "codes": " ".join(measure.codes), "seen": words_seen(measure)}


def in_languages(given: dict[str, Any], name: str) -> tuple[str, str, str]:
    """A text in the three languages."""
    kk, ru, en = (given[f"{name}_{lang}"] for lang in LANGUAGES)
    return kk, ru, en


class EditMeasureForm(MeasureForm):
    """What a measure is, said anew."""

    seen = SeenField()


class AmountsForm(forms.Form):
    """What a measure needs, asked for, got and spent in a year."""

    seen = SeenField()
    needed = AmountField(label=_("Needed"), help_text=_("Thousands of tenge; empty: not told"))
    requested = AmountField(label=_("Requested"))
    allotted = AmountField(label=_("Allotted"))
    spent = AmountField(label=_("Spent"))
    reason = forms.CharField(
        label=_("Why it changes"),
        required=False,
        max_length=REASON_MOST,
        help_text=_("Needed where an amount that was told becomes another; everyone reads it."),
    )


class YearForm(forms.Form):
    """What all measures of a plan need, asked for, got and spent in a year: a table of fields."""

    def __init__(
        self, *args: Any, measures: Sequence[EnvironmentMeasure], year: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.measures = measures
        self.fields["seen"] = SeenField()
        self.initial["seen"] = amounts_seen(measures, year)
        for measure in measures:
            row = next((one for one in measure.amounts.all() if one.year == year), None)
            for name in AMOUNTS:
                told = f"{measure.number}. {said(measure, 'title').text}, {OF_MEASURES[name]}"
                field = AmountField(label=told, initial=getattr(row, name, None))
                field.widget.attrs |= {"aria-label": told, "size": "14"}
                self.fields[f"{name}_{measure.pk}"] = field
        self.fields["reason"] = AmountsForm.base_fields["reason"]

    @property
    def rows(self) -> list[tuple[EnvironmentMeasure, list[tuple[str, forms.BoundField]]]]:
        """Each measure with its fields, each under what it tells."""
        return [
            (one, [(str(OF_MEASURES[name]), self[f"{name}_{one.pk}"]) for name in AMOUNTS])
            for one in self.measures
        ]

    @property
    def told(self) -> dict[int, Amounts]:
        """The amounts by the number of the measure, as the act takes them."""
        given = self.cleaned_data
        return {
            one.pk: Amounts(*(given[f"{name}_{one.pk}"] for name in AMOUNTS))
            for one in self.measures
        }


def as_entered(measure: EnvironmentMeasure, year: int) -> dict[str, Any]:
    """The amounts of a year as their form shows them."""
    row = next((one for one in measure.amounts.all() if one.year == year), None)
    told = {name: getattr(row, name, None) for name in AMOUNTS}
    return {**told, "seen": amounts_seen([measure], year)}


class MilestoneForm(forms.Form):
    """A step of a measure and its day."""

    title_kk = forms.CharField(label=_("Step, in Kazakh"), max_length=TITLE_MOST)
    title_ru = forms.CharField(label=_("Step, in Russian"), max_length=TITLE_MOST)
    title_en = forms.CharField(label=_("Step, in English"), required=False, max_length=TITLE_MOST)
    due_on = DayField(label=_("By which day"))


class ReachForm(forms.Form):
    """On which day a step was reached."""

    reached_on = DayField(label=_("Reached on the day"))
