"""Lines that lead somewhere, as rooms give them to a page that shows them together."""

from typing import NamedTuple


class Line(NamedTuple):
    """Where it leads, what it is about and what to do there; `lang` when not the page's own."""

    address: str
    title: str
    note: str = ""
    lang: str = ""
