"""The forms of a joint inquiry: its text, whom it is for, who is invited to sign."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.actions.joint import OUT_NUMBER_MOST
from maslikhat.commitments.addressees import inquired
from maslikhat.commitments.forms.letters import LetterForm
from maslikhat.commitments.forms.steps import WordsField
from maslikhat.commitments.models import Joint
from maslikhat.commitments.models.commitments import LINE_MOST
from maslikhat.kit.languages import LANGUAGES, reader_language
from maslikhat.places.models import Unit
from maslikhat.registry.forms.fields import (
    DeputiesField,
    NamedField,
    NamedManyField,
    mandates_of,
    no_rows,
    offer_rows,
)
from maslikhat.registry.models import Body, Council, Mandate
from maslikhat.rubrics.models import Rubric


class JointForm(LetterForm):
    """What is asked jointly."""

    result = forms.CharField(
        label=_("By what it will be seen that it is done"), required=False, max_length=LINE_MOST
    )
    basis = forms.CharField(label=_("Legal basis"), required=False, max_length=LINE_MOST)
    rubric = NamedField(label=_("Subject"), queryset=no_rows(Rubric), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self.fields["rubric"], Rubric.objects.in_order())


class AddressForm(forms.Form):
    """Which bodies are added: of a kind, of a region or of all, with a word in their name."""

    kind = forms.ChoiceField(label=_("Kind of body"), choices=Body.Kind.choices)
    place = NamedField(
        label=_("Region"), queryset=no_rows(Unit), required=False, empty_label=_("All regions")
    )
    reach = forms.ChoiceField(
        label=_("Of which level"),
        choices=[
            ("all", _("Of the regions, districts and cities")),
            ("regional", _("Of the regions alone")),
            ("local", _("Of the districts and cities alone")),
        ],
    )
    name = forms.CharField(
        label=_("Word in the name"), required=False, max_length=100,
        help_text=_("Left empty, all of them are added."),
    )  # fmt: skip

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.council = council
        offer_rows(
            self.fields["place"], Unit.objects.shown().regional().in_order(reader_language())
        )

    def bodies(self) -> list[Body]:
        """The bodies that were asked for, those of today."""
        told = self.cleaned_data
        rows: Iterable[Body] = (
            inquired(self.council).filter(kind=told["kind"]).select_related("unit")
        )
        region, word = told["place"], told["name"].casefold().strip()
        return [
            body
            for body in rows
            if _is_in(body.unit, region, told["reach"])
            and any(word in getattr(body, f"name_{lang}").casefold() for lang in LANGUAGES)
        ]


def _is_in(unit: Unit | None, region: Unit | None, reach: str) -> bool:
    if unit is None:
        return region is None and reach == "all"
    if region is not None and region.pk not in {unit.pk, unit.parent_id}:
        return False
    return reach == "all" or unit.is_regional == (reach == "regional")


class UnaddressForm(forms.Form):
    """Which bodies are taken off again."""

    bodies = NamedManyField(label=_("Bodies"), queryset=no_rows(Body))

    def __init__(self, *args: Any, joint: Joint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = Body.objects.filter(jointly_asked__joint=joint)
        offer_rows(self.fields["bodies"], asked.order_by("unit", "pk"))


class InviteForm(forms.Form):
    """Who of one maslikhat is invited to sign."""

    mandates = DeputiesField(label=_("Deputies"), queryset=no_rows(Mandate))

    def __init__(self, *args: Any, joint: Joint, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [joint.mandate_id, *joint.signatures.values_list("mandate", flat=True)]
        held = mandates_of(council.pk, reader_language())
        offer_rows(self.fields["mandates"], held.exclude(pk__in=there))


class SendJointForm(forms.Form):
    """The number that the inquiry goes out under."""

    out_number = forms.CharField(
        label=_("Outgoing number"), required=False, max_length=OUT_NUMBER_MOST,
        help_text=_("Each body's letter bears it with a number of its own behind."),
    )  # fmt: skip


class WithdrawJointForm(forms.Form):
    """Why the whole inquiry is taken back."""

    reason = WordsField(label=_("Why it is withdrawn"))


class NothingForm(forms.Form):
    """Nothing is to be filled in: only the button is pressed."""
