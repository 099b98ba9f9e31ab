"""Forms of offices on the portal: which office, then who is given it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.languages import reader_language
from maslikhat.registry.forms.fields import NamedField, no_rows, offer_rows
from maslikhat.registry.models import Body, Council, Role
from maslikhat.registry.models.dated import DatedQuerySet


def bodies_beside(council: Council) -> DatedQuerySet[Body]:
    """The bodies of the council's unit today; beside a national chamber, the central ones."""
    return Body.objects.on(today()).filter(unit=council.unit_id)


class OfficeForm(forms.Form):
    """Which office, and beside which council."""

    kind = forms.ChoiceField(label=_("Office"), choices=Role.Kind.choices, initial=Role.Kind.CLERK)
    council = NamedField(
        label=_("Maslikhat"),
        queryset=no_rows(Council),
        to_field_name="code",
        required=False,
        help_text=_(
            "For a clerk: where the person works. For an official: the one of the same place;"
            " for a ministry, a national chamber. Leave empty for an operator or a moderator."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        councils = Council.objects.on(today())
        offer_rows(self.fields["council"], councils.order_by(f"sort_{reader_language()}", "code"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, council = cleaned.get("kind"), cleaned.get("council")
        if kind in {Role.Kind.OPERATOR, Role.Kind.MODERATOR}:
            return {**cleaned, "council": None}
        if kind and council is None and "council" not in self.errors:
            self.add_error("council", _("Choose the maslikhat."))
        if kind == Role.Kind.OFFICIAL and council and not bodies_beside(council).exists():
            self.add_error("council", _("No body of this place is entered. Enter the body first."))
        return cleaned


class AppointForm(forms.Form):
    """Who is given the office, and for an official in which body."""

    login = forms.CharField(
        label=_("E-mail or sign-in number"),
        max_length=254,
        help_text=_("The person has signed up already; the e-mail address is confirmed."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    body = NamedField(label=_("Body"), queryset=no_rows(Body))

    def __init__(self, *args: Any, council: Council | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if council is None:
            del self.fields["body"]
        else:
            bodies = bodies_beside(council).order_by(f"sort_{reader_language()}", "pk")
            offer_rows(self.fields["body"], bodies)

    def clean_login(self) -> User:
        found = User.objects.signing_in_as(self.cleaned_data["login"])
        if found is None:
            raise forms.ValidationError(
                _("No open account has this sign-in number or confirmed e-mail address.")
            )
        return found
