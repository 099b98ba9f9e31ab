"""The files of a published copy: a PDF for people, Akoma Ntoso for machines, in each language."""

import datetime as dt

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from maslikhat.decisions import akoma, paper
from maslikhat.decisions.articles import parsed
from maslikhat.decisions.masking.masks import opened
from maslikhat.decisions.models import Decision, Publication, Relation
from maslikhat.decisions.versions import Texts
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import said
from maslikhat.registry.heads import head_on

OFFICIAL = ("kk", "ru")


def pdf_of(decision: Decision, texts: Texts, lang: str) -> bytes:
    """The copy in one official language as a tagged PDF."""
    return paper.pdf_of(
        paper.Paper(
            lang=lang,
            title=_title(decision, lang),
            council=getattr(decision.council, f"name_{lang}"),
            number=decision.number,
            day=_day(decision),
            text=parsed(getattr(texts, lang)),
            verify_address=_verify(lang),
            signed=_signed(decision, lang),
            is_demo=is_demo(),
        )
    )


def xml_of(decision: Decision, texts: Texts, lang: str) -> bytes:
    """The copy in one official language as Akoma Ntoso 3.0, with what others have done to it."""
    unit = decision.council.unit
    return akoma.akoma(
        akoma.Act(
            kato=unit.kato if unit else decision.council.code,
            day=_day(decision),
            number=decision.number,
            lang=lang,
            title=_title(decision, lang),
            council=getattr(decision.council, f"name_{lang}"),
            text=parsed(getattr(texts, lang)),
            version_day=decision.in_force_from,
            publication=_publication(decision),
            events=_events(decision, lang),
        )
    )


def _publication(decision: Decision) -> akoma.Publication | None:
    found = Publication.objects.filter(decision=decision).first()
    if found is None or decision.published_on is None or not found.where:
        return None
    return akoma.Publication(decision.published_on, found.where, decision.registration_number)


def _events(decision: Decision, lang: str) -> list[akoma.Event]:
    """Amendments and repeals by other decisions and by a court, each from its day; what has lost
    only some of its points is amended."""
    changing = (Relation.Kind.AMENDS, Relation.Kind.REPEALS)
    rows = decision.undergoes.filter(kind__in=changing, source__adopted_on__isnull=False)
    events = [
        akoma.Event(
            akoma.Change.REPEALED if row.is_whole_repeal else akoma.Change.AMENDED,
            row.day,
            _address(row.source),
            _title(row.source, lang),
        )
        for row in rows.select_related("source__council__unit").order_by("day", "pk")
        if row.day is not None
    ]
    return [*events, *_judgment(decision, lang)]


def _judgment(decision: Decision, lang: str) -> list[akoma.Event]:
    basis: str = getattr(decision, f"repeal_basis_{lang}")
    if not basis or decision.repealed_on is None:
        return []
    shown = opened(basis, decision.masks.wanted())
    return [akoma.Event(akoma.Change.REPEALED, decision.repealed_on, "", shown)]


def _address(decision: Decision) -> str:
    unit = decision.council.unit
    kato = unit.kato if unit else decision.council.code
    return akoma.work_address(kato, _day(decision), decision.number)


def _title(decision: Decision, lang: str) -> str:
    return said(decision, "title", lang).text


def _day(decision: Decision) -> dt.date:
    assert decision.adopted_on is not None, "only what was adopted is published"
    return decision.adopted_on


def _verify(lang: str) -> str:
    """Where a reader drops the file to learn whether it is the portal's."""
    with translation.override(lang):
        return settings.PUBLIC_URL + reverse("ledger:verify")


def _signed(decision: Decision, lang: str) -> str:
    """Who headed the council on the day, under the title of that day."""
    head = head_on(decision.council, decision.adopted_on)
    if head is None:
        return ""
    return f"{head.title(lang).text} {head.person.short_name(lang)}".strip()
