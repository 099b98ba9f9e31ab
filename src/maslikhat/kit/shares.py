"""A part of a whole as it is told: always in numbers, as a share where these are enough for one."""

from typing import NamedTuple

# Of fewer a share says nothing.
LEAST = 5


class Share(NamedTuple):
    """So many of so many."""

    part: int
    whole: int
    # Whether of each of the whole it is known if it belongs to the part.
    is_known: bool = True

    @property
    def percent(self) -> int | None:
        """The share in whole per cent; None where the whole is too small or not known for one.

        It is 0 or 100 only where it is exactly so.
        """
        if self.whole < LEAST or not self.is_known:
            return None
        rounded = (200 * self.part + self.whole) // (2 * self.whole)
        if 0 < self.part < self.whole:
            return min(max(rounded, 1), 99)
        return rounded
