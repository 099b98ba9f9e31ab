"""Templates of answers: those of a body, and one filled with what this letter says."""

import datetime as dt

from maslikhat.commitments.models import Commitment, Sample
from maslikhat.kit.days import today
from maslikhat.kit.formats.months import day_in_full
from maslikhat.kit.languages import LANGUAGES, said
from maslikhat.registry.models import Body

# What stands for a number, a name, a day; the sentence beside the form names them.
MARKS = ("{number}", "{addressee}", "{date}", "{today}")
MOST = 40


def samples_of(body: Body) -> list[Sample]:
    """Those of a body by name; one query."""
    return list(Sample.objects.filter(body=body).order_by("name", "pk")[:MOST])


def filled(sample: Sample, commitment: Commitment, lang: str) -> str:
    """The words in this language, or the nearest there are, with what this letter says."""
    found = said(sample, "text", lang if lang in LANGUAGES else commitment.language)
    told = {
        "{number}": f"№ {commitment.out_number}" if commitment.out_number else "",
        "{addressee}": asked_by(commitment, found.lang),
        "{date}": _day(commitment.sent_on, found.lang),
        "{today}": _day(today(), found.lang),
    }
    text = found.text
    for mark in MARKS:
        text = text.replace(mark, told[mark])
    return text


def _day(day: dt.date, lang: str) -> str:
    """With plain spaces, as if it had been typed."""
    return day_in_full(day, lang).replace("\xa0", " ")


def asked_by(commitment: Commitment, lang: str) -> str:
    """Who asked, and of which maslikhat: whom the answer is addressed to."""
    council = said(commitment.council, "name", lang).text
    if commitment.mandate is not None:
        return f"{commitment.mandate.person.full_name(lang)}, {council}"
    if commitment.commission is not None:
        return f"{said(commitment.commission, 'name', lang).text}, {council}"
    return council
