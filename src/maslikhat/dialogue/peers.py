"""Whom to ask: deputies in the order in which they are likely to know, and why each of them.

A deputy is proposed for knowing the subject: through a commission that deals with it, or through
answers on it that who asked has accepted. Council and place only put those who know in order.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

# A deputy is asked once in this time, over all topics; so many are waited for in one.
A_WEEK = dt.timedelta(days=7)
MOST_WAITING = 5
MOST_PROPOSED = 8
# So that not one commission is all that is proposed, as long as others know as well.
MOST_OF_A_COUNCIL = 2
# What an office in the commission weighs; any other place in it is a member's.
OFFICES = {"chair": 6, "deputy_chair": 4, "secretary": 3}
MEMBER = 3
# An accepted answer is proof: two outweigh any office. More than five weigh no more.
ANSWER, MOST_ANSWERS = 4, 5
SAME_LEVEL, SAME_KIND, SAME_REGION = 2, 2, 1


@dataclass(frozen=True)
class Seat:
    """Where a deputy sits: numbers of council and region, level, kind of unit; "" in Parliament."""

    council: int
    level: str
    unit_kind: str = ""
    region: int | None = None


@dataclass(frozen=True)
class Peer:
    """A deputy who may be asked: the place in a commission on the subject, "" without one, and how
    many answers on it were accepted."""

    person: int
    seat: Seat
    position: str = ""
    answers: int = 0

    @property
    def knows(self) -> bool:
        """Whether anything speaks for asking."""
        return bool(self.position) or self.answers > 0


def score(peer: Peer, asker: Seat) -> int:
    """How much speaks for asking this deputy: 0 when nothing does, at most 31."""
    if not peer.knows:
        return 0
    points = ANSWER * min(peer.answers, MOST_ANSWERS)
    if peer.position:
        points += OFFICES.get(peer.position, MEMBER)
    # Those of the own council are met at its sittings: their likeness adds nothing.
    if peer.seat.council == asker.council:
        return points
    points += SAME_LEVEL * (peer.seat.level == asker.level)
    points += SAME_KIND * is_alike(peer.seat, asker)
    return points + SAME_REGION * is_near(peer.seat, asker)


def is_alike(seat: Seat, asker: Seat) -> bool:
    """Whether both sit for the same kind of place, such as a city of a region."""
    return bool(seat.unit_kind) and seat.unit_kind == asker.unit_kind


def is_near(seat: Seat, asker: Seat) -> bool:
    """Whether both are of one region."""
    return seat.region is not None and seat.region == asker.region


def best(peers: Iterable[Peer], asker: Seat, topic: int, most: int = MOST_PROPOSED) -> list[Peer]:
    """Those who know, the likeliest first, at most two of a council while others know as well.

    Among equals the order is another for each topic, so that not the same are always asked.
    """
    known = [peer for peer in peers if peer.knows]
    known.sort(key=lambda peer: (-score(peer, asker), _lot(peer.person, topic), peer.person))
    first: list[Peer] = []
    rest: list[Peer] = []
    taken: Counter[int] = Counter()
    for peer in known:
        taken[peer.seat.council] += 1
        (first if taken[peer.seat.council] <= MOST_OF_A_COUNCIL else rest).append(peer)
    return (first + rest)[:most]


def _lot(person: int, topic: int) -> int:
    """A number as good as drawn, the same each time for a person and a topic."""
    # Knuth's multiplicative hash, 32 bits (The Art of Computer Programming, vol. 3, 6.4).
    return (person * 2654435761 ^ topic * 40503) * 2654435761 % 2**32 >> 8
