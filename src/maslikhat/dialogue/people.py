"""Deputies as they are picked: found by surname, named with their council."""

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, FilteredRelation, Q

from maslikhat.kit.days import holds_on, today
from maslikhat.kit.languages import LANGUAGES, Said, reader_language, said
from maslikhat.registry.models import Mandate, Person
from maslikhat.registry.standing import Visitor, standing

MOST_FOUND = 20
_NAMES = tuple(f"{part}_{lang}" for part in ("surname", "given") for lang in LANGUAGES)
_COUNCIL = "seat__convocation__council"


class Deputy(NamedTuple):
    """A deputy in a list: no council for who holds no mandate today."""

    pk: int
    name: str
    initials: str
    council: Said | None
    # Whether there is somebody to read what is sent.
    has_joined: bool


def person_of(user: Visitor) -> int:
    """The number of the person who acts; who may act as a deputy is one."""
    person = standing(user).person_id
    assert person is not None, "a deputy is a person"
    return person


def may_be_written_to(person: Person, user: Visitor) -> bool:
    """Whether the reader, a deputy, may write to this one, who has joined the portal."""
    who = standing(user)
    return bool(who.deputy_of) and person.user_id is not None and person.pk != who.person_id


def deputies_called(text: str, leaving_out: Collection[int] = ()) -> list[Deputy]:
    """Deputies of today whose surname begins so in any language, twenty at most; one query."""
    held = Mandate.objects.on().called(text[:100]).exclude(person__in=leaving_out)
    held = held.select_related("person", "convocation__council")
    # Those who can answer come first.
    is_away = ExpressionWrapper(Q(person__user__isnull=True), BooleanField())
    by_name = (is_away, f"person__sort_{reader_language()}", "pk")
    found = held.order_by(*by_name)[:MOST_FOUND]
    return [_told(seat.person, said(seat.convocation.council, "name")) for seat in found]


def deputies_of(numbers: Iterable[int]) -> dict[int, Deputy]:
    """These persons by the alphabet, with the councils they sit in today; one query."""
    persons = Person.objects.filter(pk__in=numbers).annotate(
        seat=FilteredRelation("mandates", condition=holds_on(today(), "mandates__"))
    )
    rows = persons.order_by(f"sort_{reader_language()}", "pk").values(
        "pk", "user_id", *_NAMES, *(f"{_COUNCIL}__name_{lang}" for lang in LANGUAGES)
    )
    return {row["pk"]: _row(row) for row in rows}


def _row(row: dict[str, Any]) -> Deputy:
    person = Person(**{name: row[name] for name in ("pk", "user_id", *_NAMES)})
    council = said(row, f"{_COUNCIL}__name")
    return _told(person, council if council.text else None)


def _told(person: Person, council: Said | None) -> Deputy:
    return Deputy(
        person.pk, person.short_name(), person.initials(), council, person.user_id is not None
    )
