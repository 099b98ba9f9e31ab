"""A citizen's or journalist's letter about a figure, ready to be sent: the portal sends none.

The text has the figure, the norm, the addressee and the legal clock; who sends it adds the name,
and keeps it: nothing of it stays here.
"""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from maslikhat.kit.days import today
from maslikhat.kit.formats import words as formats
from maslikhat.kit.languages import said
from maslikhat.money.figures import Figure
from maslikhat.norms.calendar import Calendar
from maslikhat.norms.models import Norm
from maslikhat.places.models import Unit
from maslikhat.registry import rosters
from maslikhat.registry.models import Body, Mandate, Person

TEXT_MOST, MOST_DEPUTIES = 6_000, 60
APPEAL, INQUIRY = "appeal_working_days", "inquiry_months"


class As(models.TextChoices):
    """As what a letter is sent."""

    APPEAL = "appeal", gettext_lazy("Appeal of a citizen")
    INFORMATION = "information", gettext_lazy("Request for information")
    DEPUTY = "deputy", gettext_lazy("Letter to a deputy")


class Clock(NamedTuple):
    """By which day an answer is owed at the latest, and by which norm."""

    norm: Norm
    due: dt.date


class Written(NamedTuple):
    """A letter: its text, who is written to (a body, or a deputy), its clock where there is one."""

    title: str
    text: str
    body: Body | None
    person: Person | None
    clock: Clock | None


def written(figure: Figure, sent_as: As, to: Person | None, lang: str) -> Written:
    """The letter about a figure in a language, as it would be sent today; five queries at most."""
    body = Body.objects.filter(pk=figure.body).first() if figure.body else None
    person = to if sent_as is As.DEPUTY else None
    clock = _clock(INQUIRY if sent_as is As.DEPUTY else APPEAL)
    with override(lang):
        parts = [
            _addressee(sent_as, body, person, figure, lang),
            _("From: ______________________ (surname, given name)")
            + "\n"
            + _("Address for the answer: ______________________"),
            f"{sent_as.label}\n{figure.title}",
            *figure.facts,
            *asked(figure, sent_as),
            *_law(figure, sent_as, clock, lang),
            figure.source(),
            _("Date and signature: ______________________"),
        ]
        return Written(str(sent_as.label), "\n\n".join(parts), body, person, clock)


def _addressee(
    sent_as: As, body: Body | None, person: Person | None, figure: Figure, lang: str
) -> str:
    council = said(figure.council, "name", lang).text
    if sent_as is As.DEPUTY:
        name = person.full_name(lang) if person else "______________________"
        line = _("To the deputy: %(name)s") % {"name": name}
        return f"{line}\n{council}"
    return _("To: %(body)s") % {"body": said(body, "name", lang).text if body else council}


def asked(figure: Figure, sent_as: As) -> list[str]:
    """What is asked of the addressee, as sentences in the language that is on."""
    if sent_as is As.APPEAL:
        return figure.asks
    if sent_as is As.INFORMATION:
        return [
            _("Please give the information from which this figure follows:"),
            _("1. the documents by which it was set and changed, with their numbers and days;"),
            _("2. what was paid by now, to whom, and under which contracts;"),
            _("3. what was reached for it."),
        ]
    return [
        _("Please ask the body that answers for it, by an inquiry of a deputy:"),
        *(one for one in figure.asks if one != _("Please tell in writing:")),
        _(
            "An inquiry begun on the page of the figure stands beside it with its answer, where"
            " everyone reads both."
        ),
    ]


def _law(figure: Figure, sent_as: As, clock: Clock | None, lang: str) -> list[str]:
    """The norms of the letter: of the figure, of the right to ask, of the clock."""
    found = [_("The norm of the figure: %(norm)s.") % {"norm": figure.norm}] if figure.norm else []
    if sent_as is As.INFORMATION:
        found.append(
            _("The right to ask: the Law of 16 November 2015 on access to information, art. 11.")
        )
    if sent_as is As.DEPUTY:
        found.append(_("A deputy considers appeals: Law No. 148, art. 21."))
    if clock is not None:
        found.append(clock_sentence(clock, sent_as, lang))
    return found


def clock_sentence(clock: Clock, sent_as: As, lang: str) -> str:
    """Within which time an answer is owed, by which article, in the language that is on."""
    told = {
        "count": clock.norm.value,
        "law": said(clock.norm, "law", lang).text,
        "article": clock.norm.article,
    }
    if sent_as is As.DEPUTY:
        return (
            _(
                "The body answers an inquiry within %(count)s month of getting it (%(law)s,"
                " art. %(article)s)."
            )
            % told
        )
    return (
        _(
            "The answer is owed within %(count)s working days of the registration (%(law)s,"
            " art. %(article)s)."
        )
        % told
    )


def _clock(key: str) -> Clock | None:
    norm = Norm.objects.on(today()).filter(key=key).first()
    if norm is None:
        return None
    calendar, count = Calendar(), int(norm.value)
    if norm.measure == Norm.Measure.MONTHS:
        return Clock(norm, calendar.end_of_months(today(), count))
    # It is registered on the day it comes or on the next working one (АППК, art. 64).
    registered = calendar.add_working_days(today(), 1)
    return Clock(norm, calendar.add_working_days(registered, count))


def due_words(clock: Clock) -> str:
    """The last day of the clock of a letter that is sent today."""
    return _("Sent today, it is owed by %(day)s at the latest") % {"day": formats.day(clock.due)}


def represented_by(figure: Figure, home: Unit | None) -> list[Mandate]:
    """The deputies of the figure's maslikhat: of the reader's home where it lies there, else all.

    Three queries at most; at most `MOST_DEPUTIES`.
    """
    units: Collection[int] = {figure.council.unit_id or 0}
    line = [home, *home.ancestors_on(today())] if home is not None else []
    numbers = [unit.pk for unit in line]
    if figure.council.unit_id in numbers:
        units = numbers
    return rosters.representing(figure.council, units, today()).mandates[:MOST_DEPUTIES]
