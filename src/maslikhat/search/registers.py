"""What upper rooms tell search, in their `apps.py`: kinds, readers' tokens, and all they have."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from maslikhat.accounts.models import User
from maslikhat.search.models import PUBLIC

Visitor = User | AnonymousUser
Words = str | Mapping[str, str]


@dataclass(frozen=True)
class Draft:
    """What a room tells of one thing.

    `title` and `text` are plain text in `language`, or by language (kk, ru, en) where the thing has
    several and `language` is empty. `place` is a KATO of nine digits, `rubric` a code; `slug` is
    handed to the kind's `address` beside the number.
    """

    kind: str
    number: int
    title: Words
    text: Words = ""
    audience: str = PUBLIC
    language: str = ""
    place: str = ""
    rubric: str = ""
    moment: dt.datetime | None = None
    slug: str = ""


# After this number, at most so many, in the order of numbers: [] when there are no more.
Source = Callable[[int, int], Sequence[Draft]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be found.

    `label` gives its name in the reader's language, in the plural as lists have it; `address` the
    path of one by number and slug, in the reader's language; `entries` all there are, page by page,
    from which the table can be made anew. `is_named`: its titles are its own, are looked through
    and proposed while one types, as those of topics are; a post is shown under its topic's.
    """

    label: Callable[[], str]
    address: Callable[[int, str], str]
    entries: Source
    is_named: bool = True


kinds: dict[str, Kind] = {}
# Each gives the tokens of closed audiences that this reader may find in, such as {"room:17"}.
readers: list[Callable[[Visitor], Collection[str]]] = []
# The same tokens as a question to the database, for conditions within a query.
asked_tokens: list[Callable[[Visitor], QuerySet[Any, Any]]] = []
# Who of these users may find in each of these closed audiences: token → numbers of users, in a
# fixed number of queries. It agrees with `readers`.
entrants: list[Callable[[Collection[str], Collection[User]], Mapping[str, Collection[int]]]] = []
# What the filters `place` and `rubric` offer: (value, name in the reader's language).
choices: dict[str, Callable[[], Sequence[tuple[str, str]]]] = {}


def tokens_of(user: Visitor | None) -> frozenset[str]:
    """The audiences whose entries this reader may find, asked anew each time."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset({PUBLIC})
    return frozenset({PUBLIC}).union(*(tokens(user) for tokens in readers))


def those_who_find(tokens: Collection[str], users: Collection[User]) -> dict[str, set[int]]:
    """Who of these users may find in each of these closed audiences today."""
    found: dict[str, set[int]] = {token: set() for token in tokens}
    for ask in entrants:
        for token, numbers in ask(tokens, users).items():
            found[token] |= set(numbers)
    return found
