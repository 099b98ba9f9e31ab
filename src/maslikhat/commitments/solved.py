"""Others who solved it: decisions and kept commitments of other maslikhats on the same subject.

Asked of the index by the words of a title, at most twice, and of the tables what may be shown: what
everyone may see, and nothing else, whoever reads.
"""

from collections.abc import Collection, Iterable
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


def solved_elsewhere(title: str, rubric: str, council: int | None) -> list[Solved]:
    """At most five of other maslikhats than `council`, the likest first; of the subject `rubric`.

    Nothing where the title has no words to look for, or while there is no index to ask.
    """
    wanted = [part for part in parse(title).wanted if _is_telling(part)]
    if not wanted:
        return []
    try:
        found = _commitments(title, rubric, council) + _decisions(title, rubric, council)
    except UnreadableError:
        return []
    least = min(ON_SUBJECT if rubric else WITHOUT, len(wanted))
    rows = [one._replace(shared=_shared(wanted, one.title.text)) for one in found]
    like = [one for one in rows if len(one.shared) >= least]
    return sorted(like, key=lambda one: -len(one.shared))[:MOST_SHOWN]


def _is_telling(part: Part) -> bool:
    return any(len(word) >= SHORTEST_WORD for word in part.words)


def _hits(kind: str, title: str, rubric: str) -> list[int]:
    asked = Asked(parse(title), kind=kind, rubric=rubric, some_will_do=True)
    return [entry.number for entry in find(asked, frozenset({PUBLIC}), limit=LOOKED_AT).entries]


def _commitments(title: str, rubric: str, council: int | None) -> list[Solved]:
    rows = Commitment.objects.filter(pk__in=_hits(COMMITMENT, title, rubric), state__in=KEPT)
    others = rows.exclude(council=council).select_related("council")
    return [
        Solved(
            Said(row.title, row.language),
            reverse("commitments:commitment", args=[row.pk]),
            said(row.council, "name"),
            _("Confirmed done") if row.state == State.CONFIRMED else _("Brought to its end"),
            [],
            bool(rubric),
        )
        for row in others.lately()
    ]


def _decisions(title: str, rubric: str, council: int | None) -> list[Solved]:
    rows = Decision.objects.visible_to(None).adopted()
    found = rows.filter(pk__in=_hits(DECISION, title, rubric)).exclude(council=council)
    return [
        Solved(
            _nearest(row, title),
            reverse("decisions:decision", args=[row.pk]),
            said(row.council, "name"),
            _("Decision of the maslikhat"),
            [],
            bool(rubric),
        )
        for row in found.select_related("council").order_by("-adopted_on", "-pk")
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
