"""What whoever has posted is told: which of those named have heard, and which names tell nobody."""

from collections.abc import Iterator
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.followed import entrants
from maslikhat.dialogue.mentionable import Unlinked, plain_names
from maslikhat.dialogue.mentioned import named_in, users_named
from maslikhat.dialogue.models import Mention, Post
from maslikhat.kit.languages import said
from maslikhat.registry.standing import standing


class Reached(NamedTuple):
    """The names of those who have heard, of those who could not, and what is no link."""

    told: list[str]
    untold: list[str]
    plain: list[Unlinked]

    def sentences(self) -> list[tuple[bool, str]]:
        """What to say, each with whether it is a warning."""
        told = _("Told at once that they are named: %(names)s.")
        untold = _(
            "Named, but not told, for they have no account yet or may not enter here: %(names)s."
        )
        rows = ((False, told, self.told), (True, untold, self.untold))
        found = [(bad, words % {"names": ", ".join(names)}) for bad, words, names in rows if names]
        return found + [(True, words) for words in _plain(self.plain)]


def _plain(names: list[Unlinked]) -> Iterator[str]:
    """Of names that are no link: what to do so that they tell somebody."""
    unknown = [f"“@{name.typed}”" for name in names if name.meant is None]
    if unknown:
        yield _(
            "%(typed)s told nobody, for no deputy of this name was chosen. Change the text, and"
            " choose whom you mean in the list that opens after “@”, or by “Name someone”."
        ) % {"typed": ", ".join(unknown)}
    for name in names:
        if name.meant is not None:
            link = {"place": name.meant.place.text, "link": name.meant.markdown}
            yield _(
                "“@%(typed)s” told nobody, for it is plain text. If you mean the deputy of"
                " %(place)s, change the text and put this in its place: %(link)s"
            ) % {"typed": name.typed, **link}


def reached_by(post: Post, *, by: User) -> Reached:
    """Whom a post has reached; it asks nothing of one that names nobody."""
    plain = plain_names(post.body) if "@" in post.body else []
    named = named_in(post.html) if 'href="' in post.html else set()
    if not named:
        return Reached([], [], plain)
    own = standing(by).person_id
    rows = post.mentions.select_related("person", "commission", "council").order_by("pk")
    heard = {
        row: users_named({one}) - {by.pk}
        for row in rows
        if (one := row.named) in named and row.person_id != own
    }
    users = User.objects.filter(pk__in=set().union(*heard.values()), is_active=True)
    inside = entrants([post.topic.room], list(users))(post.topic.room)
    may_hear = {user.pk for user in users} if inside is None else set(inside)
    told = {row: bool(found & may_hear) for row, found in heard.items()}
    return Reached(
        [_name(row) for row, is_told in told.items() if is_told],
        [_name(row) for row, is_told in told.items() if not is_told],
        plain,
    )


def _name(row: Mention) -> str:
    if row.person is not None:
        return row.person.short_name()
    return said(row.commission or row.council, "name").text
