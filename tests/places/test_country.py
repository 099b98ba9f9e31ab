"""The country as it is delivered."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.places import actions, reference
from maslikhat.places.called import as_called_on
from maslikhat.places.models import COUNTRY, Indicator, Kind, Unit, UnitName, UnitParent

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 22)
COLUMNS = [one.attname for one in Unit._meta.concrete_fields if not one.primary_key]
BORNE = ("from_day", "to_day", "kk", "ru", "en", "basis")
BELONGED = ("unit__kato", "parent__kato", "from_day", "to_day")


def councils_on(day: dt.date) -> tuple[int, int, int]:
    """Regional, city and district councils that the units of the day elect."""
    kinds = Counter(Unit.objects.on(day).with_council().values_list("kind", flat=True))
    regional = kinds[Kind.REGION] + kinds[Kind.REPUBLICAN_CITY]
    return regional, kinds[Kind.OBLAST_CITY], kinds[Kind.RAYON]


@pytest.mark.parametrize(
    ("day", "councils"),
    [
        (dt.date(2020, 9, 22), (17, 36, 163)),
        (dt.date(2022, 6, 7), (17, 37, 166)),
        (dt.date(2022, 6, 8), (20, 37, 166)),
        (dt.date(2023, 3, 19), (20, 37, 166)),
        (dt.date(2024, 1, 1), (20, 37, 170)),
        (TODAY, (20, 38, 170)),
    ],
)
def test_the_units_that_elect_councils_are_counted_on_a_day(
    day: dt.date, councils: tuple[int, int, int]
) -> None:
    assert councils_on(day) == councils


def test_every_delivered_unit_is_there_under_its_parent() -> None:
    delivered = Unit.objects.filter(
        kato__in=[
            row["kato"]
            for file in ("regions.csv", "districts_cities.csv", "city_districts.csv")
            for row in reference.rows_of(file)
        ]
    )
    assert delivered.count() == 20 + 209 + 19
    assert Unit.objects.regional().count() == 20
    assert Unit.objects.second_level().count() == 209
    assert set(Unit.objects.regional().values_list("parent__kato", flat=True)) == {COUNTRY}
    assert not delivered.filter(name_en="").exists()
    assert Unit.objects.get(kato="431900000").has_council is False


def test_names_are_in_three_languages_and_keep_their_history() -> None:
    semey = Unit.objects.get(kato="101000000")
    assert (semey.name_kk, semey.name_ru, semey.name_en) == ("Семей қаласы", "город Семей", "Semey")
    assert Unit.objects.get(kato="103400000").name_en == "Aksuat District"
    capital = Unit.objects.get(kato="710000000")
    assert capital.name_kk == "Астана қаласы"
    [then] = as_called_on(dt.date(2020, 9, 22), [capital])
    assert then.name_en == "Nur-Sultan"


def test_units_of_abai_belonged_to_east_kazakhstan_before_it_was_founded() -> None:
    semey = Unit.objects.get(kato="101000000")
    before = [unit.kato for unit in semey.ancestors_on(dt.date(2022, 6, 7))]
    assert before == ["630000000", COUNTRY]
    assert [unit.kato for unit in semey.ancestors_on(dt.date(2022, 6, 8))] == ["100000000", COUNTRY]
    east = Unit.objects.get(kato="630000000")
    assert Unit.objects.within(east, dt.date(2020, 9, 22)).filter(kato="101000000").exists()
    assert not Unit.objects.within(east, TODAY).filter(kato="101000000").exists()


def test_spending_is_kept_with_its_unit_and_its_caveat() -> None:
    numbers = Indicator.objects.filter(key="environment_spending")
    assert numbers.count() == 314
    assert not numbers.exclude(source__contains="all payers, not budget lines").exists()
    south = numbers.get(unit__kato="610000000", year=2010)
    assert "Южно-Казахстанская" in south.source


def test_load_reference_brings_back_what_is_missing_and_nothing_else() -> None:
    unit = Unit.objects.get(kato="791910000")
    unit.delete()
    names = UnitName.objects.count()
    parents = UnitParent.objects.count()
    assert actions.load_reference() == 1
    assert actions.load_reference() == 0
    assert UnitName.objects.count() == names + 1
    assert UnitParent.objects.count() == parents + 1
    entry = Entry.objects.order_by("-pk").first()
    assert entry is not None
    assert (entry.act, entry.count, entry.actor) == ("places.load_reference", 0, 0)


def test_units_come_together_with_their_history(django_assert_max_num_queries: Any) -> None:
    def told() -> list[list[dict[str, Any]]]:
        return [
            list(Unit.objects.filter(kind=Kind.CITY_DISTRICT).order_by("kato").values(*COLUMNS)),
            list(UnitName.objects.order_by("unit__kato", "from_day").values("unit__kato", *BORNE)),
            list(UnitParent.objects.order_by("unit__kato", "from_day").values(*BELONGED)),
        ]

    before = told()
    Unit.objects.filter(kind=Kind.CITY_DISTRICT).delete()
    # Three questions, the numbers of the units, and what they are and were: however many they are.
    with django_assert_max_num_queries(9):
        assert reference.load(apps.get_model) == len(before[0]) == 19
    assert told() == before


def test_load_reference_is_for_the_operator() -> None:
    with pytest.raises(Refused):
        actions.load_reference(by=User.objects.create(username="someone"))


def test_a_loader_run_twice_changes_nothing() -> None:
    before = list(Unit.objects.order_by("pk").values())
    with transaction.atomic():
        assert reference.load(apps.get_model) == 0
    assert list(Unit.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"kato": "12"},
        {"kind": Kind.SETTLEMENT, "has_council": True},
        {"parent": None},
        {"from_day": dt.date(2020, 1, 2), "to_day": dt.date(2020, 1, 2)},
    ],
)
def test_the_database_refuses_an_impossible_unit(wrong: dict[str, object]) -> None:
    region = Unit.objects.get(kato="100000000")
    good = {
        "kato": "109900000",
        "kind": Kind.RAYON,
        "parent": region,
        "name_kk": "А",
        "name_ru": "А",
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.create(**{**good, **wrong})
    Unit.objects.create(**good)
