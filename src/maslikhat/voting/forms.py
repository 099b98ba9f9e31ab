"""The forms of votes: a question, a count, a reason, the regulations."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.registry.forms.fields import offer_rows
from maslikhat.registry.models import Commission, Council
from maslikhat.voting.models import Mode, VotingRule
from maslikhat.voting.texts import LONGEST_MOTION

MOST_COUNTED = 999


class RuleField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the rules: several ask for the same share, so what each is used for stands beside."""

    def __init__(self) -> None:
        rules = VotingRule.objects.none()
        super().__init__(rules, label=_("How it is decided"), empty_label=None)

    def label_from_instance(self, row: Any) -> str:
        return f"{said(row, 'name').text} — {said(row, 'used_for').text}"


class PrepareForm(forms.Form):
    """The question in three languages, who decides it, how, and by which rule."""

    use_required_attribute = True
    body = forms.ChoiceField(label=_("Who votes"))
    motion_kk = forms.CharField(label=_("Question in Kazakh"), max_length=LONGEST_MOTION)
    motion_ru = forms.CharField(label=_("Question in Russian"), max_length=LONGEST_MOTION)
    motion_en = forms.CharField(
        label=_("Question in English"), max_length=LONGEST_MOTION, required=False
    )
    mode = forms.ChoiceField(
        label=_("How votes are given"), choices=Mode.choices, widget=forms.RadioSelect
    )
    rule = RuleField()
    candidates = forms.CharField(
        label=_("Candidates"),
        help_text=_(
            "Only for an election: one on each line. Without candidates deputies vote for, against "
            "or abstain. Where the Russian name differs write it after “/”."
        ),
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    is_closed_sitting = forms.BooleanField(
        label=_("The sitting is closed: only the deputies, chair and clerk see this vote"),
        required=False,
    )

    def __init__(self, *args: Any, bodies: Sequence[Council | Commission], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {_name_of(body): body for body in bodies}
        choices = [(name, said(body, "name").text) for name, body in self.bodies.items()]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]
        for lang in LANGUAGES:
            self.fields[f"motion_{lang}"].widget = forms.Textarea(
                {"rows": 3, "maxlength": LONGEST_MOTION, "lang": lang}
            )
        levels = {_council_of(body).is_national for body in bodies}
        rules = VotingRule.objects.on().filter(is_for_national__in=levels)
        offer_rows(self.fields["rule"], rules.in_order())

    def asked(self) -> dict[str, Any]:
        """What the act takes besides the council."""
        told = self.cleaned_data
        body = self.bodies[told["body"]]
        return {
            "commission": body if isinstance(body, Commission) else None,
            "motion": {lang: told[f"motion_{lang}"] for lang in LANGUAGES},
            "mode": told["mode"],
            "rule": told["rule"],
            "candidates": [
                _candidate(line) for line in told["candidates"].splitlines() if line.strip()
            ],
            "is_public": not told["is_closed_sitting"],
        }

    def council(self) -> Council:
        """The council that votes, or whose commission does."""
        return _council_of(self.bodies[self.cleaned_data["body"]])


class CountForm(forms.Form):
    """What a teller has counted: a number for each choice, spoiled papers, those given out."""

    use_required_attribute = True

    def __init__(self, *args: Any, names: Sequence[str], with_papers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [f"option_{place}" for place in range(1, len(names) + 1)]
        for field, name in zip(self.places, names, strict=True):
            self.fields[field] = _number(name)
        if with_papers:
            self.fields["spoiled"] = _number(_("Spoiled papers"))
            self.fields["given"] = _number(_("Papers given out"))

    def numbers(self) -> list[int]:
        """The numbers in the order of the choices."""
        return [self.cleaned_data[field] for field in self.places]


class RegulationsForm(forms.Form):
    """What the regulations of a council say of its votes."""

    use_required_attribute = True
    counts_vacancies = forms.TypedChoiceField(
        label=_("The total number of deputies"),
        choices=[
            ("yes", _("is the number of seats, empty ones included")),
            ("no", _("is the number of deputies who hold a mandate")),
        ],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    may_change = forms.TypedChoiceField(
        label=_("An open vote"),
        choices=[
            ("yes", _("may be changed until voting is closed; the last one counts")),
            ("no", _("is final")),
        ],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    basis = forms.CharField(
        label=_("Article of the regulations"),
        help_text=_("As the regulations number it, such as “paragraph 45 of the Regulations”."),
        max_length=255,
    )


def _number(label: Any) -> forms.IntegerField:
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=MOST_COUNTED, widget=widget)


def _council_of(body: Council | Commission) -> Council:
    return body.council if isinstance(body, Commission) else body


def _name_of(body: Council | Commission) -> str:
    return f"{'commission' if isinstance(body, Commission) else 'council'}-{body.pk}"


def _candidate(line: str) -> dict[str, str]:
    """ "Асанов Асан / Асанов Асан": Kazakh before the stroke, Russian after it, or one for both."""
    kk, stroke, ru = (part.strip() for part in line.partition("/"))
    return {"kk": kk, "ru": ru if stroke else kk, "en": ""}
