"""The lists of the country on a day: what they leave out and what they keep."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db

EAST, ABAI = "630000000", "100000000"
FOUNDED = "2022-06-08"
BEFORE = "2022-06-07"


def found(page: str, region: str, day: str) -> int:
    """How many of the list belong to the region on the day."""
    answer = Client().get(f"/en/{page}/?region={region}&on={day}")
    assert answer.status_code == 200
    number = re.search(r'<p role="status">([\d,]+)', answer.content.decode())
    return int(number[1].replace(",", "")) if number else 0


@pytest.mark.parametrize("page", ["councils", "deputies"])
def test_a_region_has_on_a_day_what_belonged_to_it_then(page: str) -> None:
    assert found(page, ABAI, BEFORE) == 0
    assert found(page, ABAI, FOUNDED) > 0
    assert found(page, EAST, BEFORE) > found(page, EAST, FOUNDED)


def test_a_place_is_found_by_its_whole_code_alone() -> None:
    assert Client().get(f"/en/find/?place={ABAI}").status_code == 200
    assert Client().get(f"/en/find/?place={ABAI}1").status_code == 404
