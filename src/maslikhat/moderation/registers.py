"""What upper rooms tell the moderation, each in its `apps.py`: kinds of things, and their doors."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from maslikhat.kit.languages import Said
from maslikhat.kit.links import LARGEST_NUMBER
from maslikhat.registry.standing import Visitor


class Ref(NamedTuple):
    """A thing: the word of its kind, such as "dialogue.post", and its number."""

    kind: str
    number: int


class Thing(NamedTuple):
    """A thing as the moderation sees it, which it calls `ref`.

    `title` is what it is called or how it begins, `address` its path; `author` the number of the
    user who made it, None when nobody does any more; `council` the one in whose rooms it stands;
    `stands` whether its text is shown at all.
    """

    ref: Ref
    title: Said
    address: str
    author: int | None
    author_name: str
    council: int | None
    is_closed: bool
    made_at: dt.datetime
    stands: bool


class Text(NamedTuple):
    """What a thing says, and what it said before (number of the version, plain text), also when
    that is shown to nobody else."""

    html: SafeString
    language: str
    earlier: Sequence[tuple[int, str]] = ()


class Effect(NamedTuple):
    """What a measure does to a thing, and how it is undone, in the transaction of the act.

    `do` takes the number, the word of the reason and a sentence for all to read, or "".
    """

    do: Callable[[int, str, str], None]
    undo: Callable[[int], None]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that can be reported.

    `things(numbers)` tells of those that exist, whoever asks, in a fixed number of queries.
    `may_read(user, number)` says whether this reader may see one now. `places()` is the queryset of
    all of them, each with `council_there` (None where no council has the room), `is_closed_there`
    and `author_there`, the number of the user who made it, 0 when nobody does. `text(number)` is
    what one says. `effects` are the measures that change it, by their word: "hide", "lock".
    """

    name: str | Promise
    things: Callable[[Collection[int]], Mapping[int, Thing]]
    may_read: Callable[[Visitor, int], bool]
    places: Callable[[], QuerySet[Any]]
    text: Callable[[int], Text]
    effects: Mapping[str, Effect] = field(default_factory=dict)


# By the word that stands in addresses: "dialogue.post".
kinds: dict[str, Kind] = {}


def thing(ref: Ref) -> Thing | None:
    """The thing itself; None when there is no such."""
    known = kinds.get(ref.kind)
    if known is None or not 0 < ref.number <= LARGEST_NUMBER:
        return None
    return known.things([ref.number]).get(ref.number)


def things(refs: Collection[Ref]) -> dict[Ref, Thing]:
    """Many things, asked for once a kind."""
    found: dict[Ref, Thing] = {}
    for word in sorted({ref.kind for ref in refs} & kinds.keys()):
        shown = kinds[word].things([ref.number for ref in refs if ref.kind == word])
        found |= {Ref(word, number): one for number, one in shown.items()}
    return found
