"""Where the counting of two tellers stands: who has entered, whether they agree."""

from collections.abc import Collection
from dataclasses import dataclass

from maslikhat.voting.models import Ballot, Count

TELLERS = 2


@dataclass(frozen=True)
class Counted:
    """The attempt that is under way, who has entered in it, and the count that both agree on."""

    attempt: int
    # Places of the tellers, 1 and 2, who have entered in this attempt.
    entered: Collection[int]
    agreed: Count | None
    # Pairs that differed, in order: shown, never removed.
    disagreements: tuple[tuple[Count, Count], ...]


def counted(ballot: Ballot) -> Counted:
    """Where the counting of a ballot stands; one query."""
    counts = Count.objects.filter(teller__ballot=ballot).select_related("teller__person")
    attempts: dict[int, list[Count]] = {}
    for count in counts.order_by("attempt", "teller__place"):
        attempts.setdefault(count.attempt, []).append(count)
    differed: list[tuple[Count, Count]] = []
    for number, pair in attempts.items():
        if len(pair) < 2:
            return Counted(number, {pair[0].teller.place}, None, tuple(differed))
        first, second = pair
        if first.found == second.found:
            return Counted(number, {1, 2}, first, tuple(differed))
        differed.append((first, second))
    return Counted(len(attempts) + 1, set(), None, tuple(differed))
