"""Cards: what a link to a page of the portal unfolds into, as each reader may see it now."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from maslikhat.kit.languages import Said
from maslikhat.kit.links import own_page


class Card(NamedTuple):
    """A thing in a few words: what it is called in general, its own name, and what to know of it.

    `address` is the path of its page in the reader's language; `initials` stand in the place of a
    portrait.
    """

    kind: str
    title: Said
    address: str
    lines: Sequence[Said] = ()
    initials: str = ""


# What stands in the address, who reads, and the reader's language: kk, ru or en. The functions
# answer None for what does not exist and for what this reader may not see, without a difference.
Unfold = Callable[[Mapping[str, Any], Any, str], Card | None]
# By the name of the page's address, such as "portal:council"; upper rooms add theirs.
cards: dict[str, Unfold] = {}


def card_of(address: str, reader: Any, lang: str) -> Card | None:
    """The card of the page that an address leads to; None when there is none for this reader."""
    page = own_page(address)
    unfold = cards.get(page.name) if page else None
    return unfold(page.given, reader, lang) if page and unfold else None
