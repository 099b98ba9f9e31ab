"""A letter before it is sent, as it will be printed, and a table of letters, each with its day."""

import datetime as dt
from typing import Any, NamedTuple

from django.utils import translation

from maslikhat.accounts.models import User
from maslikhat.commitments.clocks import clock_of, legal_due
from maslikhat.commitments.events.telling import speaker
from maslikhat.commitments.forms.asking import SendForm
from maslikhat.commitments.forms.events import RecommendForm
from maslikhat.commitments.guards import set_day
from maslikhat.commitments.models import Commitment, Event
from maslikhat.commitments.models.commitments import Kind
from maslikhat.commitments.printed import letter_words
from maslikhat.commitments.samples import asked_by
from maslikhat.decisions.guards import past_day
from maslikhat.kit.days import today
from maslikhat.kit.languages import Said, said
from maslikhat.norms.calendar import Calendar
from maslikhat.norms.models import Norm
from maslikhat.registry.models import Commission, Council, Mandate

_OF_THE_LETTER = ("addressee", "language", "title", "text", "result", "basis", "out_number")


def counted_by(kind: str, source: str = "") -> Norm | None:
    """The norm by which the law sets the day of this kind; one query, None where it sets none."""
    clock = clock_of(kind, source)
    return Norm.objects.on(today()).filter(key=clock[0]).first() if clock else None


def looked_at(form: SendForm, council: Council, kind: str) -> dict[str, Any]:
    """What the page before sending shows of a valid form; refused (422) a day
    that sending would refuse."""
    told = form.cleaned_data
    author, in_name_of = form.in_whose_name()
    sent_on = told["sent_on"] or today()
    day, norm = _due(kind, told, sent_on)
    letter = Commitment(
        kind=kind,
        council=council,
        author=author,
        mandate=in_name_of if isinstance(in_name_of, Mandate) else None,
        commission=in_name_of if isinstance(in_name_of, Commission) else None,
        sent_on=sent_on,
        due_on=day,
        **{name: told[name] for name in _OF_THE_LETTER},
    )
    with translation.override(letter.language):
        words = letter_words(letter)
    return {"letter": words, "letter_due": day, "letter_norm": norm}


class Looked(NamedTuple):
    """A row of the table before it is sent; the day is the one by which the body answers."""

    number: int
    text: str
    addressee: Said
    due_on: dt.date
    out_number: str


def table_looked_at(form: RecommendForm, event: Event, user: User) -> dict[str, Any]:
    """What the page before sending shows of a valid table: its rows, in whose name they go out and
    of which day; refused (422) a day that sending would refuse."""
    told = form.cleaned_data
    sent_on = told["sent_on"] or today()
    author, in_name_of = speaker(event, user)
    letter = Commitment(
        council=event.council,
        author=author,
        mandate=in_name_of if isinstance(in_name_of, Mandate) else None,
        commission=in_name_of if isinstance(in_name_of, Commission) else None,
    )
    rows = [
        Looked(
            line.number,
            line.text,
            said(line.addressee, "name", event.language),
            _due(Kind.RECOMMENDATION, {"source": event.kind, "due_on": line.due_on}, sent_on)[0],
            line.out_number,
        )
        for line in form.lines()
    ]
    return {"looked": rows, "sender": asked_by(letter, event.language), "sent_on": sent_on}


def _due(kind: str, told: dict[str, Any], sent_on: dt.date) -> tuple[dt.date, Norm | None]:
    source = told.get("source", "")
    due = legal_due(kind, source, past_day(sent_on), Calendar())
    if due is None:
        return set_day(kind, told.get("due_on"), sent_on), None
    return due.day, counted_by(kind, source)
