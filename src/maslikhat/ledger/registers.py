"""What upper rooms tell the record, each in its `apps.py`: which entries may be shown, and as what.

An entry is opened to everyone only when its kind and its act stand here and its thing is one that
everyone may see now. Of all others nothing is shown but the hash of the leaf, which tells nothing.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from django.utils.functional import Promise

from maslikhat.kit.languages import Said


class Thing(NamedTuple):
    """What an entry speaks of: its title, the path of its page, and where it belongs if anywhere.

    `within` is for example the name of the maslikhat. `files` are the SHA-256 of the files that it
    has now, where they may be made anew; None where they stay as they are. `since` is a sentence
    of what came of it after its entries, such as that it was repealed.
    """

    title: Said
    address: str
    within: Said | None = None
    files: Collection[str] | None = None
    since: str = ""


# Numbers of things and a language → those of them that everyone may see, by number.
Show = Callable[[Collection[int], str], Mapping[int, Thing]]


@dataclass(frozen=True)
class Kind:
    """A kind of thing that entries speak of, such as a decision.

    `name` is what one is called. `show` names those that everyone may see now, in a fixed number
    of queries; it leaves out what is closed or hidden as it leaves out what does not exist. `acts`
    are those whose entries may be opened, with what was done: {"decisions.publish": _("The
    decision was published")}. What the page of the thing does not tell everyone, who did what and
    when, must not be among them. `narrower` has another `show` for an act that is open for fewer
    things, such as a vote cast in an open ballot. `of_no_file` are acts whose digest is not that
    of a file but of what was decided (docs/record.md), or of a key.
    """

    name: str | Promise
    show: Show
    acts: Mapping[str, str | Promise]
    narrower: Mapping[str, Show] = field(default_factory=dict)
    of_no_file: Collection[str] = ()


# By the word that stands in entries: "decisions.decision", which is Django's `label_lower`.
kinds: dict[str, Kind] = {}
