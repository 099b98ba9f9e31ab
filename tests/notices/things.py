"""Things of rooms that are not there: topics, posts and subjects, some of them closed.

They are rows of Django's own table of kinds of content, for a question must be a queryset. Who may
see a closed one stands in `closed`: the register's two answers are made of the same set.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.kit.languages import Said
from maslikhat.kit.transactions import writing
from maslikhat.notices import actions, registers
from maslikhat.notices.models import Happening
from maslikhat.notices.registers import Kind, Thing

TOPIC, SUBJECT, POST = "sample.topic", "sample.subject", "sample.post"
# Number → the users who may see it; what is not here is open to all.
closed: dict[int, set[int]] = {}


def make(kind: str, title: str) -> int:
    """A new thing; its number."""
    return ContentType.objects.create(app_label=kind, model=title).pk


def show_of(kind: str) -> registers.Show:
    """The register's answer for a kind, in one query."""

    def show(numbers: Collection[int], readers: Collection[User], lang: str) -> Mapping[int, Thing]:
        rows = ContentType.objects.filter(app_label=kind, pk__in=numbers).values_list("pk", "model")
        everyone = {reader.pk for reader in readers}
        return {
            number: Thing(
                Said(title, "ru"),
                f"/{lang}/sample/{number}/",
                everyone & closed[number] if number in closed else None,
            )
            for number, title in rows
        }

    return show


def visible_of(kind: str) -> Any:
    """The register's question for a kind."""

    def visible(user: User) -> QuerySet[ContentType]:
        return ContentType.objects.filter(app_label=kind).exclude(pk__in=hidden(user))

    return visible


def hidden(user: User) -> frozenset[int]:
    """The numbers of what is closed to this user."""
    return frozenset(number for number, readers in closed.items() if user.pk not in readers)


def names(numbers: Collection[int], lang: str) -> dict[int, str]:
    """Users are called by their sign-in names here."""
    return {
        user: name.title()
        for user, name in User.objects.filter(pk__in=numbers).values_list("pk", "username")
    }


@contextmanager
def registered() -> Iterator[None]:
    """The registers as an upper room would fill them."""
    before = dict(registers.kinds), dict(registers.acts), list(registers.people)
    offices = list(registers.offices)
    registers.kinds.update(
        {
            TOPIC: Kind(_("Topic"), show_of(TOPIC), visible_of(TOPIC)),
            SUBJECT: Kind(_("Subject"), show_of(SUBJECT), visible_of(SUBJECT)),
            POST: Kind(_("Post"), show_of(POST), visible_of(POST), can_be_followed=False),
        }
    )
    registers.acts.update({"sample.reply": "%(who)s replied", "sample.ask": "%(who)s asks you"})
    registers.people[:] = [names]
    registers.offices.append(hidden)
    closed.clear()
    try:
        yield
    finally:
        for register, was in ((registers.kinds, before[0]), (registers.acts, before[1])):
            register.clear()
            register.update(was)  # type: ignore[arg-type]
        registers.people[:] = before[2]
        registers.offices[:] = offices
        closed.clear()


_told = 0


def reply(topic: int, by: User | None, text: str = "", **words: Any) -> Happening:
    """Somebody replies in a topic."""
    global _told
    _told += 1
    if text:
        words["part"] = (POST, make(POST, text))
    with writing():
        return actions.tell(
            TOPIC, topic, by=by, **{"act": "sample.reply", "key": f"reply {_told}", **words}
        )
