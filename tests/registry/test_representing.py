"""Who represents a place in a council: its own constituency, and the lists of the whole territory.

Akmola region with three constituencies, of Zhaksy, of Kosshy and of Stepnogorsk, and two deputies
of party lists; the seat of Zhaksy is empty.
"""

import datetime as dt
from typing import Any

import pytest

from maslikhat.places.models import Unit
from maslikhat.registry import actions, rosters
from maslikhat.registry.actions import Drawn
from maslikhat.registry.models import Council
from tests.registry.cast import DIGEST, OPENED, SINCE, Cast, row

REGION, ZHAKSY, KOSSHY, STEPNOGORSK = "110000000", "115200000", "111600000", "111800000"
ATBASAR = "113800000"


@pytest.fixture
def region(cast: Cast) -> Council:
    """The council of the region with its four deputies."""
    council, by = Council.objects.get(code=REGION), cast.operator
    actions.set_seats(council, by=by, number=25, from_day=SINCE, basis="invented")
    drawn = [
        Drawn(number, kato, kato, units=(Unit.objects.get(kato=kato),))
        for number, kato in enumerate((ZHAKSY, KOSSHY, STEPNOGORSK), 1)
    ]
    actions.draw_constituencies(council, drawn, by=by, from_day=OPENED)
    convocation = actions.open_convocation(council, by=by, number="VIII", first_session=OPENED)
    rows = [row(place, constituency=place, surname_ru=f"Округов{place}") for place in (2, 3)]
    rows += [row(place, party="amanat", surname_ru=f"Аспискин{place}") for place in (4, 5)]
    actions.import_deputies(convocation, rows, by=by, digest=DIGEST)
    return council


def of(council: Council, kato: str, day: dt.date = OPENED) -> tuple[list[str], list[int]]:
    """The surnames of those who represent the place, and the numbers of its empty seats."""
    place = Unit.objects.get(kato=kato)
    numbers = [place.pk, *(unit.pk for unit in place.ancestors_on(day))]
    found = rosters.representing(council, numbers, day)
    return (
        [mandate.person.surname_ru for mandate in found.mandates],
        [one.number for one in found.vacant],
    )


LISTED = ["Аспискин4", "Аспискин5"]


def test_the_own_deputy_stands_first_and_the_lists_stay(region: Council) -> None:
    assert of(region, KOSSHY) == (["Округов2", *LISTED], [])


def test_a_vacant_seat_is_named_and_nobody_of_other_places_stands_in(region: Council) -> None:
    assert of(region, ZHAKSY) == (LISTED, [1])


def test_where_no_constituency_is_drawn_everyone_represents_the_place(region: Council) -> None:
    everyone = [*LISTED, "Округов2", "Округов3"]
    assert of(region, ATBASAR) == (everyone, [])
    assert of(region, REGION) == (everyone, [])


def test_a_constituency_of_another_day_does_not_count(region: Council) -> None:
    region.constituencies.filter(number=2).update(to_day=OPENED + dt.timedelta(days=9))
    assert of(region, KOSSHY, OPENED + dt.timedelta(days=9))[1] == []
    assert len(of(region, KOSSHY, OPENED + dt.timedelta(days=9))[0]) == 4


def test_where_nobody_is_entered_no_seat_is_called_vacant(region: Council) -> None:
    assert of(region, ZHAKSY, OPENED)[1] == [1]
    region.convocations.all().delete()
    assert of(region, ZHAKSY, OPENED) == ([], [])


def test_it_takes_two_queries(region: Council, django_assert_num_queries: Any) -> None:
    numbers = [Unit.objects.get(kato=ZHAKSY).pk]
    with django_assert_num_queries(2):
        rosters.representing(region, numbers, OPENED)
