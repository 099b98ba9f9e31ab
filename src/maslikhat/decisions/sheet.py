"""What the page of a decision shows, by who reads it."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from django.utils.functional import Promise

from maslikhat.decisions.articles import parsed
from maslikhat.decisions.course import State, Station, way
from maslikhat.decisions.models import (
    Attachment,
    Decision,
    Mover,
    Publication,
    Relation,
    Version,
)
from maslikhat.decisions.models.decisions import MOVED_BY
from maslikhat.decisions.models.read import listed
from maslikhat.decisions.permissions import is_insider, may_unrelate
from maslikhat.decisions.text_rows import Row, rows_of
from maslikhat.decisions.versions import Texts
from maslikhat.decisions.words import STATES, UNDERGOES, station_words, tag_of
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES, Said, said
from maslikhat.registry.standing import Visitor

# Pairing two texts takes up to the square of their units: longer ones are put one after another.
MOST_PAIRED = 4_000


class Pair(NamedTuple):
    """A unit of the text in Kazakh and in Russian, under one anchor; one of them may be missing."""

    anchor: str
    kk: Row | None
    ru: Row | None


class Sheet(NamedTuple):
    """The text of a decision as one reader sees it: which version, and whether it is masked."""

    texts: Texts
    version: Version | None
    is_masked: bool
    is_copy: bool
    publication: Publication | None = None


class StationRow(NamedTuple):
    """A station of the way, in words."""

    words: str | Promise
    station: Station


def text_of(decision: Decision, user: Visitor | None, version: Version | None) -> Sheet:
    """The text that this reader sees: the published copy once there is one, and before it the
    latest version, masked for who is not of the council. Two queries at most."""
    copy = Publication.objects.filter(decision=decision).select_related("version").first()
    if version is None and copy is not None and not is_insider(user, decision):
        texts = Texts(copy.copy_kk, copy.copy_ru, copy.copy_en)
        return Sheet(texts, copy.version, bool(copy.masked), is_copy=True, publication=copy)
    shown = version or Version.objects.latest_of(decision)
    if shown is None:
        return Sheet(Texts(), None, is_masked=False, is_copy=False, publication=copy)
    own = Texts(*(getattr(shown, f"text_{lang}") for lang in LANGUAGES))
    opened = Texts(*(getattr(shown, f"open_{lang}") for lang in LANGUAGES))
    if is_insider(user, decision):
        return Sheet(own, shown, is_masked=False, is_copy=False, publication=copy)
    return Sheet(opened, shown, is_masked=own != opened, is_copy=False, publication=copy)


def pairs_of(texts: Texts) -> list[Pair]:
    """Both official texts unit by unit; what has the same anchor stands side by side."""
    kk, ru = (rows_of(parsed(text)) if text else [] for text in (texts.kk, texts.ru))
    return list(_paired(kk, ru))


def _paired(kk: Sequence[Row], ru: Sequence[Row]) -> Iterator[Pair]:
    if len(kk) * len(ru) > MOST_PAIRED**2 or not (kk and ru):
        yield from (Pair(row.anchor, row, None) for row in kk)
        yield from (Pair(row.anchor if not kk else "", None, row) for row in ru)
        return
    anchors = [row.anchor for row in kk]
    others = [row.anchor for row in ru]
    taken: set[str] = set()
    for _kind, a, b, c, d in SequenceMatcher(None, anchors, others, autojunk=False).get_opcodes():
        left, right = kk[a:b], ru[c:d]
        if anchors[a:b] == others[c:d]:
            for one, other in zip(left, right, strict=True):
                yield Pair(_once(one.anchor, taken), one, other)
            continue
        yield from (Pair(_once(row.anchor, taken), row, None) for row in left)
        yield from (Pair(_once(row.anchor, taken), None, row) for row in right)


def _once(anchor: str, taken: set[str]) -> str:
    """An anchor that no row above has: else none."""
    if anchor in taken:
        return ""
    taken.add(anchor)
    return anchor


def stations_of(decision: Decision) -> list[StationRow]:
    """The way of the matter, stations passed and ahead."""
    stations = way(decision.facts, today(), is_normative=decision.is_normative)
    return [StationRow(station_words(one), one) for one in stations]


def mover_of(decision: Decision) -> Said | None:
    """Who brought it in; None where that is not known."""
    if decision.mover == Mover.APPARATUS:
        return said(decision.council, "name")
    if not decision.mover:
        return None
    row = getattr(decision, MOVED_BY[Mover(decision.mover)])
    if decision.mover == Mover.DEPUTY:
        return Said(row.person.full_name(), "")
    return said(row, "name")


class RelationRow(NamedTuple):
    """What a decision does to another, or another to it."""

    words: str | Promise
    relation: Relation
    other: Decision
    title: Said
    state: str | Promise
    tag: str
    may_unrelate: bool


def relations_of(
    decision: Decision, user: Visitor | None
) -> tuple[list[RelationRow], list[RelationRow]]:
    """What it does to others, and what others do to it; two queries."""
    seen = Decision.objects.visible_to(user).values("pk")
    does = decision.does.filter(target__in=seen).select_related("target__council")
    undergoes = decision.undergoes.filter(source__in=seen).select_related("source__council")
    return (
        [_relation(one, one.target, one.get_kind_display(), user) for one in does.order_by("pk")],
        [
            _relation(one, one.source, UNDERGOES[one.kind], user)
            for one in undergoes.order_by("day", "pk")
        ],
    )


def _relation(
    relation: Relation, other: Decision, words: str | Promise, user: Visitor | None
) -> RelationRow:
    state: State = other.state
    return RelationRow(
        words,
        relation,
        other,
        said(other, "title"),
        STATES[state],
        tag_of(state),
        may_unrelate(user, relation.source),
    )


def papers_of(decision: Decision, user: Visitor | None) -> dict[str, Any]:
    """The conclusions, periods, letters and files that this reader sees; six queries."""
    inside = is_insider(user, decision)
    letters = decision.letters.order_by("own_day", "pk").select_related("attachment")
    files = Attachment.objects.told_to(user).filter(decision=decision)
    told = list(listed(files).order_by("pk"))
    rows = [row for row in told if inside or not row.holds_covered]
    return {
        "akim_conclusions": list(decision.akim_conclusions.select_related("body").order_by("day")),
        "attachments": [row for row in rows if row.kind != Attachment.Kind.SCAN],
        "consultations": list(decision.consultations.order_by("from_day")),
        "letters": [letter for letter in letters if inside or letter.is_open],
        "referrals": list(decision.referrals.select_related("commission").order_by("pk")),
        "withheld": [row for row in told if row not in rows],
        "scans": [row for row in rows if row.kind == Attachment.Kind.SCAN],
    }


def versions_of(decision: Decision) -> list[dict[str, Any]]:
    """Its versions without texts and hashes, the newest first; one query."""
    rows = Version.objects.filter(decision=decision).order_by("-number")
    return [dict(one) for one in rows.values("number", "made_at", "note")]


def official(row: object, field: str) -> Said:
    """Words that stand in Kazakh and in Russian alone, in the nearer of the two."""
    both = {f"{field}_{lang}": getattr(row, f"{field}_{lang}") for lang in ("kk", "ru")}
    return said({**both, f"{field}_en": ""}, field)
