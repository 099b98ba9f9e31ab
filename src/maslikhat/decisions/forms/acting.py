"""Forms of the acts on a decision, from the referral to the judgment; a file, a letter."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.forms.fields import CountField, PageField, WordsField
from maslikhat.decisions.models import Attachment, Decision, Letter, Outcome, Relation
from maslikhat.decisions.models.decisions import NUMBER_MOST, RULE_MOST
from maslikhat.decisions.movers import bodies_of
from maslikhat.decisions.results import Votes
from maslikhat.kit.days import ALMATY, today
from maslikhat.kit.languages import reader_language, said
from maslikhat.registry.forms.fields import ChosenField, DayField, NamedField, no_rows, offer_rows
from maslikhat.registry.models import Body, Commission
from maslikhat.voting.forms import RuleField
from maslikhat.voting.models import Ballot, Mode, VotingRule
from maslikhat.voting.tally import Base

A_WEEK = dt.timedelta(days=7)
# The exact number of days of a consultation is not in the portal's norms: the law's is to be looked
# up by who enters it; this is only where the form begins.
USUAL_CONSULTATION = dt.timedelta(days=21)


def _number(label: Any, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=NUMBER_MOST, **kwargs)


class WordsForm(forms.Form):
    """A form that marks its fields in one language, so that they are read aloud in it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name.endswith(("_kk", "_ru")):
                field.widget.attrs["lang"] = name[-2:]


class DecisionForm(WordsForm):
    """A form that knows its decision."""

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision = decision
        self.offer(decision)

    def offer(self, decision: Decision) -> None:
        """Fill the choices with what the decision and its council have."""

    def choices_of(self, name: str, rows: Any) -> None:
        """Let a field offer these rows."""
        offer_rows(self.fields[name], rows)


class NothingForm(DecisionForm):
    """An act that asks nothing."""


class ReferForm(DecisionForm):
    """To which commission, and by when."""

    commission = NamedField(label=_("Commission"), queryset=no_rows(Commission))
    sent_on = DayField(label=_("Day of the referral"), initial=today)
    due_on = DayField(label=_("Conclusion by"), initial=lambda: today() + A_WEEK)

    def offer(self, decision: Decision) -> None:
        been = decision.referrals.values("commission")
        rows = Commission.objects.on().filter(council=decision.council).exclude(pk__in=been)
        self.choices_of("commission", rows.order_by("kind", "pk"))


class ConcludeForm(WordsForm):
    """What a commission concludes."""

    outcome = forms.ChoiceField(
        label=_("Conclusion"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    number = _number(_("Number of the conclusion"), required=False)
    day = DayField(label=_("Day of the conclusion"), initial=today)
    words_kk = WordsField(label=_("Words of the conclusion in Kazakh"))
    words_ru = WordsField(label=_("Words of the conclusion in Russian"))


class MoneyForm(DecisionForm):
    """Whether a draft touches money."""

    touches_money = forms.TypedChoiceField(
        label=_("Does it cut revenue or raise spending?"),
        choices=[
            ("yes", _("It cuts revenue or raises spending")),
            ("no", _("It touches no money")),
        ],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )


class AkimForm(DecisionForm):
    """What the akim concludes."""

    is_positive = forms.TypedChoiceField(
        label=_("Conclusion"),
        choices=[("yes", _("Positive")), ("no", _("Negative"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    body = NamedField(label=_("Body"), queryset=no_rows(Body), required=False)
    number = _number(_("Number of the conclusion"), required=False)
    day = DayField(label=_("Day of the conclusion"), initial=today)
    words_kk = WordsField(label=_("Words of the conclusion in Kazakh"))
    words_ru = WordsField(label=_("Words of the conclusion in Russian"))

    def offer(self, decision: Decision) -> None:
        own = bodies_of(decision.council).filter(unit=decision.council.unit_id)
        self.choices_of("body", own.order_by(f"sort_{reader_language()}", "pk"))


class ConsultForm(DecisionForm):
    """How long everyone may say something, and on what basis."""

    from_day = DayField(label=_("First day"), initial=today, help_text=_("Not a coming day"))
    last_day = DayField(label=_("Last day"), initial=lambda: today() + USUAL_CONSULTATION)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=300,
        help_text=_("The article by which the draft is laid open, with the number of days"),
    )
    url = PageField(label=_("Page of the draft on the Open NPA portal"))


class TableForm(DecisionForm):
    """When a draft was put before the council."""

    day = DayField(label=_("Day"), initial=today)


class BallotField(ChosenField):
    """One of the closed ballots on the decision."""

    def label_from_instance(self, row: Any) -> str:
        return said(row, "sentence").text or said(row, "motion").text


class VoteForm(DecisionForm):
    """How the council votes on a draft, and by which rule."""

    mode = forms.ChoiceField(
        label=_("How votes are given"), choices=Mode.choices, widget=forms.RadioSelect
    )
    rule = RuleField()

    def offer(self, decision: Decision) -> None:
        rules = VotingRule.objects.on().of_body(decision.council).filter(base=Base.TOTAL)
        self.choices_of("rule", rules.in_order())


class ResultForm(DecisionForm):
    """How a tabled draft was voted: by a ballot, or in numbers off the minutes."""

    ballot = BallotField(
        label=_("Ballot"),
        queryset=no_rows(Ballot),
        required=False,
        help_text=_("Where there was none on the portal, write the numbers of the minutes below."),
    )
    cast_for = CountField(label=_("For"))
    against = CountField(label=_("Against"))
    abstained = CountField(label=_("Abstained"))

    def offer(self, decision: Decision) -> None:
        rows = Ballot.objects.closed().of_thing("decisions.decision", decision.pk)
        # The council's own: those of its commissions decide nothing.
        rows = rows.filter(commission=None, is_election=False).order_by("-closed_at", "-pk")
        self.choices_of("ballot", rows)
        latest = rows.first()
        if latest is not None and latest.closed_at is not None:
            # Voted on here: nothing of it is typed again.
            day = latest.closed_at.astimezone(ALMATY).date()
            self.initial = {"ballot": latest.pk, "day": day, **self.initial}

    def result(self) -> dict[str, Any]:
        """The ballot, or the numbers where all three are there."""
        numbers = [self.cleaned_data.pop(name) for name in ("cast_for", "against", "abstained")]
        votes = None if None in numbers else Votes(*numbers)
        return {**self.cleaned_data, "votes": votes}

    def clean(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().clean() or {}
        numbers = [fields.get(name) for name in ("cast_for", "against", "abstained")]
        if None in numbers and any(number is not None for number in numbers):
            self.add_error("cast_for", _("Write all three numbers, or none."))
        return fields


class AdoptForm(ResultForm):
    """The number and the day of an adopted decision."""

    number = _number(_("Number"), help_text=_("As it stands on the paper: 8С-54-1, 51/272-VIII"))
    day = DayField(label=_("Day of the adoption"), initial=today)
    field_order = ("number", "day")

    def offer(self, decision: Decision) -> None:
        super().offer(decision)
        numbered = Decision.objects.filter(council=decision.council).exclude(number="")
        last = numbered.order_by("-adopted_on", "-pk").values_list("number", flat=True).first()
        if last:
            help_text = _("As it stands on the paper. The last number here: %(number)s")
            self.fields["number"].help_text = help_text % {"number": last}


class RejectForm(ResultForm):
    """The day on which a draft was not adopted."""

    day = DayField(label=_("Day"), initial=today)
    field_order = ("day",)


class RegisterForm(DecisionForm):
    """The State registration."""

    number = _number(_("Number of the registration"))
    day = DayField(label=_("Day of the registration"), initial=today)


class ForceForm(DecisionForm):
    """From when a decision is in force, and until when."""

    rule_kk = forms.CharField(
        label=_("Rule in Kazakh"), max_length=RULE_MOST, required=False,
        help_text=_("As the decision says it, such as: after the day of its first publication"),
    )  # fmt: skip
    rule_ru = forms.CharField(label=_("Rule in Russian"), max_length=RULE_MOST, required=False)
    from_day = DayField(label=_("First day in force"), required=False)
    last_day = DayField(label=_("Last day in force"), required=False)


class RelateForm(DecisionForm):
    """What a decision does to another."""

    kind = forms.ChoiceField(label=_("What it does"), choices=Relation.Kind.choices)
    target = forms.CharField(
        label=_("The other decision"),
        max_length=300,
        help_text=_("Its number on the portal, or the address of its page"),
    )
    points = forms.CharField(
        label=_("Points"),
        max_length=200,
        required=False,
        help_text=_("Which points it concerns; empty: the whole decision"),
    )
    day = DayField(label=_("From the day"), required=False)


class RepealForm(DecisionForm):
    """A judgment that ends a decision."""

    day = DayField(label=_("From the day"), initial=today)
    basis_kk = forms.CharField(label=_("Judgment in Kazakh"), max_length=RULE_MOST)
    basis_ru = forms.CharField(label=_("Judgment in Russian"), max_length=RULE_MOST)


class AttachForm(DecisionForm):
    """A paper of a decision."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, DOCX, XLSX or a picture, to 20 MB"))
    name = forms.CharField(label=_("Name"), max_length=150)
    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[one for one in Attachment.Kind.choices if one[0] != Attachment.Kind.SCAN],
    )
    is_open = forms.BooleanField(
        label=_("Everyone may read it"),
        required=False,
        help_text=_("Only what has no personal data in it."),
    )


class ScanForm(DecisionForm):
    """The scan of the signed paper."""

    file = forms.FileField(label=_("Scan"), help_text=_("PDF or a picture, to 20 MB"))
    name = forms.CharField(label=_("Name"), max_length=150, initial=_("Signed original"))
    is_open = forms.BooleanField(
        label=_("Everyone may read it"),
        required=False,
        help_text=_("Only what has no personal data in it."),
    )


class LetterForm(DecisionForm):
    """A letter in or out."""

    direction = forms.ChoiceField(label=_("Direction"), choices=Letter.Direction.choices)
    party = forms.CharField(label=_("From whom, or to whom"), max_length=300)
    about = forms.CharField(label=_("What about"), max_length=300, required=False)
    own_number = _number(_("Our number"))
    own_day = DayField(label=_("Our day"), initial=today)
    their_number = _number(_("Their number"), required=False)
    their_day = DayField(label=_("Their day"), required=False)
    attachment = forms.ModelChoiceField(
        label=_("File"), queryset=no_rows(Attachment), empty_label="—", required=False
    )
    is_open = forms.BooleanField(
        label=_("Everyone may see this line"),
        required=False,
        help_text=_("Not where it names a citizen."),
    )

    def offer(self, decision: Decision) -> None:
        self.choices_of("attachment", decision.attachments.order_by("pk"))


class ExplainForm(forms.Form):
    """Why a difference of the two texts is right."""

    fingerprint = forms.CharField(max_length=64, widget=forms.HiddenInput)
    explanation = forms.CharField(label=_("Why it is right as it is"), max_length=500)
