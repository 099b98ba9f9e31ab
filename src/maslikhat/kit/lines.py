"""Lines that lead somewhere, as rooms give them to a page that shows them together."""

from collections.abc import Sequence
from typing import NamedTuple

from maslikhat.kit.languages import Said

# The way to a page: an address and its words each, with their language where it may be another.
Trail = Sequence[tuple[str, str | Said]]


class Line(NamedTuple):
    """Where it leads, what it is about and what to do there; `lang` when not the page's own.

    `is_late`: what is to be done there is overdue, and the note says so.
    """

    address: str
    title: str
    note: str = ""
    lang: str = ""
    is_late: bool = False
