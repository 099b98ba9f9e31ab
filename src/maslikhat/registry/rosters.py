"""Who sits in a council on a day, and how many seats stand empty."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES, reader_language, said
from maslikhat.kit.prepared import Prepared
from maslikhat.registry.models import (
    CommissionMember,
    Constituency,
    Council,
    GroupMember,
    Mandate,
    Person,
    Seats,
)
from maslikhat.registry.models.people import Name, nearest_name


class Sitting(NamedTuple):
    """A deputy in a list: no party when self-nominated, no constituency when from a list."""

    person_id: int
    name: Name
    party: tuple[int, str] | None
    constituency: tuple[int, str] | None
    convocation: tuple[str, dt.date]


def _by_alphabet(lang: str) -> Prepared:
    return Prepared(
        lambda council, day: (
            Mandate.objects.on(day)
            .filter(convocation__council=council)
            .order_by(f"person__sort_{lang}", "pk")
            .values(
                "person_id",
                *(f"person__surname_{lang}" for lang in LANGUAGES),
                *(f"person__given_{lang}" for lang in LANGUAGES),
                *(f"person__patronymic_{lang}" for lang in LANGUAGES),
                "party_id",
                *(f"party__short_{lang}" for lang in LANGUAGES),
                "constituency__number",
                *(f"constituency__name_{lang}" for lang in LANGUAGES),
                "convocation__number",
                "convocation__from_day",
            )
        )
    )


_sitting = {lang: _by_alphabet(lang) for lang in LANGUAGES}
_seats = Prepared(
    lambda council, day: Seats.objects.on(day).filter(council=council).values("number")
)


@dataclass
class Deputy:
    """A deputy on a day: the mandate, and the places in commissions and groups."""

    mandate: Mandate
    commissions: list[CommissionMember] = field(default_factory=list)
    groups: list[GroupMember] = field(default_factory=list)

    @property
    def person(self) -> Person:
        """Who the deputy is."""
        return self.mandate.person


def deputies(council: Council, day: dt.date | None = None, lang: str | None = None) -> list[Deputy]:
    """The deputies of a council on `day`, today when absent, by alphabet; three queries."""
    day = day or today()
    mandates = Mandate.objects.on(day).of(council).with_names()
    return with_places(mandates.order_by(f"person__sort_{lang or reader_language()}", "pk"), day)


def sitting(council: Council, day: dt.date) -> list[Sitting]:
    """The deputies of a council on `day` by alphabet, as a list shows them; one query."""
    lang = reader_language()
    return [_sitting_row(row, lang) for row in _sitting[lang](council.pk, day)]


def _sitting_row(row: Mapping[str, Any], lang: str) -> Sitting:
    party, number = row["party_id"], row["constituency__number"]
    return Sitting(
        row["person_id"],
        nearest_name(lambda part: row[f"person__{part}"], lang),
        None if party is None else (party, said(row, "party__short", lang).text),
        None if number is None else (number, said(row, "constituency__name", lang).text),
        (row["convocation__number"], row["convocation__from_day"]),
    )


def with_places(mandates: Iterable[Mandate], day: dt.date) -> list[Deputy]:
    """The mandates with the places in commissions and groups held on `day`; two more queries."""
    found = {mandate.pk: Deputy(mandate) for mandate in mandates}
    for place in (
        CommissionMember.objects.on(day)
        .filter(mandate__in=list(found))
        .select_related("commission")
        .order_by("commission__pk")
    ):
        found[place.mandate_id].commissions.append(place)
    for member in (
        GroupMember.objects.on(day)
        .filter(mandate__in=list(found))
        .select_related("group__party")
        .order_by("group__pk")
    ):
        found[member.mandate_id].groups.append(member)
    return list(found.values())


class Represented(NamedTuple):
    """Who represents a place in a council, and the constituencies over it whose seat is empty."""

    mandates: list[Mandate]
    vacant: list[Constituency]


def representing(council: Council, units: Collection[int], day: dt.date) -> Represented:
    """Who represents a place on `day`: `units` are its number and those above it; two queries.

    Where constituencies hold the place, those elected in them and then those of the party lists,
    who answer to the whole territory; where none is drawn over it, everyone. By alphabet.
    """
    over = (
        Constituency.objects.on(day).filter(council=council, units__in=units).distinct()
    ).in_bulk()
    mandates = list(
        Mandate.objects.on(day)
        .of(council)
        .with_names()
        .order_by(f"person__sort_{reader_language()}", "pk")
    )
    if not over or not mandates:
        return Represented(mandates, [])
    own = [mandate for mandate in mandates if mandate.constituency_id in over]
    listed = [mandate for mandate in mandates if mandate.constituency_id is None]
    held = {mandate.constituency_id for mandate in own}
    vacant = [one for number, one in over.items() if number not in held]
    return Represented(own + listed, sorted(vacant, key=lambda one: one.number))


def seats_on(council: Council, day: dt.date | None = None) -> int | None:
    """How many seats the council has by law on `day`; None where that is not known."""
    found = _seats(council.pk, day or today())
    return found[0]["number"] if found else None


def is_entered(council: Council, day: dt.date) -> bool:
    """Whether the portal has a convocation of the council on `day`, and so knows who sat in it."""
    return council.convocations.on(day).exists()


def vacancies(council: Council, day: dt.date | None = None) -> int | None:
    """Seats on `day` less the mandates held; None where the seats or their holders are unknown."""
    day = day or today()
    seats = seats_on(council, day)
    if seats is None or not is_entered(council, day):
        return None
    return seats - Mandate.objects.on(day).of(council).count()
