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
    # By how much all that lies beyond the edge stands later: where a way begins anew elsewhere, its
    # stations follow those before it, though they are of the same places.
    lift: int = 0


kinds: dict[str, Told] = {}
edges: list[Edge] = []
# Of what is found along a way, by how much it stands later than where the way was asked from.
Found = dict[Ref, int]


def way_of(ref: Ref, reader: Any, lang: str) -> list[Station]:
    """The stations before, at and after a thing that the reader may see, in their order."""
    found = {**_before([ref], reader), **_after(ref, reader), ref: 0}
    return _stations(found, ref, reader, lang)


def before(refs: Collection[Ref], reader: Any, lang: str) -> list[Station]:
    """The stations of these things, and of those that they came from, in their order."""
    return _stations({**_before(refs, reader), **dict.fromkeys(refs, 0)}, None, reader, lang)


def after(ref: Ref, reader: Any, lang: str) -> list[Station]:
    """The stations of what came out of a thing, in their order."""
    return _stations(_after(ref, reader), None, reader, lang)


def _stations(refs: Found, here: Ref | None, reader: Any, lang: str) -> list[Station]:
    found: list[Station] = []
    for kind, lift in sorted({(word, lift) for (word, _number), lift in refs.items()}):
        numbers = sorted(n for (word, n), lifted in refs.items() if (word, lifted) == (kind, lift))
        is_here = here is not None and here[0] == kind and lift == 0
        found += [
            one._replace(is_here=is_here, place=one.place + lift)
            for one in kinds[kind](numbers, reader, lang)
        ]
    return sorted(found, key=lambda one: (one.place, one.day or dt.date.max))


def _before(refs: Collection[Ref], reader: Any) -> Found:
    return _walked(refs, lambda edge: (edge.lower, edge.upper, edge.came_from, -edge.lift), reader)


def _after(ref: Ref, reader: Any) -> Found:
    return _walked([ref], lambda edge: (edge.upper, edge.lower, edge.out_of, edge.lift), reader)


def _walked(
    refs: Collection[Ref], along: Callable[[Edge], tuple[str, str, Follow, int]], reader: Any
) -> Found:
    """All that is reached along the edges; one query an edge and step, each thing asked once."""
    seen: Found = dict.fromkeys(refs, 0)
    ends = seen
    for _step in range(MOST_STEPS):
        found: Found = {}
        for edge in edges:
            begin, end, follow, lift = along(edge)
            for before in sorted({at for (word, _n), at in ends.items() if word == begin}):
                numbers = sorted(
                    n for (word, n), at in ends.items() if (word, at) == (begin, before)
                )
                for number in list(follow(numbers, reader))[:MOST_OF_A_KIND]:
                    found.setdefault((end, number), before + lift)
        ends = {ref: at for ref, at in found.items() if ref not in seen}
        if not ends:
            break
        seen = seen | ends
    return {ref: at for ref, at in seen.items() if ref not in set(refs)}
