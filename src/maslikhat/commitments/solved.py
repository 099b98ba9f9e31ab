"""Others who solved it: decisions and kept commitments of other maslikhats on the same subject.

Asked of the index by the words of a title, at most three times, and of the tables what may be
shown: what everyone may see, and nothing else, whoever reads.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.course import State
from maslikhat.commitments.finding import COMMITMENT
from maslikhat.commitments.models import Commitment
from maslikhat.decisions.finding import DECISION
from maslikhat.decisions.models import Decision
from maslikhat.kit.languages import LANGUAGES, Said, said
from maslikhat.search.asking import Asked, find
from maslikhat.search.letters import words_of
from maslikhat.search.models import PUBLIC
from maslikhat.search.question import Part, parse
from maslikhat.search.stems import forms
from maslikhat.search.volume import UnreadableError

LOOKED_AT, MOST_SHOWN = 30, 5
KEPT = (State.CONFIRMED, State.CLOSED)
# So many words in common where the subject is the same; where there is none, so many.
ON_SUBJECT, WITHOUT = 1, 2
SHORTEST_WORD = 3


class Solved(NamedTuple):
    """A matter that others have brought to its end, and why it is shown."""

    title: Said
    address: str
    council: Said
    what: str | Promise
    shared: list[str]
    same_subject: bool


def solved_elsewhere(title: str, rubric: str, council: int | None, language: str) -> list[Solved]:
    """At most five of other maslikhats than `council`, the likest first; of the subject `rubric`.

    The title is in one `language`. What is told in the other is found by a decision of both, whose
    other title is asked for as well; last comes what shares the subject alone and is told in
    another language. Nothing where the title has no words to look for, or while there is no index.
    """
    wanted = _wanted(title)
    if not wanted:
        return []
    try:
        decided = _decided(title, rubric)
        found = _like(
            _commitments(title, rubric, council) + _decisions(decided, title, rubric, council),
            wanted,
            rubric,
        )
        other = _other_title(decided, wanted, rubric)
        if other:
            found += _like(_commitments(other, rubric, council), _wanted(other), rubric)
    except UnreadableError:
        return []
    first: dict[str, Solved] = {}
    for one in (*found, *_on_subject(rubric, council, language)):
        first.setdefault(one.address, one)
    return sorted(first.values(), key=lambda one: -len(one.shared))[:MOST_SHOWN]


def _wanted(title: str) -> list[Part]:
    return [part for part in parse(title).wanted if _is_telling(part)]


def _least(wanted: Sequence[Part], rubric: str) -> int:
    return min(ON_SUBJECT if rubric else WITHOUT, len(wanted))


def _like(found: Iterable[Solved], wanted: Sequence[Part], rubric: str) -> list[Solved]:
    """Those that have enough of the words in common, and which these are."""
    rows = [one._replace(shared=_shared(wanted, one.title.text)) for one in found]
    return [one for one in rows if len(one.shared) >= _least(wanted, rubric)]


def _other_title(decided: Iterable[Decision], wanted: Sequence[Part], rubric: str) -> str:
    """What the likest decision is called in the other official language; "" where none is like."""
    pairs = [
        (len(_shared(wanted, here)), there)
        for row in decided
        for here, there in ((row.title_kk, row.title_ru), (row.title_ru, row.title_kk))
        if here and there
    ]
    most, other = max(pairs, key=lambda pair: pair[0], default=(0, ""))
    return other if most >= max(_least(wanted, rubric), 1) else ""


def _on_subject(rubric: str, council: int | None, language: str) -> list[Solved]:
    """What others have kept on the subject and told in another language; one query."""
    if not rubric:
        return []
    rows = Commitment.objects.filter(rubric__code=rubric, state__in=KEPT)
    others = rows.exclude(language=language).exclude(council=council).lately()
    return [_kept(row, rubric) for row in others.select_related("council")[:MOST_SHOWN]]


def _is_telling(part: Part) -> bool:
    return any(len(word) >= SHORTEST_WORD for word in part.words)


def _hits(kind: str, title: str, rubric: str) -> list[int]:
    asked = Asked(parse(title), kind=kind, rubric=rubric, some_will_do=True)
    return [entry.number for entry in find(asked, frozenset({PUBLIC}), limit=LOOKED_AT).entries]


def _commitments(title: str, rubric: str, council: int | None) -> list[Solved]:
    rows = Commitment.objects.filter(pk__in=_hits(COMMITMENT, title, rubric), state__in=KEPT)
    others = rows.exclude(council=council).select_related("council")
    return [_kept(row, rubric) for row in others.lately()]


def _kept(row: Commitment, rubric: str) -> Solved:
    return Solved(
        Said(row.title, row.language),
        reverse("commitments:commitment", args=[row.pk]),
        said(row.council, "name"),
        _("Confirmed done") if row.state == State.CONFIRMED else _("Brought to its end"),
        [],
        bool(rubric),
    )


def _decided(title: str, rubric: str) -> list[Decision]:
    """The adopted decisions that everyone may see and that have the words, the latest first."""
    rows = Decision.objects.visible_to(None).adopted().filter(pk__in=_hits(DECISION, title, rubric))
    return list(rows.select_related("council").order_by("-adopted_on", "-pk"))


def _decisions(
    decided: Iterable[Decision], title: str, rubric: str, council: int | None
) -> list[Solved]:
    return [
        Solved(
            _nearest(row, title),
            reverse("decisions:decision", args=[row.pk]),
            said(row.council, "name"),
            _("Decision of the maslikhat"),
            [],
            bool(rubric),
        )
        for row in decided
        if row.council_id != council
    ]


def _nearest(row: Decision, title: str) -> Said:
    """Its title in the language that has the most of the words."""
    wanted = parse(title).wanted
    told = [Said(getattr(row, f"title_{lang}"), lang) for lang in LANGUAGES]
    best = max(told, key=lambda one: len(_shared(wanted, one.text)))
    return best if _shared(wanted, best.text) else said(row, "title")


def _shared(wanted: Iterable[Part], title: str) -> list[str]:
    """The words of the question that a title has, in any form."""
    there: Collection[str] = frozenset[str]().union(*(forms(w.text) for w in words_of(title)))
    return [
        " ".join(part.words)
        for part in wanted
        if _is_telling(part) and all(forms(word) & frozenset(there) for word in part.words)
    ]
