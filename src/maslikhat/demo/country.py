"""The councils of the demo: seats, convocations, deputies, heads, commissions, factions."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from maslikhat.accounts.models import User
from maslikhat.demo import people
from maslikhat.demo.names import name
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.prepared import PreparedThings
from maslikhat.places.models import Unit
from maslikhat.registry.actions import commissions, councils, groups, heads, listing
from maslikhat.registry.actions.councils import Drawn
from maslikhat.registry.actions.people import register_person
from maslikhat.registry.models import (
    Commission,
    CommissionMember,
    Convocation,
    Council,
    Group,
    Level,
    Mandate,
    Party,
    Person,
)

BASIS = "Ойдан алынған · вымышлено · invented"
# Openings of the first sessions, one day for all councils: real ones differ by some days.
SEVENTH = dt.date(2021, 1, 18)
EIGHTH = dt.date(2023, 3, 28)
ELECTED = dt.date(2023, 3, 19)
SEATS_FROM = dt.date(2016, 3, 20)


class Named(NamedTuple):
    """A name in three languages."""

    kk: str
    ru: str
    en: str


COMMISSIONS = (
    Named(
        "Бюджет, қаржы және экономика жөніндегі тұрақты комиссия",
        "Постоянная комиссия по бюджету, финансам и экономике",
        "Standing commission on budget, finance and economy",
    ),
    Named(
        "Экология және аграрлық мәселелер жөніндегі тұрақты комиссия",
        "Постоянная комиссия по экологии и аграрным вопросам",
        "Standing commission on ecology and agrarian issues",
    ),
    Named(
        "Әлеуметтік саясат жөніндегі тұрақты комиссия",
        "Постоянная комиссия по социальной политике",
        "Standing commission on social policy",
    ),
    Named(
        "Заңдылық және жергілікті өзін-өзі басқару жөніндегі тұрақты комиссия",
        "Постоянная комиссия по законности и местному самоуправлению",
        "Standing commission on legality and local self-government",
    ),
)
# Names of invented constituencies that lie within a town.
QUARTERS = (
    Named("Орталық", "Центральный", "Central"),
    Named("Солтүстік", "Северный", "Northern"),
    Named("Вокзал маңы", "Привокзальный", "Station"),
    Named("Оңтүстік", "Южный", "Southern"),
    Named("Өзен жағасы", "Набережный", "Riverside"),
    Named("Шығыс", "Восточный", "Eastern"),
    Named("Мектеп", "Школьный", "School"),
    Named("Батыс", "Западный", "Western"),
    Named("Зауыт", "Заводской", "Factory"),
    Named("Бақ", "Садовый", "Garden"),
    Named("Жаңа қала", "Новый город", "New Town"),
)
TEMPORARY = Named(
    "Су тасқынына дайындықты тексеру жөніндегі уақытша комиссия",
    "Временная комиссия по проверке готовности к паводку",
    "Temporary commission on readiness for floods",
)
# By the number of a convocation, and of a unit.
_mandates_of = PreparedThings(
    lambda convocation: (
        Mandate.objects.filter(convocation=convocation)
        .select_related("person", "party")
        .order_by("pk")
    )
)
_units_of = PreparedThings(lambda unit: Unit.objects.filter(parent=unit).order_by("kato"))


class Plan(NamedTuple):
    """A council with its invented seats: in 2020 (None where it was not there) and since."""

    council: Council
    seats_2020: int | None
    seats_now: int


def build_council(plan: Plan, *, by: User, random: Random) -> None:
    """All of one maslikhat: the seventh convocation where it existed, and the eighth."""
    council = plan.council
    _seats(plan, by=by)
    returning: list[Mandate] = []
    if council.from_day <= SEVENTH:
        seventh = councils.open_convocation(council, by=by, number="VII", first_session=SEVENTH)
        numbers = _constituencies(council, plan.seats_2020 or plan.seats_now, SEVENTH, by=by)
        _fill(seventh, 0, numbers, [], by=by, random=random, parties=people.PARTIES_2021)
        returning = _mandates_of(seventh.pk)
        heads.head_council(council, returning[0].person, by=by, from_day=SEVENTH)
    first_session = max(EIGHTH, council.from_day)
    eighth = councils.open_convocation(council, by=by, number="VIII", first_session=first_session)
    _eighth(plan, eighth, returning, by=by, random=random)


def _seats(plan: Plan, *, by: User) -> None:
    council = plan.council
    if plan.seats_2020 is not None:
        begin = max(SEATS_FROM, council.from_day)
        councils.set_seats(council, by=by, number=plan.seats_2020, from_day=begin, basis=BASIS)
    begin = max(ELECTED, council.from_day)
    councils.set_seats(council, by=by, number=plan.seats_now, from_day=begin, basis=BASIS)


def _constituencies(council: Council, number: int, day: dt.date, *, by: User) -> list[int]:
    """Draw single-mandate constituencies 1…number over the units of the council's territory."""
    assert council.unit_id is not None, council.code
    units = _units_of(council.unit_id)[:number]
    drawn = []
    for place in range(1, number + 1):
        # A constituency is no unit of the classifier: some hold one, some lie within a town.
        unit = units[place - 1] if place <= len(units) else None
        named = _named_after(unit) if unit else QUARTERS[place % len(QUARTERS)]
        drawn.append(Drawn(place, *named, (unit,) if unit else ()))
    councils.draw_constituencies(council, drawn, by=by, from_day=day)
    return [one.number for one in drawn]


def _named_after(unit: Unit) -> Named:
    return Named(unit.name_kk, unit.name_ru, unit.name_en)


def _fill(
    convocation: Convocation,
    listed: int,
    constituencies: Sequence[int],
    returning: Sequence[Mandate],
    *,
    by: User,
    random: Random,
    parties: dict[str, int],
) -> None:
    rows = people.rows(
        listed=listed,
        constituencies=constituencies,
        returning=[mandate.person for mandate in returning],
        random=random,
        parties=parties,
    )
    digest = hashlib.sha256(repr(rows).encode()).hexdigest()
    listing.import_deputies(convocation, rows, by=by, digest=digest)


def _eighth(
    plan: Plan, convocation: Convocation, earlier: list[Mandate], *, by: User, random: Random
) -> None:
    council, seats = plan.council, plan.seats_now
    listed = seats // 2 if council.level == Level.REGIONAL else 0
    # About two seats in a hundred stand empty until the next by-election.
    vacant = sum(random.random() < 0.02 for _ in range(seats - listed))
    numbers = _constituencies(council, seats - listed, convocation.from_day, by=by)
    held = sorted(random.sample(numbers, len(numbers) - vacant))
    returning = random.sample(earlier, len(earlier) // 3)
    _fill(convocation, listed, held, returning, by=by, random=random, parties=people.PARTIES)
    mandates = _mandates_of(convocation.pk)
    random.shuffle(mandates)
    heads.head_council(council, mandates[0].person, by=by, from_day=convocation.from_day)
    _commissions(convocation, mandates[1:], by=by)
    _groups(convocation, mandates[1:], by=by)


def _commissions(convocation: Convocation, mandates: Sequence[Mandate], *, by: User) -> None:
    """Everyone but the head sits in one commission; the first two of each lead and keep papers."""
    number = min(len(COMMISSIONS), max(2, len(mandates) // 4))
    for place, named in enumerate(COMMISSIONS[:number]):
        commissions.found_commission(
            convocation,
            by=by,
            kind=Commission.Kind.STANDING,
            name_kk=named.kk,
            name_ru=named.ru,
            name_en=named.en,
            from_day=convocation.from_day,
            members=_positions(mandates[place::number]),
        )


def _positions(mandates: Sequence[Mandate]) -> dict[Mandate, str]:
    """The first is the chair, the second the secretary, the rest members."""
    positions = CommissionMember.Position
    ranks = {0: positions.CHAIR, 1: positions.SECRETARY}
    return {mandate: ranks.get(rank, positions.MEMBER) for rank, mandate in enumerate(mandates)}


def temporary_commission(council: Council, *, by: User, from_day: dt.date) -> Commission:
    """A temporary commission of the council's first three deputies in the order of numbers."""
    convocation = council.convocations.get(to_day=None)
    heads_now = council.headships.filter(to_day=None).values("person")
    mandates = convocation.mandates.filter(to_day=None).exclude(person__in=heads_now)
    return commissions.found_commission(
        convocation,
        by=by,
        kind=Commission.Kind.TEMPORARY,
        name_kk=TEMPORARY.kk,
        name_ru=TEMPORARY.ru,
        name_en=TEMPORARY.en,
        from_day=from_day,
        members=_positions(list(mandates.order_by("pk")[:3])),
    )


def _groups(convocation: Convocation, mandates: Sequence[Mandate], *, by: User) -> None:
    """A faction for each party of three or more, a deputy group of five self-nominated."""
    parties: dict[Party, list[Mandate]] = {}
    for mandate in mandates:
        if mandate.party:
            parties.setdefault(mandate.party, []).append(mandate)
    for party, members in sorted(parties.items(), key=lambda item: item[0].pk):
        if len(members) >= 3:
            groups.found_group(
                convocation,
                members,
                by=by,
                kind=Group.Kind.FACTION,
                from_day=convocation.from_day,
                name_kk=f"{party.short_kk} фракциясы",
                name_ru=f"Фракция {party.short_ru}",
                name_en=f"Faction of the {party.short_en} party",
                party=party,
                leader=members[0],
            )
    alone = [mandate for mandate in mandates if mandate.party is None]
    if len(alone) >= 5:
        groups.found_group(
            convocation,
            alone[:7],
            by=by,
            kind=Group.Kind.DEPUTY_GROUP,
            from_day=convocation.from_day,
            name_kk="«Тәуелсіздер» депутаттық тобы",
            name_ru="Депутатская группа «Независимые»",
            name_en="Deputy group “Independents”",
            leader=alone[0],
        )


def newcomer(council: Council, *, by: User, random: Random) -> Person:
    """A person nobody has been before, for a by-election."""
    drawn = name(random)
    names = {
        f"{part}_{lang}": getattr(getattr(drawn, part), lang)
        for part in ("surname", "given", "patronymic")
        for lang in LANGUAGES
    }
    return register_person(council, by=by, names=names, birth_year=random.randint(1960, 1998))
