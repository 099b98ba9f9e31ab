"""The country in numbers on a day, and who sits where, are derived."""

import datetime as dt
from typing import Any

import pytest

from maslikhat.ledger.models import Entry
from maslikhat.registry import counts, heads, rosters
from maslikhat.registry.actions import (
    elect_person,
    end_mandate,
    found_councils,
    import_deputies,
    set_seats,
)
from maslikhat.registry.models import Council, HeadTitle, Level
from tests.registry.cast import DIGEST, SINCE, Cast, row

THEN, ELECTION = dt.date(2020, 9, 22), dt.date(2023, 3, 19)
NOW = dt.date(2026, 11, 22)
NOBODY_NEW = {"person": None, "birth_year": 1980}


@pytest.mark.parametrize(
    ("day", "regional", "city", "district", "total"),
    [(THEN, 17, 36, 163, 216), (ELECTION, 20, 37, 166, 223), (NOW, 20, 38, 170, 228)],
)  # fmt: skip
def test_councils_of_a_day_are_as_the_public_figures_say(
    db: None, day: dt.date, regional: int, city: int, district: int, total: int
) -> None:
    found = counts.on(day)
    assert (found["regional"], found["city"], found["district"]) == (regional, city, district)
    assert found["total"] == total


def test_seats_of_a_day_add_up_to_those_in_force_on_it(cast: Cast) -> None:
    """3,335 and 3,415 seats, spread here as evenly as the counts of that day allow."""
    for day, total in ((THEN, 3335), (ELECTION, 3415)):
        councils = list(Council.objects.on(day).local().order_by("pk"))
        least, more = divmod(total, len(councils))
        for place, council in enumerate(councils):
            number = least + (place < more)
            set_seats(council, by=cast.operator, number=number, from_day=day, basis="test")
    assert counts.on(THEN)["seats"] == 3335
    assert counts.on(ELECTION)["seats"] == 3415
    assert counts.on(ELECTION - dt.timedelta(days=1))["seats"] == 3335


def test_seats_of_national_chambers_are_not_counted_among_those_of_maslikhats(cast: Cast) -> None:
    before = counts.on(dt.date(2026, 8, 1))["seats"]
    kurultai = Council.objects.get(code="kurultai")
    set_seats(kurultai, by=cast.operator, number=145, from_day=dt.date(2026, 7, 1), basis="act")
    assert counts.on(dt.date(2026, 8, 1))["seats"] == before


def test_the_kurultai_follows_the_senate_and_the_mazhilis_on_one_day(db: None) -> None:
    names = Council.objects.national().order_by("code")
    last = set(names.on(dt.date(2026, 6, 30)).values_list("code", flat=True))
    first = set(names.on(dt.date(2026, 7, 1)).values_list("code", flat=True))
    assert last == {"senate", "mazhilis"}
    assert first == {"kurultai"}


@pytest.mark.parametrize(
    ("day", "acting", "title"),
    [
        (dt.date(2023, 4, 9), False, "Secretary"),
        (dt.date(2023, 4, 10), False, "Chair"),
        (dt.date(2023, 4, 9), True, "Acting secretary"),
        (dt.date(2023, 4, 10), True, "Acting chair"),
    ],
)
def test_the_title_of_a_head_is_that_of_the_day(
    cast: Cast, day: dt.date, acting: bool, title: str
) -> None:
    cast.council.headships.update(is_acting=acting)
    head = heads.head_on(cast.council, day)
    assert head is not None
    assert head.title("en") == (title, "en")
    assert head.person == cast.person(1)


def test_chambers_are_headed_by_a_chair_on_every_day(db: None) -> None:
    title = HeadTitle.objects.on(dt.date(2010, 1, 1)).get(level=Level.NATIONAL)
    assert title.title_ru == "председатель"


def test_vacancies_are_seats_less_mandates_on_the_day(cast: Cast) -> None:
    # Before the convocation nobody is known to have sat: unknown is not vacant.
    assert rosters.vacancies(cast.council, dt.date(2023, 3, 27)) is None
    assert rosters.vacancies(cast.council, dt.date(2023, 3, 28)) == 2
    end_mandate(cast.mandate(5), by=cast.clerk, reason="resigned", to_day=dt.date(2024, 1, 1))
    assert rosters.vacancies(cast.council, dt.date(2023, 12, 31)) == 2
    assert rosters.vacancies(cast.council, dt.date(2024, 1, 1)) == 3
    elect_person(
        cast.convocation,
        by=cast.clerk,
        names={"surname_kk": "Ахметов", "given_kk": "Ержан"},
        constituency=cast.council.constituencies.get(number=5),
        from_day=dt.date(2024, 4, 1),
        **NOBODY_NEW,
    )
    assert rosters.vacancies(cast.council, dt.date(2024, 4, 1)) == 2


def test_seats_unknown_on_a_day_leave_vacancies_unknown(cast: Cast) -> None:
    assert rosters.vacancies(cast.council, SINCE - dt.timedelta(days=1)) is None


def test_a_roster_takes_three_queries_however_many_deputies(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        found = rosters.deputies(cast.council)
    assert len(found) == 5
    assert [deputy.person.surname_ru for deputy in found] == sorted(
        deputy.person.surname_ru for deputy in found
    )
    convocation = cast.other.convocations.get()
    import_deputies(convocation, [row(9, party="auyl")], by=cast.operator, digest=DIGEST)
    with django_assert_num_queries(3):
        assert len(rosters.deputies(cast.other)) == 1


def test_councils_of_a_region_follow_where_units_belonged(db: None) -> None:
    east, day = Council.objects.get(code="630000000"), dt.date(2022, 6, 7)
    assert east.unit is not None
    semey = Council.objects.get(code="101000000")
    assert semey in Council.objects.on(day).of_region(east.unit, day)
    assert semey not in Council.objects.on().of_region(east.unit)


def test_founding_councils_twice_founds_none(cast: Cast) -> None:
    assert found_councils(by=cast.operator) == 0


def test_a_new_unit_gets_its_council_and_an_ended_one_loses_it(cast: Cast) -> None:
    unit = cast.council.unit
    assert unit is not None
    Council.objects.filter(code="191800000").delete()
    unit.to_day = dt.date(2026, 1, 1)
    unit.save()
    assert found_councils(by=cast.operator) == 1
    cast.council.refresh_from_db()
    assert cast.council.to_day == dt.date(2026, 1, 1)
    assert not rosters.deputies(cast.council, dt.date(2026, 1, 1))
    assert len(rosters.deputies(cast.council, dt.date(2025, 12, 31))) == 5


def test_a_council_is_named_as_its_unit_is_after_the_classifier_came_anew(cast: Cast) -> None:
    unit = cast.council.unit
    assert unit is not None
    unit.name_kk, unit.name_ru, unit.name_en = "Жаңа ауданы", "Жарминский район", "Zhana District"
    unit.save()
    before = Entry.objects.filter(act="registry.found_councils").count()
    assert found_councils(by=cast.operator) == 0
    cast.council.refresh_from_db()
    assert cast.council.name_kk == "Жаңа ауданының мәслихаты"
    assert cast.council.name_ru == "Маслихат Жарминского района"
    assert cast.council.name_en == "Maslikhat of Zhana District"
    assert found_councils(by=cast.operator) == 0
    assert Entry.objects.filter(act="registry.found_councils").count() == before + 1
