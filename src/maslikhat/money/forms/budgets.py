"""The form by which a file of a budget is brought in, and that of a wrong version."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.models import Decision
from maslikhat.kit.days import today
from maslikhat.kit.formats.words import day_short
from maslikhat.money.importing.intake import YEARS_AHEAD
from maslikhat.money.importing.lines import FIRST_YEAR
from maslikhat.money.models import REASON_MOST, Version, VersionKind
from maslikhat.money.words import UNITS
from maslikhat.registry.forms.fields import ChosenField, DayField, NamedField, no_rows, offer_rows
from maslikhat.registry.models import Council
from maslikhat.registry.permissions import is_operator
from maslikhat.registry.standing import Visitor, standing

MOST_DECISIONS = 200


class DecisionField(ChosenField):
    """An adopted decision, by number and day."""

    def label_from_instance(self, row: Any) -> str:
        return f"№ {row.number} · {day_short(row.adopted_on)}"


class BudgetForm(forms.Form):
    """A file, and what it is."""

    council = NamedField(label=_("Maslikhat"), queryset=Council.objects.none())
    year = forms.IntegerField(label=_("Year of the budget"))
    kind = forms.ChoiceField(label=_("What the file is"), choices=VersionKind.choices)
    day = DayField(
        label=_("Day"), help_text=_("Of the decision; of a report the day as of which it is made")
    )
    decision = DecisionField(
        label=_("Decision of the maslikhat"), queryset=Decision.objects.none(), required=False
    )
    link = forms.URLField(
        label=_("Where it was published"), required=False, max_length=500, assume_scheme="https"
    )
    unit = forms.ChoiceField(
        label=_("Unit of the amounts"),
        required=False,
        choices=[("", _("as the file says")), *UNITS.items()],
    )
    file = forms.FileField(label=_("File"), help_text=_("XLSX, XLS, ODS or CSV, to 20 MB"))

    def __init__(self, *args: Any, user: Visitor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils = Council.objects.on(today()).local()
        if not is_operator(user):
            councils = councils.filter(pk__in=standing(user).clerk_of)
        council = self.fields["council"]
        offer_rows(council, councils.in_order())
        only = list(councils[:2])
        if len(only) == 1:
            council.initial = only[0].pk
        year = self.fields["year"]
        year.min_value, year.max_value = FIRST_YEAR, today().year + YEARS_AHEAD  # type: ignore[attr-defined]
        adopted = Decision.objects.filter(council__in=councils, adopted_on__isnull=False)
        offer_rows(self.fields["decision"], adopted if self.is_bound else self._latest(only))

    @staticmethod
    def _latest(councils: list[Council]) -> Any:
        """Of one council its latest decisions; of many none can be offered at first."""
        if len(councils) != 1:
            return Decision.objects.none()
        rows = Decision.objects.filter(council=councils[0]).adopted()
        return rows.order_by("-adopted_on", "-pk")[:MOST_DECISIONS]


class AttachForm(forms.Form):
    """The decision behind a version."""

    decision = DecisionField(label=_("Decision of the maslikhat"), queryset=no_rows(Decision))

    def __init__(self, *args: Any, version: Version, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Decision.objects.filter(council=version.council_id, adopted_on__lte=version.day)
        latest = rows.adopted().order_by("-adopted_on", "-pk")
        offer_rows(self.fields["decision"], rows if self.is_bound else latest[:MOST_DECISIONS])


class WithdrawForm(forms.Form):
    """Why a version is wrong."""

    reason = forms.CharField(
        label=_("What is wrong"),
        max_length=REASON_MOST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everyone reads it beside the version."),
    )


class UnitForm(forms.Form):
    """In what unit the amounts of a file are that is read anew."""

    unit = forms.ChoiceField(label=_("Unit of the amounts"), choices=UNITS.items())
