"""The way of a matter: things that came out of one another, told by the rooms they stand in.

A room names the stations of its own kinds and the edges along which one thing comes out of another.
The way of a thing is what it came from, itself, and what came out of it, never what stands beside
it. No domain word here: upper rooms add theirs.
"""

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from typing import Any, NamedTuple

from django.utils.functional import Promise

# A kind and a number, such as ("topic", 5).
Ref = tuple[str, int]
# As far as a way is followed, and how many things of a kind: a page shows a strip, not a list.
MOST_STEPS, MOST_OF_A_KIND = 5, 12


class Station(NamedTuple):
    """A station: its words, its day, whether it is past; `is_late` when its day is over.

    `place` orders stations: raised 10, on an agenda 20, decided 30, asked 40, and so on; those of
    one place stand by their day. `address` is the path of its page, if it has one.
    """

    words: str | Promise
    day: dt.date | None
    is_past: bool
    is_late: bool = False
    address: str = ""
    place: int = 0
    is_here: bool = False
    # Whether a day that is still ahead is one that something is owed by.
    is_owed: bool = True


# The numbers of things of a kind, who reads, the reader's language.
Told = Callable[[Collection[int], Any, str], Sequence[Station]]
# The numbers of things at one end of an edge, and who reads: those at the other end that the
# reader may see, in one query.
Follow = Callable[[Collection[int], Any], Collection[int]]


class Edge(NamedTuple):
    """Things of the kind `lower` come out of things of the kind `upper`."""

    upper: str
    lower: str
    # Of upper things those that came out of them; of lower ones those that they came from.
    out_of: Follow
    came_from: Follow


kinds: dict[str, Told] = {}
edges: list[Edge] = []


def way_of(ref: Ref, reader: Any, lang: str) -> list[Station]:
    """The stations before, at and after a thing that the reader may see, in their order."""
    return _stations(_before([ref], reader) | {ref} | _after(ref, reader), ref, reader, lang)


def before(refs: Collection[Ref], reader: Any, lang: str) -> list[Station]:
    """The stations of these things, and of those that they came from, in their order."""
    return _stations(_before(refs, reader) | set(refs), None, reader, lang)


def _stations(refs: set[Ref], here: Ref | None, reader: Any, lang: str) -> list[Station]:
    found: list[Station] = []
    for kind, told in kinds.items():
        numbers = sorted(number for word, number in refs if word == kind)
        if numbers:
            is_here = here is not None and here[0] == kind
            found += [one._replace(is_here=is_here) for one in told(numbers, reader, lang)]
    return sorted(found, key=lambda one: (one.place, one.day or dt.date.max))


def _before(refs: Collection[Ref], reader: Any) -> set[Ref]:
    return _walked(refs, lambda edge: (edge.lower, edge.upper, edge.came_from), reader)


def _after(ref: Ref, reader: Any) -> set[Ref]:
    return _walked([ref], lambda edge: (edge.upper, edge.lower, edge.out_of), reader)


def _walked(
    refs: Collection[Ref], along: Callable[[Edge], tuple[str, str, Follow]], reader: Any
) -> set[Ref]:
    """All that is reached along the edges; one query an edge and step, each thing asked once."""
    seen, ends = set(refs), set(refs)
    for _step in range(MOST_STEPS):
        found: set[Ref] = set()
        for edge in edges:
            begin, end, follow = along(edge)
            numbers = sorted(number for word, number in ends if word == begin)
            if numbers:
                found |= {
                    (end, number) for number in list(follow(numbers, reader))[:MOST_OF_A_KIND]
                }
        ends = found - seen
        if not ends:
            break
        seen |= ends
    return seen - set(refs)
