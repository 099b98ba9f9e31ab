"""The copy that is published: what is covered in it, its files, what the clerk has confirmed."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.decisions.masking.masks import spans_of
from maslikhat.decisions.masking.personal_data import Private, Span, masked, personal_data
from maslikhat.decisions.models import Decision, Mask, Publication, Version
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
    Private.NAME: _("Name of a person"),
    Private.HEALTH: _("Health or family"),
    Private.OTHER: _("Other personal data"),
}


class Covered(NamedTuple):
    """Personal data in a text: in which one, what, with the words around."""

    key: str
    lang: str
    span: Span
    words: str
    before: str
    after: str


class Order(NamedTuple):
    """What is to be published: which version, and what was looked through."""

    decision: Decision
    version: Version
    seen: str


class Copy(NamedTuple):
    """A copy that is ready: its texts, what was covered by kind, its files on disk by hash."""

    version: int
    seen: str
    # The masks that were entered by then, with those taken back.
    masks: tuple[int, ...]
    texts: Texts
    covered: Mapping[str, int]
    facts: tuple[object, ...]
    # SHA-256 of what lies on the disk, by name: pdf_kk, pdf_ru.
    files: Mapping[str, str]


def found_in(version: Version, council: Council) -> list[Covered]:
    """The personal data that the portal itself finds in the texts of a version, in reading order,
    language by language."""
    official = contacts_of(council)
    return [
        _covered(lang, text, span)
        for lang in LANGUAGES
        if (text := getattr(version, f"text_{lang}"))
        for span in personal_data(text, official=official)
    ]


def covered_in(version: Version, council: Council) -> list[Covered]:
    """What is covered in the copy: what was found and is not left open, and what the apparatus
    covers besides."""
    found, wanted = found_in(version, council), version.decision.masks.wanted()
    return [
        _covered(lang, text, span)
        for lang in LANGUAGES
        if (text := getattr(version, f"text_{lang}"))
        for span in spans_of([one.span for one in found if one.lang == lang], text, wanted)
    ]


def texts_of(version: Version, covered: Collection[Covered]) -> Texts:
    """The texts of the copy."""
    return Texts(*(_copy(version, lang, covered) for lang in LANGUAGES))


def masks_in(decision: Decision) -> tuple[int, ...]:
    """Which masks there are, and which of them stand: with another the copy would be another."""
    rows = Mask.objects.filter(decision=decision).order_by("pk")
    return tuple(
        -number if taken_back else number
        for number, taken_back in rows.values_list("pk", "taken_back_at")
    )


def is_stale(copy: Publication) -> bool:
    """Whether words were covered since its files were made: they are withheld until made anew."""
    return Mask.objects.filter(decision=copy.decision_id).since(copy.files_of).exists()


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
    """What the clerk has before the eyes: the version and all that is covered in it."""
    told = [version.pk, [[one.key, one.span.kind.value] for one in found]]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def made(order: Order | Copy) -> Copy:
    """The copy with its files, made before the act's transaction."""
    if isinstance(order, Copy):
        return order
    # As it stands now: the page may have been open for a while.
    decision = Decision.objects.with_all().get(pk=order.decision.pk)
    masks = masks_in(decision)
    covered = covered_in(order.version, decision.council)
    texts = texts_of(order.version, covered)
    return Copy(
        version=order.version.number,
        seen=order.seen if order.seen == fingerprint(order.version, covered) else "",
        masks=masks,
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
