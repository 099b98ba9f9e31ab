"""What upper rooms tell this one, each in its `apps.py`: kinds of things, acts, names of people."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise

from maslikhat.accounts.models import User
from maslikhat.kit.languages import Said


class Thing(NamedTuple):
    """A thing as it is named in lists and letters.

    `address` is its path in the language asked for, such as ``/kk/dialogue/topics/5/``. `readers`
    are the numbers of those among the readers asked for who may see it now; None: all of them.
    """

    title: Said
    address: str
    readers: Collection[int] | None = None


Show = Callable[[Collection[int], Collection[User], str], Mapping[int, Thing]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing, such as a topic.

    `name` is what one is called. `show(numbers, readers, lang)` names those that exist and says
    which of the readers may see each: in a fixed number of queries, however many there are of
    both. `visible(user)` is the queryset of those that this reader may see, for counting; None:
    everyone sees all. It asks nothing itself, and goes by the number of the reader, the day and
    the `offices` alone. The two must agree. What cannot be followed stands only as the part of a
    thing of which is told, such as a post of a topic; its title is then an excerpt.
    """

    name: str | Promise
    show: Show
    visible: Callable[[User], QuerySet[Any]] | None = None
    can_be_followed: bool = True


# By the word that stands in `tell` and in addresses: "dialogue.topic".
kinds: dict[str, Kind] = {}
# What was done, by the act's word: a sentence with %(who)s, such as _("%(who)s replied").
acts: dict[str, str | Promise] = {}
# Names of users: (numbers, language) → number → name. The first that knows one counts.
people: list[Callable[[Collection[int], str], Mapping[int, str]]] = []
# What a reader is in the country today, by which it is decided what the reader may see.
offices: list[Callable[[User], Hashable]] = []
