"""Forms of a council: convocation, seats, mandates, head, commissions, bodies, constituencies."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import today
from maslikhat.kit.languages import reader_language
from maslikhat.places.models import Unit
from maslikhat.registry.forms.fields import (
    ConstituencyField,
    DayField,
    DeputiesField,
    DeputyField,
    NamedField,
    NamedManyField,
    mandates_of,
    no_rows,
    offer_rows,
)
from maslikhat.registry.models import (
    Body,
    Commission,
    CommissionMember,
    Constituency,
    Council,
    EndReason,
    Group,
    Mandate,
    Party,
    Person,
)
from maslikhat.rubrics.models import Rubric

MOST_UNITS = 200


class CouncilForm(forms.Form):
    """A form that knows its council."""

    use_required_attribute = True

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.council = council
        self.offer(council)

    def offer(self, council: Council) -> None:
        """Fill the choices with what the council has."""

    def choices_of(self, field: str, rows: Any) -> None:
        """Let a field offer these rows."""
        offer_rows(self.fields[field], rows)


class ConvocationForm(CouncilForm):
    """A new convocation."""

    number = forms.CharField(
        label=_("Number of the convocation"), max_length=8, help_text=_("In Roman numerals: IX")
    )
    first_session = DayField(
        label=_("Day of the first session"),
        help_text=_("On this day the powers of the convocation before end (Law 148, art. 5)."),
    )
    was_dissolved = forms.BooleanField(
        label=_("The convocation before ended early (Law 148, art. 23)"), required=False
    )


class SeatsForm(CouncilForm):
    """The number of seats."""

    number = forms.IntegerField(label=_("Number of seats"), min_value=1, max_value=500)
    from_day = DayField(label=_("From the day"))
    basis = forms.CharField(
        label=_("Basis"),
        max_length=255,
        help_text=_("The decision of the Central Election Commission: number and day"),
    )


class NamesForm(CouncilForm):
    """A person: chosen from former deputies of the council, or written anew."""

    person = DeputyField(
        label=_("A former deputy of this maslikhat"),
        queryset=no_rows(Person),
        required=False,
        help_text=_("Leave empty for somebody new, and write the name below."),
    )
    surname_kk = forms.CharField(label=_("Surname in Kazakh"), max_length=64, required=False)
    given_kk = forms.CharField(label=_("Given name in Kazakh"), max_length=64, required=False)
    patronymic_kk = forms.CharField(label=_("Patronymic in Kazakh"), max_length=64, required=False)
    surname_ru = forms.CharField(label=_("Surname in Russian"), max_length=64, required=False)
    given_ru = forms.CharField(label=_("Given name in Russian"), max_length=64, required=False)
    patronymic_ru = forms.CharField(label=_("Patronymic in Russian"), max_length=64, required=False)
    birth_year = forms.IntegerField(
        label=_("Year of birth"), min_value=1900, max_value=2100, required=False
    )


class ElectForm(NamesForm):
    """A by-election, or the next of a list."""

    constituency = ConstituencyField(
        label=_("Constituency"),
        queryset=no_rows(Constituency),
        required=False,
        help_text=_("Only vacant ones are offered. Leave empty for a deputy of a party's list."),
    )
    party = NamedField(
        label=_("Party"),
        queryset=no_rows(Party),
        required=False,
        empty_label=_("Self-nominated"),
    )
    from_day = DayField(label=_("Holds the mandate from"), initial=today)

    def offer(self, council: Council) -> None:
        day, lang = today(), reader_language()
        people = Mandate.objects.of(council).values("person")
        seated = Mandate.objects.on(day)
        held = seated.of(council).exclude(constituency=None)
        free = Constituency.objects.on(day).filter(council=council)
        free = free.exclude(pk__in=held.values("constituency"))
        self.choices_of("constituency", free.order_by("number"))
        self.choices_of("party", Party.objects.on(day).order_by(f"short_{lang}"))
        former = Person.objects.filter(pk__in=people).exclude(pk__in=seated.values("person"))
        self.choices_of("person", former.order_by(f"sort_{lang}"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        named = any(
            cleaned.get(f"surname_{lang}") and cleaned.get(f"given_{lang}") for lang in ("kk", "ru")
        )
        if not cleaned.get("person") and not named:
            raise forms.ValidationError(
                _("Choose a former deputy, or write surname and given name in Kazakh or Russian.")
            )
        return cleaned


class EndMandateForm(CouncilForm):
    """The early end of a mandate."""

    reason = forms.ChoiceField(label=_("Reason"), choices=EndReason.choices)
    to_day = DayField(
        label=_("First day without the mandate"), initial=today, help_text=_("Not a coming day")
    )


class HeadForm(CouncilForm):
    """Who heads the council."""

    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate))
    from_day = DayField(label=_("Heads the maslikhat from"), initial=today)
    is_acting = forms.BooleanField(
        label=_("Only acts for an absent head, or until one is elected"), required=False
    )

    def offer(self, council: Council) -> None:
        self.choices_of("mandate", mandates_of(council.pk, reader_language()))


class EndForm(CouncilForm):
    """The end of something: its first day without it."""

    to_day = DayField(label=_("First day without it"), initial=today)


class CommissionForm(CouncilForm):
    """A new commission."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Commission.Kind.choices)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=255)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=255)
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    from_day = DayField(label=_("Founded on"), initial=today)


class SubjectsForm(CouncilForm):
    """What a commission deals with."""

    rubrics = NamedManyField(
        label=_("Subjects"), queryset=Rubric.objects.in_order(), required=False
    )


class CommissionMemberForm(CouncilForm):
    """A deputy joins a commission."""

    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate))
    position = forms.ChoiceField(
        label=_("Position"),
        choices=CommissionMember.Position.choices,
        initial=CommissionMember.Position.MEMBER,
    )
    from_day = DayField(label=_("From the day"), initial=today)

    def offer(self, council: Council) -> None:
        self.choices_of("mandate", mandates_of(council.pk, reader_language()))


class GroupForm(CouncilForm):
    """A new faction or deputy group with its first members."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Group.Kind.choices)
    party = NamedField(
        label=_("Party"),
        queryset=no_rows(Party),
        required=False,
        help_text=_("For a faction only"),
    )
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=255)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=255)
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    from_day = DayField(label=_("Registered on"), initial=today)
    members = DeputiesField(label=_("Members"), queryset=no_rows(Mandate))
    leader = DeputyField(label=_("Leader"), queryset=no_rows(Mandate), required=False)

    def offer(self, council: Council) -> None:
        mandates = mandates_of(council.pk, reader_language())
        self.choices_of("members", mandates)
        self.choices_of("leader", mandates)
        self.choices_of("party", Party.objects.on(today()).order_by("code"))


class GroupMemberForm(CouncilForm):
    """A deputy joins a faction or deputy group."""

    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate))
    is_leader = forms.BooleanField(label=_("Leads it"), required=False)
    from_day = DayField(label=_("From the day"), initial=today)

    def offer(self, council: Council) -> None:
        self.choices_of("mandate", mandates_of(council.pk, reader_language()))


class BodyForm(CouncilForm):
    """A new executive body of the council's unit."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind.choices)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=255)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=255)
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    parent = NamedField(
        label=_("Body above it"),
        queryset=no_rows(Body),
        required=False,
        empty_label=_("None"),
    )
    work_email = forms.EmailField(label=_("Work e-mail"), max_length=254, required=False)
    website = forms.URLField(
        label=_("Website"), max_length=255, required=False, assume_scheme="https"
    )
    from_day = DayField(label=_("Founded on"), initial=today)

    def offer(self, council: Council) -> None:
        beside = Body.objects.on(today()).filter(unit=council.unit_id)
        self.choices_of("parent", beside.order_by(f"sort_{reader_language()}", "pk"))


class ConstituencyForm(CouncilForm):
    """A new constituency with the units it covers."""

    number = forms.IntegerField(label=_("Number of the constituency"), min_value=1, max_value=500)
    name_kk = forms.CharField(label=_("Name in Kazakh"), max_length=255)
    name_ru = forms.CharField(label=_("Name in Russian"), max_length=255)
    name_en = forms.CharField(label=_("Name in English"), max_length=255, required=False)
    units = NamedManyField(
        label=_("Places it covers"), queryset=no_rows(Unit), to_field_name="kato", required=False
    )
    from_day = DayField(label=_("From the day"), initial=today)

    def offer(self, council: Council) -> None:
        under = Unit.objects.within(council.unit) if council.unit else Unit.objects.none()
        codes = list(under.in_order(reader_language()).values_list("kato", flat=True)[:MOST_UNITS])
        if codes:
            offered = Unit.objects.shown().filter(kato__in=codes)
            self.choices_of("units", offered.in_order(reader_language()))
        else:
            del self.fields["units"]
