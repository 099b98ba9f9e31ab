"""Forms of the agenda: items, rapporteurs, papers, motions, recusals."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.course import OPEN
from maslikhat.decisions.models import Decision
from maslikhat.decisions.models.decisions import in_state
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES, reader_language, said
from maslikhat.registry.forms.fields import (
    ChosenField,
    DeputyField,
    mandates_of,
    no_rows,
    offer_rows,
)
from maslikhat.registry.models import Mandate, Person
from maslikhat.sittings.actions.agenda import MINUTES_MOST, NAME_MOST, OFFICE_MOST
from maslikhat.sittings.actions.moving import TEXT_MOST
from maslikhat.sittings.added import is_added_now
from maslikhat.sittings.candidates import OF_DEPUTIES
from maslikhat.sittings.models import Item, Motion, Rapporteur, Sitting
from maslikhat.sittings.models.agenda import CANDIDATE_MOST, UNDER_MOST
from maslikhat.sittings.models.attendance import REASON_MOST
from maslikhat.sittings.models.sessions import TITLE_MOST

DRAFTS_MOST = 200
# Which field belongs to which kind alone (static/sittings/forms.css shows it so).
OF_KIND = {
    "about_mandate": Item.Kind.CENSURE,
    "office": Item.Kind.ELECTION,
    "signatures": Item.Kind.NO_CONFIDENCE,
}


class TitledField(ChosenField):
    """A draft or an item, by its title."""

    def label_from_instance(self, row: Any) -> str:
        number = f"{row.number}. " if isinstance(row, Item) else ""
        return f"{number}{said(row, 'title').text[:120]}"


class UnderFields(forms.Form):
    """By what a question is added after the notice; every reader of the agenda sees it."""

    added_under_kk = forms.CharField(
        label=_("By what it is added after the notice, in Kazakh"),
        max_length=UNDER_MOST,
        help_text=_(
            "The notice has been sent. Name the vote of the maslikhat or the article of its "
            "regulations; everyone reads it on the agenda and in the minutes."
        ),
    )
    added_under_ru = forms.CharField(label=_("The same in Russian"), max_length=UNDER_MOST)
    added_under_en = forms.CharField(
        label=_("The same in English"), max_length=UNDER_MOST, required=False
    )

    def drop_under(self) -> None:
        """Not to be asked: the question is announced with the others."""
        for lang in LANGUAGES:
            del self.fields[f"added_under_{lang}"]

    def gathered(self) -> dict[str, Any]:
        """What was written, with what it is added by, by language, where that was asked."""
        told = dict(self.cleaned_data)
        if "added_under_kk" in self.fields:
            told["added_under"] = {lang: told.pop(f"added_under_{lang}", "") for lang in LANGUAGES}
        return told


class ItemForm(UnderFields):
    """A question of the agenda."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Item.Kind.choices)
    decision = TitledField(
        label=_("Draft decision"),
        queryset=no_rows(Decision),
        required=False,
        help_text=_("It brings its title; the vote on the item is then the vote on the draft."),
    )
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=TITLE_MOST, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=TITLE_MOST, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=TITLE_MOST, required=False)
    under = TitledField(label=_("Below the item"), queryset=no_rows(Item), required=False)
    about_mandate = DeputyField(
        label=_("Deputy whom it is about"),
        queryset=no_rows(Mandate),
        required=False,
        help_text=_("Of a censure"),
    )
    office = forms.ChoiceField(
        label=_("Who is elected"),
        choices=[("", "—"), *Item.Office.choices],
        required=False,
        help_text=_("Of an election; the rule of the vote follows from it."),
    )
    signatures = forms.IntegerField(
        label=_("How many deputies have signed"),
        min_value=1,
        max_value=500,
        required=False,
        help_text=_("Of no confidence in the akim (Law 148, art. 24)"),
    )
    minutes = forms.IntegerField(
        label=_("Time, in minutes"), min_value=1, max_value=MINUTES_MOST, required=False
    )
    is_closed_to_public = forms.BooleanField(
        label=_("It is considered behind closed doors"), required=False
    )
    field_order = (
        "kind",
        "decision",
        *(f"title_{lang}" for lang in LANGUAGES),
        "under",
        "about_mandate",
        "office",
        "signatures",
        "minutes",
        "is_closed_to_public",
    )

    def __init__(
        self, *args: Any, sitting: Sitting, item: Item | None = None, **kwargs: Any
    ) -> None:
        if item is not None:
            kwargs["initial"] = {
                name: getattr(item, name) for name in self.base_fields if hasattr(item, name)
            }
        super().__init__(*args, **kwargs)
        if item is not None or not is_added_now(sitting):
            self.drop_under()
        if item is not None:
            for name in ("decision", "under", "about_mandate", "signatures"):
                del self.fields[name]
            return
        drafts = Decision.objects.of(sitting.council).filter(_is_open())
        latest = drafts.order_by("-moved_on", "-pk")[:DRAFTS_MOST]
        # Nothing is chosen from a slice: what was chosen is looked for among all of them.
        offer_rows(self.fields["decision"], drafts if self.is_bound else latest)
        offer_rows(self.fields["under"], sitting.items.filter(parent=None).in_order())
        deputies = mandates_of(sitting.council_id, reader_language())
        offer_rows(self.fields["about_mandate"], deputies)

    def asked(self) -> dict[str, Any]:
        """What the acts take."""
        told = self.gathered()
        # What was filled in for another kind, and is not shown with this one, is not meant.
        for name, kind in OF_KIND.items():
            if name in told and told["kind"] != kind:
                told[name] = "" if name == "office" else None
        return {"titles": {lang: told.pop(f"title_{lang}") for lang in LANGUAGES}, **told}


class RapporteurForm(forms.Form):
    """Who reports on an item."""

    role = forms.ChoiceField(label=_("What it is"), choices=Rapporteur.Role.choices)
    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate), required=False)
    name = forms.CharField(label=_("Or who else, by name"), max_length=NAME_MOST, required=False)
    office_kk = forms.CharField(label=_("Office in Kazakh"), max_length=OFFICE_MOST, required=False)
    office_ru = forms.CharField(
        label=_("Office in Russian"), max_length=OFFICE_MOST, required=False
    )
    office_en = forms.CharField(
        label=_("Office in English"), max_length=OFFICE_MOST, required=False
    )

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self.fields["mandate"], mandates_of(sitting.council_id, reader_language()))

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        told = dict(self.cleaned_data)
        office = {lang: told.pop(f"office_{lang}") for lang in LANGUAGES}
        return {"office": office, **told}


class CandidateForm(forms.Form):
    """Who stands in an election: a deputy, or, where the office allows it, somebody by name."""

    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate), required=False)
    name_kk = forms.CharField(
        label=_("Or who else, the name in Kazakh"), max_length=CANDIDATE_MOST, required=False
    )
    name_ru = forms.CharField(
        label=_("The name in Russian"), max_length=CANDIDATE_MOST, required=False
    )
    name_en = forms.CharField(
        label=_("The name in English"), max_length=CANDIDATE_MOST, required=False
    )

    def __init__(self, *args: Any, item: Item, choices: Sequence[Mandate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Mandate.objects.filter(pk__in=[one.pk for one in choices]).select_related("person")
        offer_rows(self.fields["mandate"], rows.order_by(f"person__sort_{reader_language()}", "pk"))
        if item.office in OF_DEPUTIES:
            self.fields["mandate"].required = True
            for lang in LANGUAGES:
                del self.fields[f"name_{lang}"]

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        told = dict(self.cleaned_data)
        names = {lang: told.pop(f"name_{lang}", "") for lang in LANGUAGES}
        return {"names": names, **told}


class DocumentForm(forms.Form):
    """A paper for the sitting or for an item of it."""

    file = forms.FileField(label=_("File"))
    name = forms.CharField(label=_("Name of the paper"), max_length=NAME_MOST)
    item = TitledField(
        label=_("For the item"),
        queryset=no_rows(Item),
        required=False,
        empty_label=_("For the sitting as a whole"),
    )
    is_open = forms.BooleanField(label=_("Everyone may read it"), required=False, initial=True)

    def __init__(self, *args: Any, sitting: Sitting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self.fields["item"], sitting.items.in_order())


class DoorsForm(forms.Form):
    """On whose proposal the doors are to be closed for an item, and why."""

    proposed_by = forms.ChoiceField(label=_("Who proposes it"), choices=Motion.Proposer.choices)
    because = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("Everyone reads this: the reason and its article, no secret."),
    )


class MotionForm(forms.Form):
    """What is moved on an item."""

    kind = forms.ChoiceField(label=_("What is moved"), choices=Motion.Kind.choices[:3])
    text_kk = forms.CharField(
        label=_("Text in Kazakh"),
        max_length=TEXT_MOST,
        widget=forms.Textarea({"rows": 3, "lang": "kk"}),
        required=False,
        help_text=_("One language is enough; who leads the sitting completes the other."),
    )
    text_ru = forms.CharField(
        label=_("Text in Russian"),
        max_length=TEXT_MOST,
        widget=forms.Textarea({"rows": 3, "lang": "ru"}),
        required=False,
    )
    text_en = forms.CharField(
        label=_("Text in English"),
        max_length=TEXT_MOST,
        widget=forms.Textarea({"rows": 3, "lang": "en"}),
        required=False,
    )
    mover = DeputyField(label=_("Who moves it"), queryset=no_rows(Mandate), required=False)

    def __init__(self, *args: Any, item: Item, leads: bool, **kwargs: Any) -> None:
        if leads:
            words = {f"text_{lang}": getattr(item, f"title_{lang}") for lang in LANGUAGES}
            kwargs["initial"] = {"kind": Motion.Kind.MAIN, **words}
        super().__init__(*args, **kwargs)
        if not leads:
            # A deputy moves in the own name, and not the main motion.
            del self.fields["mover"]
            kind = self.fields["kind"]
            assert isinstance(kind, forms.ChoiceField)
            kind.choices, kind.initial = Motion.Kind.choices[:2], Motion.Kind.AMENDMENT
            return
        offer_rows(self.fields["mover"], mandates_of(item.sitting.council_id, reader_language()))

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        told = dict(self.cleaned_data)
        return {"texts": {lang: told.pop(f"text_{lang}") for lang in LANGUAGES}, **told}


class CompletingForm(forms.Form):
    """A motion in its other official language."""

    text = forms.CharField(max_length=TEXT_MOST, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, lacks: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["text"]
        field.label = _("Text in Kazakh") if lacks == "kk" else _("Text in Russian")
        field.widget.attrs["lang"] = lacks or "kk"


class TellersForm(forms.Form):
    """The two who count hands or papers."""

    first = DeputyField(label=_("First teller"), queryset=no_rows(Mandate))
    second = DeputyField(label=_("Second teller"), queryset=no_rows(Mandate))

    def __init__(
        self, *args: Any, mandates: Sequence[Mandate], chosen: Sequence[Person], **kwargs: Any
    ) -> None:
        persons = {one.person_id: one.pk for one in mandates}
        names = zip(("first", "second"), chosen, strict=False)
        kwargs["initial"] = {name: persons.get(person.pk) for name, person in names}
        super().__init__(*args, **kwargs)
        rows = Mandate.objects.filter(pk__in=persons.values()).select_related("person")
        for field in self.fields.values():
            offer_rows(field, rows.order_by(f"person__sort_{reader_language()}", "pk"))


class RecusalForm(forms.Form):
    """Who stands aside from an item, and why."""

    mandate = DeputyField(label=_("Deputy"), queryset=no_rows(Mandate))
    because = forms.CharField(label=_("Why the deputy takes no part"), max_length=REASON_MOST)

    def __init__(self, *args: Any, choices: list[Mandate], leads: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Mandate.objects.filter(pk__in=[one.pk for one in choices])
        offer_rows(self.fields["mandate"], rows.select_related("person"))
        if not leads:
            # A deputy stands aside alone: there is nobody to choose.
            self.fields["mandate"].widget = forms.HiddenInput()
            self.fields["mandate"].initial = choices[0].pk
            self.fields["because"].label = _("Why you take no part")


def _is_open() -> Any:
    condition, day = in_state(next(iter(OPEN)), today()), today()
    for state in OPEN:
        condition |= in_state(state, day)
    return condition
