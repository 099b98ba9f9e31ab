"""The copy that is published: what is covered in it, its files, what the clerk has confirmed."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.masking import Private, Span, masked, personal_data
from maslikhat.decisions.models import Decision, Version
from maslikhat.decisions.papers import OFFICIAL, pdf_of
from maslikhat.decisions.versions import Texts
from maslikhat.kit import uploads
from maslikhat.kit.languages import LANGUAGES
from maslikhat.registry.models import Body, Council, Person

AROUND = 60
PRIVATE: dict[Private, str | Promise] = {
    Private.IIN: _("Individual identification number"),
    Private.DOCUMENT: _("Number of a passport or identity card"),
    Private.PHONE: _("Private telephone"),
    Private.EMAIL: _("Private mail address"),
    Private.CARD: _("Bank card"),
    Private.ACCOUNT: _("Bank account"),
    Private.ADDRESS: _("Home address"),
    Private.BIRTH_DAY: _("Day of birth"),
}


class Covered(NamedTuple):
    """Personal data that were found: in which text, what, with the words around."""

    key: str
    lang: str
    span: Span
    words: str
    before: str
    after: str


class Order(NamedTuple):
    """What is to be published: which version, which findings stay uncovered, what was confirmed."""

    decision: Decision
    version: Version
    left: frozenset[str]
    seen: str


class Copy(NamedTuple):
    """A copy that is ready: its texts, what was covered by kind, its files on disk by hash."""

    version: int
    seen: str
    known: frozenset[str]
    left: frozenset[str]
    texts: Texts
    covered: Mapping[str, int]
    facts: tuple[object, ...]
    # SHA-256 of what lies on the disk, by name: pdf_kk, pdf_ru.
    files: Mapping[str, str]


def found_in(version: Version, council: Council) -> list[Covered]:
    """The personal data in the texts of a version, in reading order, language by language."""
    official = contacts_of(council)
    return [
        _covered(lang, text, span)
        for lang in LANGUAGES
        if (text := getattr(version, f"text_{lang}"))
        for span in personal_data(text, official=official)
    ]


def _covered(lang: str, text: str, span: Span) -> Covered:
    return Covered(
        f"{lang}-{span.start}-{span.end}",
        lang,
        span,
        text[span.start : span.end],
        text[max(0, span.start - AROUND) : span.start],
        text[span.end : span.end + AROUND],
    )


def contacts_of(council: Council) -> set[str]:
    """Telephones and mail addresses that the register itself shows: they are nobody's secret."""
    persons = Person.objects.filter(mandates__convocation__council=council).distinct()
    found = {contact for row in persons.values_list("work_phone", "work_email") for contact in row}
    if council.unit_id:
        found |= set(Body.objects.filter(unit=council.unit_id).values_list("work_email", flat=True))
    return found - {""}


def fingerprint(version: Version, found: Iterable[Covered]) -> str:
    """What the clerk has before the eyes: the version and all that was found in it."""
    told = [version.pk, [[one.key, one.span.kind.value] for one in found]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def made(order: Order | Copy) -> Copy:
    """The copy with its files, made before the act's transaction."""
    if isinstance(order, Copy):
        return order
    # As it stands now: the page may have been open for a while.
    decision = Decision.objects.with_all().get(pk=order.decision.pk)
    found = found_in(order.version, decision.council)
    covered = [one for one in found if one.key not in order.left]
    texts = Texts(*(_copy(order.version, lang, covered) for lang in LANGUAGES))
    return Copy(
        version=order.version.number,
        seen=order.seen if order.seen == fingerprint(order.version, found) else "",
        known=frozenset(one.key for one in found),
        left=order.left,
        texts=texts,
        covered=Counter(one.span.kind.value for one in covered),
        facts=facts_in(decision),
        files={f"pdf_{lang}": uploads.store(pdf_of(decision, texts, lang)) for lang in OFFICIAL},
    )


def _copy(version: Version, lang: str, covered: Collection[Covered]) -> str:
    spans = [one.span for one in covered if one.lang == lang]
    return masked(getattr(version, f"text_{lang}"), spans)


def facts_in(decision: Decision) -> tuple[object, ...]:
    """What the files say of a decision beside its text: changed meanwhile, they would be wrong."""
    return (
        decision.number,
        decision.adopted_on,
        decision.registration_number,
        decision.registered_on,
        decision.title_kk,
        decision.title_ru,
    )
