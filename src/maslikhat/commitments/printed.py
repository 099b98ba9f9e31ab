"""The letter to a body and its answer on paper, with their numbers and the way to their page.

typst draws them as tagged PDF (PDF/UA-1), the same bytes for the same letter (`kit.typeset`).
"""

import datetime as dt
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maslikhat.commitments.course import Act
from maslikhat.commitments.models import Commitment, Step
from maslikhat.commitments.samples import asked_by
from maslikhat.kit import squares
from maslikhat.kit.formats import words
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import said
from maslikhat.kit.typeset import Template, frame, shown

_template = Template(Path(__file__).parent / "typst" / "letter.typ", "letter")
# The steps that a body takes by a letter of its own.
ANSWERS = (Act.ANSWER, Act.PROMISE, Act.REPORT_DONE)


def letter_pdf(commitment: Commitment) -> bytes:
    """What was sent to the body, in the language of the letter."""
    lang = commitment.language
    with translation.override(lang):
        told = letter_words(commitment)
        return _drawn(commitment, told, commitment.title, commitment.sent_on, lang)


def letter_words(commitment: Commitment) -> dict[str, Any]:
    """What stands in the letter, in the language that is active; of one not sent yet as well."""
    lang = commitment.language
    facts = [
        (_("Where it was raised"), _event_of(commitment, lang)),
        (_("It will be seen by:"), commitment.result),
        (_("Legal basis"), commitment.basis),
        (_("Answer due"), words.day(commitment.answer_due_on or commitment.due_on)),
    ]
    return {
        "sender": shown(said(commitment.council, "name", lang).text),
        "numbers": _numbers(
            (_("Outgoing number"), commitment.out_number, commitment.sent_on),
            (_("Incoming number"), commitment.in_number, None),
        ),
        "addressee": shown(said(commitment.addressee, "name", lang).text),
        "below": [],
        "title": shown(commitment.title),
        "kind": shown(str(commitment.get_kind_display())),
        "parts": _parts(commitment.text),
        "facts": [(shown(name), shown(text)) for name, text in facts if text],
        "signed": shown(asked_by(commitment, lang)),
        "written": lang,
    }


def _event_of(commitment: Commitment, lang: str) -> str:
    """The event that recommended it, with its kind and day; "" where none did."""
    event = commitment.event
    if event is None:
        return ""
    title = said(event, "title", lang).text
    return f"{event.get_kind_display()}, {words.day(event.held_on)}: {title}"


def answer_pdf(commitment: Commitment, step: Step) -> bytes:
    """What the body answered or reported, in the language of the answer."""
    lang = step.language or commitment.language
    with translation.override(lang):
        promised = words.day(step.due_on) if step.due_on else ""
        told = {
            "sender": shown(said(commitment.addressee, "name", lang).text),
            "numbers": _numbers((_("Outgoing number"), step.letter_number, step.day)),
            "addressee": shown(asked_by(commitment, lang)),
            "below": _numbers((_("To the letter"), commitment.out_number, commitment.sent_on)),
            "title": shown(commitment.title),
            "kind": shown(
                _("Report of what was done") if _is_report(step) else _("Written answer")
            ),
            "parts": _parts(step.words),
            "facts": [(shown(_("Promised by")), shown(promised))] if promised else [],
            "signed": shown(_signature(step) or said(commitment.addressee, "name", lang).text),
            "written": lang,
        }
        return _drawn(commitment, told, commitment.title, step.day, lang)


def _signature(step: Step) -> str:
    office = str(step.get_office_display()) if step.office else ""
    return ", ".join(filter(None, (office, step.signed)))


def turn_pdf(commitment: Commitment, step: Step) -> bytes:
    """The letter by which who asked turned to somebody else, in its language."""
    lang = step.language or commitment.language
    with translation.override(lang):
        told = {
            "sender": shown(asked_by(commitment, lang)),
            "numbers": _numbers((_("Day of the letter"), "", step.day)),
            "addressee": shown(step.recipient),
            "below": _numbers((_("To the letter"), commitment.out_number, commitment.sent_on)),
            "title": shown(commitment.title),
            "kind": shown(str(commitment.get_kind_display())),
            "parts": _parts(step.words),
            "facts": [],
            "signed": shown(asked_by(commitment, lang)),
            "written": lang,
        }
        return _drawn(commitment, told, commitment.title, step.day, lang)


def _is_report(step: Step) -> bool:
    return step.act == Act.REPORT_DONE


def _numbers(*lines: tuple[str, str, dt.date | None]) -> list[str]:
    """A line for each number that there is, or day."""
    found = []
    for name, number, day in lines:
        told = " ".join(
            filter(None, (f"№ {number}" if number else "", words.day(day) if day else ""))
        )
        if told:
            found.append(shown(f"{name}: {told}"))
    return found


def _parts(text: str) -> list[str]:
    return [shown(line) for line in text.split("\n") if line.strip()]


def _drawn(
    commitment: Commitment, told: dict[str, Any], title: str, day: dt.date, lang: str
) -> bytes:
    base = settings.PUBLIC_URL
    address = base + reverse("commitments:commitment", args=[commitment.pk])
    council = said(commitment.council, "name", lang).text
    framed = frame(lang, title, council, day, "", is_demo=is_demo())
    framed["verify_words"] = shown(_("Printed from the portal of the maslikhats."))
    more = {
        "address": address,
        "squares": squares.drawn(address),
        "page_words": shown(_("What came of it stands here:")),
        "signed_words": shown(_("Signed:")),
        "not_signed": shown(_("A copy made by the portal; it bears no electronic signature.")),
    }
    return _template.pdf({**framed, **told, **more}, day)
