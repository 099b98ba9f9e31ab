"""To whom who asked turns about an answer that is wanting or overdue, and the letter to each.

The portal prepares the letter in the language of the inquiry; a person reads, changes and sends it.
"""

import datetime as dt
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maslikhat.commitments.course import Act
from maslikhat.commitments.hearers import leaders_of, leaders_of_commissions
from maslikhat.commitments.models import Assessment, Commitment, Recipient
from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import said
from maslikhat.registry.models import Commission, Council, Mandate

_SPOKEN = (Act.ANSWER, Act.PROMISE, Act.REPORT_DONE)
_WORTH = dict(Assessment.choices)
# What is asked for in the body itself, and of each of those who can go further.
AGAIN = gettext_lazy("I ask for an answer in substance: what will be done, by whom, by which day.")
ASKED_OF: dict[str, str | Promise] = {
    Recipient.CHAIR: gettext_lazy(
        "The control of deputies' inquiries is yours (Law 148, art. 19). I ask you to obtain an"
        " answer in substance from the body."
    ),
    Recipient.COMMISSION: gettext_lazy(
        "I ask the commission to hear the head of the body and to consider the matter at a sitting."
    ),
    Recipient.PROSECUTOR: gettext_lazy(
        "I ask you to check whether the law was kept, and to tell me what was found."
    ),
    Recipient.NATIONAL: gettext_lazy(
        "I ask you to raise the matter at the national level, where this maslikhat has no say."
    ),
}


class Whom(NamedTuple):
    """One recipient: as the form knows them, as the letter names them, and who is told here."""

    value: str
    name: str
    users: frozenset[int]


def recipients(commitment: Commitment, to: str) -> list[Whom]:
    """Those of one kind to whom a letter can go, named in the language of the letter."""
    lang, council = commitment.language, commitment.council
    if to == Recipient.COMMISSION:
        return _commissions(council, lang)
    if to == Recipient.NATIONAL:
        return [
            Whom(
                str(row.pk),
                f"{row.person.full_name(lang)}, {said(row.convocation.council, 'name', lang).text}",
                frozenset({row.person.user_id} if row.person.user_id else ()),
            )
            for row in _national()
        ]
    with translation.override(lang):
        place = council if to == Recipient.CHAIR else council.unit or council
        name = f"{Recipient(to).label}, {said(place, 'name', lang).text}"
    users = leaders_of({council.pk}).get(council.pk, set()) if to == Recipient.CHAIR else ()
    return [Whom("-", name, frozenset(users))]


def _commissions(council: Council, lang: str) -> list[Whom]:
    rows = list(Commission.objects.on().filter(council=council).order_by("kind", "pk"))
    led = leaders_of_commissions({row.pk for row in rows})
    name = said(council, "name", lang).text
    return [
        Whom(
            str(row.pk),
            f"{said(row, 'name', lang).text}, {name}",
            frozenset(led.get(row.pk, ())),
        )
        for row in rows
    ]


def _national() -> QuerySet[Mandate]:
    chambers = Council.objects.national()
    held = Mandate.objects.on(today()).filter(convocation__council__in=chambers)
    found = held.select_related("person", "convocation__council")
    return found.order_by("person__sort_kk", "pk")


def prepared_letter(commitment: Commitment, request: str | Promise) -> str:
    """The facts of the matter, line by line, and what is asked for; in the inquiry's language."""
    steps = list(commitment.steps.in_order())
    answer = next((one for one in reversed(steps) if one.act in _SPOKEN), None)
    judged = next((one for one in reversed(steps) if one.act == Act.ASSESS), None)
    with translation.override(commitment.language):
        told = [
            (commitment.get_kind_display(), f"«{commitment.title}»"),
            (_("Letter"), _numbered(commitment.out_number, commitment.sent_on)),
            (_("Sent to"), said(commitment.addressee, "name", commitment.language).text),
            (_("Answer due"), words.day(commitment.answer_due_on or commitment.due_on)),
            (_("Answered"), _numbered(answer.letter_number, answer.day) if answer else ""),
            (_("No answer"), "" if answer else _overdue(commitment)),
            (_("The answer was judged"), str(_WORTH.get(commitment.assessment, ""))),
            (_("What is missing"), judged.words if judged else ""),
        ]
        lines = [f"{name}: {text}" for name, text in told if text]
        return "\n".join([*lines, "", str(request)])


def _overdue(commitment: Commitment) -> str:
    late = commitment.days_overdue()
    told = ngettext("Overdue by %(count)s day", "Overdue by %(count)s days", late)
    return told % {"count": late}


def _numbered(number: str, day: dt.date) -> str:
    return f"№ {number}, {words.day(day)}" if number else words.day(day)
