"""The form by which a body is asked."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.addressees import bodies_of, inquired
from maslikhat.commitments.clocks import clock_of, recommended
from maslikhat.commitments.course import Kind as CourseKind
from maslikhat.commitments.forms.letters import LetterForm
from maslikhat.commitments.models import Author, Source
from maslikhat.commitments.models.commitments import (
    LINE_MOST,
    NUMBER_MOST,
    TITLE_MOST,
    Kind,
)
from maslikhat.commitments.permissions import OF_DEPUTIES, may_send
from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import reader_language, said
from maslikhat.norms.calendar import Calendar
from maslikhat.places.models import Unit
from maslikhat.registry.forms.fields import (
    DayField,
    NamedField,
    NamedManyField,
    mandates_of,
    no_rows,
    offer_rows,
)
from maslikhat.registry.models import Body, Commission, Council, Mandate
from maslikhat.registry.standing import Visitor
from maslikhat.rubrics.models import Rubric

# Where a matter of each kind can have been raised.
SOURCES: dict[str, tuple[Source, ...]] = {
    Kind.INQUIRY: (Source.OWN, Source.DIALOGUE, Source.SESSION, Source.VOTERS),
    Kind.RECOMMENDATION: (
        Source.OWN,
        Source.SESSION,
        Source.COMMISSION,
        Source.HEARING,
        Source.CONFERENCE,
        Source.ROUND_TABLE,
        Source.PUBLIC_COUNCIL,
        Source.ASSEMBLY,
        Source.REVISION,
        Source.DIALOGUE,
    ),
    Kind.TASK: (Source.DECISION,),
    Kind.MANDATE: (Source.VOTERS,),
    Kind.APPEAL: (Source.APPEAL,),
}


class BodyField(NamedField):
    """A body, with the place it is of."""

    def label_from_instance(self, row: Any) -> str:
        place = said(row.unit, "name").text if row.unit else ""
        name = said(row, "name").text
        return f"{name} · {place}" if place and place not in name else name


class SendForm(LetterForm):
    """What is asked, of whom, in whose name, by when."""

    field_order = ("author", "addressee")

    author = forms.ChoiceField(label=_("In whose name"))
    addressee = BodyField(label=_("To which body"), queryset=no_rows(Body))
    result = forms.CharField(
        label=_("By what it will be seen that it is done"), required=False, max_length=LINE_MOST
    )
    due_on = DayField(label=_("By which day"))
    basis = forms.CharField(label=_("Legal basis"), required=False, max_length=LINE_MOST)
    source = forms.ChoiceField(label=_("Where it was raised"))
    occasion = forms.CharField(
        label=_("Name of the event, when it has one"),
        required=False,
        max_length=TITLE_MOST,
        help_text=_("Where the event has a page here, recommend on that page."),
    )
    point = forms.CharField(
        label=_("Point of the decision"), required=False, max_length=NUMBER_MOST
    )
    executors = NamedManyField(label=_("Together with"), queryset=no_rows(Body), required=False)
    rubric = NamedField(label=_("Subject"), queryset=no_rows(Rubric), required=False)
    place = NamedField(
        label=_("Place, where it is not all of the maslikhat's"),
        queryset=no_rows(Unit),
        required=False,
    )
    out_number = forms.CharField(label=_("Outgoing number"), required=False, max_length=NUMBER_MOST)
    sent_on = DayField(
        label=_("Day of the letter"),
        required=False,
        help_text=_("Empty is today. Of an earlier day it needs its number, or the scan."),
    )
    file = forms.FileField(
        label=_("A file: the letter as it was signed, or what belongs to it"),
        required=False,
        help_text=_("PDF, picture, DOCX or XLSX, at most 20 MB; everyone has it."),
    )

    def __init__(
        self, *args: Any, council: Council, kind: str, user: Visitor, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        lang = reader_language()
        self.kind, self.rows = kind, dict[str, Mandate | Commission | None]()
        _choices(self.fields["author"], self._authors(council, user, lang))
        bodies = bodies_of(council).select_related("unit")
        if kind == Kind.INQUIRY:
            bodies = bodies.filter(pk__in=inquired(council).values("pk"))
        offer_rows(self.fields["addressee"], bodies.order_by(f"sort_{lang}", "pk"))
        if kind in {Kind.RECOMMENDATION, Kind.TASK}:
            offer_rows(self.fields["executors"], bodies.filter(unit=council.unit).order_by("pk"))
        else:
            del self.fields["executors"]
        offer_rows(self.fields["rubric"], Rubric.objects.in_order())
        within = Unit.objects.within(council.unit) if council.unit else Unit.objects.none()
        offer_rows(self.fields["place"], within.in_order(lang))
        sources = SOURCES[kind]
        _choices(self.fields["source"], [(one.value, one.label) for one in sources])
        if len(sources) == 1:
            self.fields["source"].initial = sources[0].value
            self.fields["source"].widget = forms.HiddenInput()
        if kind != Kind.TASK:
            del self.fields["point"]
        if clock_of(kind, "") is not None:
            # The law counts the day itself.
            del self.fields["due_on"]
        elif kind == Kind.RECOMMENDATION:
            _bound(self.fields["due_on"], *recommended(today(), Calendar()))
        if CourseKind(kind) in OF_DEPUTIES and kind != Kind.MANDATE:
            del self.fields["occasion"]

    def _authors(self, council: Council, user: Visitor, lang: str) -> list[tuple[str, str]]:
        """In whose name this reader may send this kind; the value is kind and number."""
        candidates: list[tuple[Author, Mandate | Commission | None]] = [
            *((Author.DEPUTY, row) for row in mandates_of(council.pk, lang)),
            *(
                (Author.COMMISSION, row)
                for row in Commission.objects.on().filter(council=council).order_by("kind", "pk")
            ),
            (Author.COUNCIL, None),
        ]
        found = []
        for author, row in candidates:
            if may_send(user, council, self.kind, author, row):
                value = f"{author.value}:{row.pk if row else ''}"
                self.rows[value] = row
                found.append((value, _named(author, row)))
        return found

    def in_whose_name(self) -> tuple[str, Mandate | Commission | None]:
        """Who asks: the kind of author, and the row where there is one."""
        value = self.cleaned_data["author"]
        return value.partition(":")[0], self.rows[value]


def _named(author: Author, row: Mandate | Commission | None) -> str:
    if isinstance(row, Mandate):
        return str(row.person.full_name())
    return said(row, "name").text if row is not None else str(author.label)


def _bound(field: forms.Field, first: dt.date, last: dt.date) -> None:
    """The day of a recommendation: the first that is allowed unless another is chosen."""
    field.initial = first
    field.help_text = _(
        "Only for a recommendation of a public council does the law set a day: a month. For any"
        " other the portal asks for one between ten working days and a month after the letter, as"
        " the law on public councils has it: for today's letter between %(first)s and %(last)s."
    ) % {"first": words.day(first), "last": words.day(last)}


def _choices(field: forms.Field, choices: list[Any]) -> None:
    assert isinstance(field, forms.ChoiceField), field
    field.choices = choices
