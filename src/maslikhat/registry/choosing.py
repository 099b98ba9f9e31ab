"""What lists of the whole country are asked for alike: words, place, maslikhat and subject."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.db.models import Q, QuerySet

from maslikhat.kit.languages import reader_language
from maslikhat.places.models import Unit
from maslikhat.registry.models import Council
from maslikhat.rubrics.models import Rubric
from maslikhat.search import asking
from maslikhat.search.question import parse
from maslikhat.search.volume import UnreadableError

# Of what has the words that were asked for, so many of the likest are looked through.
MOST_FOUND = 300


@dataclass(frozen=True)
class Asked:
    """What a list is asked for; `said` are the words of the address, empty ones ask nothing."""

    said: Mapping[str, str]
    place: Unit | None = None
    council: Council | None = None
    rubric: Rubric | None = None

    @property
    def query(self) -> str:
        """The same question as an address has it, in one order."""
        return urlencode({name: text for name, text in self.said.items() if text})


class Offered(NamedTuple):
    """What the form of a list has to choose from, beside what it was asked for."""

    asked: Asked
    regions: QuerySet[Unit]
    councils: list[Council]
    rubrics: QuerySet[Rubric]


def read(
    params: Mapping[str, str], names: Collection[str], known: Mapping[str, Collection[str]]
) -> Asked:
    """What the parameters of an address ask; a choice that is none of the known is a 400."""
    told = {name: params.get(name, "").strip()[:200] for name in names}
    for name, choices in known.items():
        if told[name] and told[name] not in choices:
            raise BadRequest(name)
    return Asked(
        told,
        place=_one_of(Unit.objects.shown(), "kato", told["place"]),
        council=council_of(told["council"]),
        rubric=_one_of(Rubric.objects.all(), "code", told["rubric"]),
    )


def council_of(code: str) -> Council | None:
    """The maslikhat that a word of an address names, None for no word; a 400 for any other."""
    found: Council | None = _one_of(Council.objects.select_related("unit__parent"), "code", code)
    return found


def _one_of(rows: Any, column: str, value: str) -> Any:
    if not value:
        return None
    if not re.fullmatch(r"[a-z0-9_-]{1,40}", value, re.ASCII):
        raise BadRequest(column)
    found = rows.filter(**{column: value}).first()
    if found is None:
        raise BadRequest(column)
    return found


def offered(asked: Asked) -> Offered:
    """What there is to choose from: councils only where the region is chosen, or follows."""
    region = asked.place
    if asked.council is not None and asked.council.unit is not None:
        unit = asked.council.unit
        region = unit if unit.is_regional else unit.parent
    within = Council.objects.on().of_region(region) if region else Council.objects.none()
    regions = Unit.objects.shown().regional().in_order(reader_language())
    councils = list(within.in_order(reader_language()))
    return Offered(asked, regions, councils, Rubric.objects.in_order())


def with_narrower(rubric: Rubric) -> QuerySet[Rubric]:
    """The subject and those under it, to be looked up in."""
    return Rubric.objects.filter(Q(pk=rubric.pk) | Q(parent=rubric))


def numbers_with(text: str, kind: str, tokens: frozenset[str]) -> set[int]:
    """The numbers of things of a kind with these words, of those that these tokens open; none
    while there is no index to ask."""
    question = parse(text)
    if question.is_empty:
        return set()
    try:
        hits = asking.find(asking.Asked(question, kind=kind), tokens, limit=MOST_FOUND)
    except UnreadableError:
        return set()
    return {entry.number for entry in hits.entries}
