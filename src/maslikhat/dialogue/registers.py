"""What upper rooms tell the dialogue, each in its `apps.py`: what leads to a topic, and from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, Protocol

from django.db.models import BooleanField, Exists, Value
from django.utils.functional import Promise

from maslikhat.dialogue.permissions import Asked
from maslikhat.registry.standing import Visitor


class Matter(NamedTuple):
    """What is to be turned into something: a topic, or one post of it."""

    topic: int
    post: int | None = None


class Told(Asked, Protocol):
    """A topic, or its head on a page."""

    @property
    def pk(self) -> int: ...


@dataclass(frozen=True)
class Entry:
    """One thing a topic may become, such as an inquiry.

    `label` is what stands on the link, such as _("Inquiry"); `address` leads to the page, in the
    reader's language, on which it is begun with the words of the topic or post; `may` says whether
    this reader may begin it. `may` is asked each time a topic is shown to who has signed in: it
    answers without a query, from `standing`, or with one.
    """

    label: str | Promise
    address: Callable[[Matter], str]
    may: Callable[[Visitor, Told], bool]


# By name, in the order in which they are shown.
turn_into: dict[str, Entry] = {}


class Opening(NamedTuple):
    """The words a topic about a matter of an upper room begins with; `rubric` is a code."""

    title: str
    body: str
    rubric: str = ""


# The word of a matter → its number and the reader's language → how a topic about it begins, or None
# where there is no such thing: `?about=environment-12`.
openings: dict[str, Callable[[int, str], Opening | None]] = {}


# By name: whether a post (`OuterRef("pk")`) has led to something outside the dialogue, as an upper
# room can say within the query of the posts themselves.
led_on: dict[str, Callable[[], Exists]] = {}


def has_led_on() -> Any:
    """Whether a post has led to anything that an upper room knows of, as part of a query."""
    asked: list[Any] = [one() for one in led_on.values()]
    return reduce(or_, asked) if asked else Value(False, output_field=BooleanField())


# Address and label of each way; of one post by its number, of the whole topic by none.
Ways = Callable[[int | None], list[tuple[str, str]]]


def ways_from(topic: Told, user: Visitor) -> Ways:
    """What this reader may turn a topic and its posts into; `may` is asked once for all of them."""
    known = turn_into.values() if user.is_authenticated else ()
    open_now = [entry for entry in known if entry.may(user, topic)]

    def ways(post: int | None) -> list[tuple[str, str]]:
        matter = Matter(topic.pk, post)
        return [(entry.address(matter), str(entry.label)) for entry in open_now]

    return ways
