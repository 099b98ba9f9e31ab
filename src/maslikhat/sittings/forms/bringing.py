"""Forms by which a sitting is entered from its papers: the sitting itself, then each item."""

import datetime as dt
import re
import uuid
from collections.abc import Sequence
from typing import Any, Never

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.days import ALMATY
from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.registry.forms.fields import (
    DayField,
    DeputiesField,
    DeputyField,
    no_rows,
    offer_rows,
)
from maslikhat.registry.models import Commission, Council, Mandate
from maslikhat.sittings.actions.bringing import Spoken, Voted
from maslikhat.sittings.forms.planning import MomentField, SessionForm, SittingForm
from maslikhat.sittings.models import Item, Sitting, SpeechKind
from maslikhat.sittings.models.sessions import NUMBER_MOST
from maslikhat.voting.forms import MOST_COUNTED
from maslikhat.voting.models import Mode, Option

AGENDA_LETTERS, SPOKEN_LETTERS, MOTION_LETTERS = 40_000, 20_000, 2_000
# "10:05-10:20 Name": from when until when somebody spoke, and who.
_SPOKE = re.compile(r"(\d{1,2}[:.]\d{2})\s*[-–—]\s*(\d{1,2}[:.]\d{2})\s+(\S.*)")
# Between the languages of a title; the stroke in the number of a decision, "34/215", has no spaces.
_STROKE = re.compile(r"(?:^|\s+)/\s*|/(?:\s+|$)")
# What becomes of an item without a vote.
UNVOTED = ("noted", "heard", "sent_back", "postponed", "withdrawn")


class BringForm(SittingForm, SessionForm):
    """A sitting that was held: of which session or commission, when and where, its agenda."""

    broadcast = None  # type: ignore[assignment]
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4, required=False)
    ends_at = MomentField(label=_("Ends"))
    commission = forms.ChoiceField(label=_("Whose sitting"), required=False)
    number = forms.CharField(
        label=_("Number of the session"),
        max_length=NUMBER_MOST,
        required=False,
        help_text=_("A further sitting of a session bears the number that it has on the portal."),
    )
    convened_on = DayField(label=_("Day of the notice"))
    although = forms.CharField(
        label=_("Why it was held though the law asks for more days"), max_length=500, required=False
    )
    agenda = forms.CharField(
        label=_("Agenda"),
        max_length=AGENDA_LETTERS,
        help_text=_("One question on each line, in Kazakh, then after “ / ” in Russian."),
        widget=forms.Textarea({"rows": 8}),
    )
    field_order = ("commission", "kind", "number", "starts_at", "ends_at", "convened_on", "agenda")

    def __init__(self, *args: Any, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Commission.objects.on().filter(council=council).order_by("pk")
        self.commissions = {str(one.pk): one for one in bodies}
        field = self.fields["commission"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("The maslikhat: a session")),
            *((pk, said(one, "name").text) for pk, one in self.commissions.items()),
        ]
        self.fields["kind"].required = False

    def asked(self) -> dict[str, Any]:
        """What the act takes besides the council."""
        told = super().asked()
        commission = self.commissions.get(told.pop("commission"))
        names = ("kind", "number", "proposed_by", "decided_on", "registered_on")
        session = {name: told.pop(name) for name in names}
        agenda = [_titles(line) for line in told.pop("agenda").splitlines() if line.strip()]
        return {
            **told,
            "agenda": agenda,
            "commission": commission,
            "session": None if commission else session,
        }


class SpokenField(forms.CharField):
    """Who spoke, from when until when: one on each line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            max_length=SPOKEN_LETTERS,
            required=False,
            widget=forms.Textarea({"rows": 3}),
            help_text=_("One on each line, as in “10:05-10:20 Name”; of a guest with the office."),
            **kwargs,
        )


class BringItemForm(forms.Form):
    """What an item came to: when, who spoke, the vote counted by two, the result."""

    called_at = forms.TimeField(label=_("Taken up at"), widget=forms.TimeInput({"type": "time"}))
    done_at = forms.TimeField(label=_("Finished at"), widget=forms.TimeInput({"type": "time"}))
    reported = SpokenField(label=_("Who reported"))
    debated = SpokenField(label=_("Who spoke in the debate"))
    mode = forms.ChoiceField(
        label=_("Was it voted on"),
        required=False,
        choices=[
            ("", _("No")),
            (Mode.HAND.value, Mode.HAND.label),
            (Mode.PAPER.value, Mode.PAPER.label),
        ],
        help_text=_("A vote by name is entered by its numbers; the names stay on paper."),
    )
    text_kk = forms.CharField(
        label=_("Text in Kazakh"), max_length=MOTION_LETTERS, required=False,
        widget=forms.Textarea({"rows": 3, "lang": "kk"}),
    )  # fmt: skip
    text_ru = forms.CharField(
        label=_("Text in Russian"), max_length=MOTION_LETTERS, required=False,
        widget=forms.Textarea({"rows": 3, "lang": "ru"}),
    )  # fmt: skip
    chair = forms.ChoiceField(
        label=_("If votes were equal: how the chair voted"),
        choices=[("", "—"), ("for", _("For")), ("against", _("Against"))],
        required=False,
    )
    first = DeputyField(label=_("First teller"), queryset=no_rows(Mandate), required=False)
    second = DeputyField(label=_("Second teller"), queryset=no_rows(Mandate), required=False)
    took = DeputiesField(
        label=_("Who took a ballot paper"),
        queryset=no_rows(Mandate),
        required=False,
        help_text=_(
            "Of a vote on paper, by the list on which they signed. Leave it empty where the papers"
            " of the sitting have none."
        ),
    )
    outcome = forms.ChoiceField(
        label=_("What became of the item"),
        required=False,
        help_text=_("Of what was voted on the result follows from the numbers."),
    )

    def __init__(
        self,
        *args: Any,
        item: Item,
        there: Sequence[Mandate],
        tellers: Sequence[int],
        **kwargs: Any,
    ) -> None:
        told = dict(zip(("first", "second"), tellers, strict=False))
        words = {f"text_{lang}": getattr(item, f"title_{lang}") for lang in ("kk", "ru")}
        kwargs["initial"] = {"called_at": _next_clock(item.sitting), **words, **told}
        super().__init__(*args, **kwargs)
        self.item, self.there = item, there
        rows = Mandate.objects.filter(pk__in=[one.pk for one in there])
        for name in ("first", "second", "took"):
            offer_rows(self.fields[name], rows.select_related("person").order_by("pk"))
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [("", "—"), *((one, Item.Outcome(one).label) for one in UNVOTED)]
        self.numbers = self._counted(item)
        order = ["called_at", "done_at", "reported", "debated", "mode", "text_kk", "text_ru"]
        of_papers = ["spoiled", "given", "took"]
        self.order_fields(
            [*order, *self.numbers, *of_papers, "chair", "first", "second", "outcome"]
        )

    def _counted(self, item: Item) -> list[str]:
        """The fields of what was counted, in the order of the choices."""
        labels: list[Any] = [
            Option.Kind.FOR.label,
            Option.Kind.AGAINST.label,
            Option.Kind.ABSTAIN.label,
        ]
        if item.is_election:
            named = item.candidates.select_related("mandate__person")
            labels = [*(one.called().text for one in named), _("Against all candidates")]
            del self.fields["chair"]
        names = [f"option_{place}" for place in range(1, len(labels) + 1)]
        of_papers: list[Any] = [_("Spoiled papers"), _("Papers given out")]
        for name, label in zip([*names, "spoiled", "given"], [*labels, *of_papers], strict=True):
            self.fields[name] = forms.IntegerField(
                label=label, min_value=0, max_value=MOST_COUNTED, required=False,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )  # fmt: skip
        self.fields["given"].help_text = _("Of a vote on paper, where the minutes say how many.")
        return names

    def clean_reported(self) -> list[Spoken]:
        return self._spoken("reported", SpeechKind.REPORT)

    def clean_debated(self) -> list[Spoken]:
        return self._spoken("debated", SpeechKind.DEBATE)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("mode"):
            missing = [name for name in ("first", "second") if not told.get(name)]
            if missing:
                self.add_error(missing[0], _("Choose the two who counted."))
            if told.get("took") and told["mode"] != Mode.PAPER:
                self.add_error("took", _("Only papers are given out, not hands."))
        elif not told.get("outcome"):
            self.add_error("outcome", _("Say what became of the item."))
        return told

    def _spoken(self, field: str, kind: str) -> list[Spoken]:
        lines = [one.strip() for one in self.cleaned_data[field].splitlines()]
        return [self._speech(line, kind) for line in lines if line]

    def _speech(self, line: str, kind: str) -> Spoken:
        found = _SPOKE.fullmatch(line)
        if found is None:
            _misread(line)
        begun, ended, name = found.groups()
        deputies = [one for one in self.there if name.casefold() in _names_of(one)]
        speaker = deputies[0] if len(deputies) == 1 else name
        return Spoken(kind, speaker, self._at(begun, line), self._at(ended, line))

    def _at(self, clock: str, line: str) -> dt.datetime:
        try:
            hour, minute = map(int, re.split("[:.]", clock))
            return self.moment(dt.time(hour, minute))
        except ValueError:
            _misread(line)

    def moment(self, time: dt.time) -> dt.datetime:
        """A time of the day on which the sitting began; after midnight of the next."""
        moment = dt.datetime.combine(self.item.sitting.day, time, tzinfo=ALMATY)
        is_next = moment < self.item.sitting.starts_at
        return moment + dt.timedelta(days=1) if is_next else moment

    def asked(self) -> dict[str, Any]:
        """What the act takes."""
        told = self.cleaned_data
        return {
            "called_at": self.moment(told["called_at"]),
            "done_at": self.moment(told["done_at"]),
            "outcome": told["outcome"],
            "spoken": [*told["reported"], *told["debated"]],
            "voted": self._voted() if told["mode"] else None,
        }

    def _voted(self) -> Voted:
        told = self.cleaned_data
        return Voted(
            mode=told["mode"],
            texts={lang: told.get(f"text_{lang}", "") for lang in LANGUAGES},
            tellers=[told["first"].person, told["second"].person],
            numbers=[told[name] or 0 for name in self.numbers],
            spoiled=told["spoiled"] or 0,
            given=told["given"],
            took=[one.person for one in told["took"]],
            chair_is_for={"for": True, "against": False}.get(told.get("chair", "")),
        )


def _titles(line: str) -> dict[str, str]:
    """ "Kazakh / Russian": the title of a question in each, or in Kazakh alone."""
    kk, *ru = _STROKE.split(line.strip(), maxsplit=1)
    return {"kk": kk, "ru": "".join(ru)}


def _names_of(mandate: Mandate) -> set[str]:
    person = mandate.person
    told = (person.full_name, person.short_name)
    return {name(lang).casefold() for name in told for lang in LANGUAGES}


def _next_clock(sitting: Sitting) -> str:
    """When the item before this one was finished; for the first when the sitting began."""
    last = sitting.items.aggregate(last=Max("done_at"))["last"] or sitting.starts_at
    return f"{last.astimezone(ALMATY):%H:%M}"


def _misread(line: str) -> Never:
    raise forms.ValidationError(
        _("“%(line)s” is not read. Write it as “10:05-10:20 Name”.") % {"line": line[:80]}
    )
