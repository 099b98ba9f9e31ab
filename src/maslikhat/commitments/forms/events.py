"""The forms of an event that recommends: what is said of it, and what it recommended."""

import datetime as dt
import uuid
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.addressees import bodies_of
from maslikhat.commitments.clocks import clock_of, recommended
from maslikhat.commitments.forms.steps import WordsField
from maslikhat.commitments.guards import set_day
from maslikhat.commitments.models import Event
from maslikhat.commitments.models.commitments import NUMBER_MOST, TITLE_MOST, Kind
from maslikhat.commitments.models.events import EVENTS, ORGANISER_MOST
from maslikhat.decisions.guards import past_day
from maslikhat.dialogue.models.posts import Language
from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import LANGUAGES, reader_language, said
from maslikhat.kit.refusals import Refused
from maslikhat.norms.calendar import Calendar
from maslikhat.places.models import Unit
from maslikhat.registry.forms.fields import DayField, NamedField, no_rows, offer_rows
from maslikhat.registry.models import Body, Commission, Council
from maslikhat.rubrics.models import Rubric

# What stays once bodies were asked.
FIXED = ("kind", "held_on", "language")
# So many rows has the table; for more it is opened again.
ROWS = 10
# Added to the number of the letters, so that each has its own.
OUT_NUMBER_MOST = NUMBER_MOST - 4


class EventForm(forms.Form):
    """What is said of an event; of one that is entered already its organiser stays, and once
    bodies were asked (`is_asked`) all from which their clock follows."""

    kind = forms.ChoiceField(
        label=_("What was held"), choices=[(one.value, one.label) for one in EVENTS]
    )
    title_kk = forms.CharField(label=_("Title in Kazakh"), max_length=TITLE_MOST, required=False)
    title_ru = forms.CharField(label=_("Title in Russian"), max_length=TITLE_MOST, required=False)
    title_en = forms.CharField(label=_("Title in English"), max_length=TITLE_MOST, required=False)
    held_on = DayField(label=_("Day"))
    place = NamedField(label=_("Where it was held"), queryset=no_rows(Unit))
    commission = NamedField(
        label=_("Commission that held it"),
        queryset=no_rows(Commission),
        required=False,
        empty_label=_("None: the maslikhat itself, or who is named below"),
    )
    organiser = forms.CharField(
        label=_("Another organiser, in words"), max_length=ORGANISER_MOST, required=False
    )
    language = forms.ChoiceField(
        label=_("Language of the minutes and of the letters"), choices=Language.choices
    )
    rubric = NamedField(label=_("Subject"), queryset=no_rows(Rubric), required=False)
    file = forms.FileField(
        label=_("Minutes or resolution"),
        required=False,
        help_text=_("PDF, picture, DOCX or XLSX, at most 20 MB; everyone has it."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        council: Council,
        event: Event | None = None,
        is_asked: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        lang = reader_language()
        for one in LANGUAGES:
            self.fields[f"title_{one}"].widget.attrs["lang"] = one
        offer_rows(self.fields["place"], _places(council).in_order(lang))
        offer_rows(self.fields["rubric"], Rubric.objects.in_order())
        if event is None:
            self.initial.setdefault("key", uuid.uuid4())
            self.initial.setdefault("language", lang)
            self.initial.setdefault("kind", "conference")
            own = Commission.objects.on().filter(council=council).order_by("kind", "pk")
            offer_rows(self.fields["commission"], own)
            return
        for name in FIXED if is_asked else ():
            self.fields[name].disabled = True
        del self.fields["commission"], self.fields["key"]
        if event.commission_id is not None:
            del self.fields["organiser"]


def _places(council: Council) -> Any:
    """Of a region or a place in one: the region and all under it; else the regions."""
    unit = council.unit
    if unit is None:
        return Unit.objects.shown().regional()
    region = unit if unit.is_regional else unit.parent or unit
    return Unit.objects.within(region) | Unit.objects.on(today()).filter(pk=region.pk)


class Line(NamedTuple):
    """A row of the table that was filled in."""

    number: int
    text: str
    addressee: Body
    due_on: dt.date | None
    # The number of the letters and its own behind, "" where they have none.
    out_number: str


class RecommendForm(forms.Form):
    """A table: what is recommended, to whom, by which day; empty rows say nothing."""

    out_number = forms.CharField(
        label=_("Outgoing number"),
        required=False,
        max_length=OUT_NUMBER_MOST,
        help_text=_("Each body's letter bears it with a number of its own behind."),
    )
    sent_on = DayField(
        label=_("Day of the letters"),
        required=False,
        help_text=_("Empty is today. Of an earlier day they need their number."),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        self.initial.setdefault("key", uuid.uuid4())
        lang = reader_language()
        rows = bodies_of(event.council).select_related("unit").order_by(f"sort_{lang}", "pk")
        self.bodies = {str(body.pk): body for body in rows}
        named = [("", "—"), *((number, _named(body)) for number, body in self.bodies.items())]
        first, last = recommended(today(), Calendar())
        # Of a public council the law counts the day itself.
        self.sets_day = clock_of(Kind.RECOMMENDATION, event.kind) is None
        self.bounds = gettext(
            "The law sets no day for such a recommendation. The portal asks for one between ten"
            " working days and a month after the letter, as the law on public councils has it: for"
            " today's letter between %(first)s and %(last)s."
        ) % {"first": words.day(first), "last": words.day(last)}
        for number in range(1, ROWS + 1):
            told = {"number": number}
            self.fields[f"text_{number}"] = WordsField(
                label=gettext("Recommendation %(number)s") % told, rows=3, required=False
            )
            self.fields[f"addressee_{number}"] = forms.ChoiceField(
                label=gettext("To which body, %(number)s") % told, choices=named, required=False
            )
            if self.sets_day:
                self.fields[f"due_on_{number}"] = DayField(
                    label=gettext("By which day, %(number)s") % told, required=False, initial=first
                )
        for field in self.fields.values():
            if isinstance(field, WordsField):
                field.widget.attrs["lang"] = event.language

    @property
    def table(self) -> list[tuple[int, Any, Any, Any]]:
        """The rows as they are shown: number, text, body, day."""
        return [
            (
                number,
                self[f"text_{number}"],
                self[f"addressee_{number}"],
                self[f"due_on_{number}"] if self.sets_day else None,
            )
            for number in range(1, ROWS + 1)
        ]

    def clean_sent_on(self) -> dt.date | None:
        """A day on which letters of this event can be, if one is told."""
        day: dt.date | None = self.cleaned_data["sent_on"]
        try:
            return day and past_day(day, self.event.held_on)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        """Each row is whole, and its day one that the act takes."""
        told = super().clean() or {}
        filled = [number for number in range(1, ROWS + 1) if self._is_filled(number)]
        if not filled:
            raise forms.ValidationError(_("Write at least one recommendation, and to which body."))
        for number in filled:
            if not told.get(f"text_{number}", "").strip():
                self.add_error(f"text_{number}", _("Write what is recommended."))
            if not told.get(f"addressee_{number}"):
                self.add_error(f"addressee_{number}", _("Choose the body."))
            if self.sets_day and f"due_on_{number}" not in self.errors:
                self._check_day(number, told)
        return told

    def _is_filled(self, number: int) -> bool:
        told = self.cleaned_data
        return bool(told.get(f"text_{number}", "").strip() or told.get(f"addressee_{number}"))

    def _check_day(self, number: int, told: dict[str, Any]) -> None:
        sent = told.get("sent_on") or today()
        try:
            set_day(Kind.RECOMMENDATION, told.get(f"due_on_{number}"), sent)
        except Refused as refusal:
            self.add_error(f"due_on_{number}", str(refusal))

    def lines(self) -> list[Line]:
        """The rows that were filled in."""
        told, number = self.cleaned_data, self.cleaned_data["out_number"]
        filled = [row for row in range(1, ROWS + 1) if self._is_filled(row)]
        return [
            Line(
                row,
                told[f"text_{row}"],
                self.bodies[told[f"addressee_{row}"]],
                told.get(f"due_on_{row}"),
                f"{number}/{place}" if number else "",
            )
            for place, row in enumerate(filled, self.event.recommendations.count() + 1)
        ]


def _named(body: Body) -> str:
    place, name = said(body.unit, "name").text if body.unit else "", said(body, "name").text
    return f"{name} · {place}" if place and place not in name else name
