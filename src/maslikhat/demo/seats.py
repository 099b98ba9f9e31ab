"""Invented numbers of seats that add up to the public totals of 2020 and 2023.

The Central Election Commission sets the seats of each council (its decision No. 21/323 of
11 September 2020 and later ones); those numbers are not part of the portal, so the demo deals out
its own: 3,335 seats in 216 maslikhats on 22 September 2020 and 3,415 in 223 on 19 March 2023.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple


class Range(NamedTuple):
    """The least, the usual and the most seats of one level (Law 148, art. 5: at most 50/30/25)."""

    least: int
    usual: int
    most: int


RANGES: Mapping[str, Range] = {
    "regional": Range(25, 34, 50),
    "city": Range(14, 19, 30),
    "district": Range(9, 12, 25),
}
TOTAL_2020 = 3335
TOTAL_2023 = 3415


def dealt(levels: Sequence[str], total: int, random: Random) -> list[int]:
    """Seats for councils of these levels, in their order, that add up to `total` exactly.

    Raises ValueError when the ranges cannot hold the total.
    """
    ranges = [RANGES[level] for level in levels]
    if not sum(r.least for r in ranges) <= total <= sum(r.most for r in ranges):
        raise ValueError(f"{total} seats cannot be dealt to {len(levels)} councils")
    seats = [min(r.most, max(r.least, r.usual + random.randint(-3, 4))) for r in ranges]
    order = list(range(len(seats)))
    random.shuffle(order)
    while (missing := total - sum(seats)) != 0:
        step = 1 if missing > 0 else -1
        for place in order[: abs(missing)]:
            if ranges[place].least <= seats[place] + step <= ranges[place].most:
                seats[place] += step
    return seats
