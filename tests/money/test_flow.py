"""A year as flows: the payment first, then other own money, transfers beside, and what is left."""

import pytest

from maslikhat.money.environment.flow import Spent, bands_of
from tests.money.regions import REGION, TOLD, make_region
from tests.money.test_pages import page


def told(received: int, *spent: Spent) -> list[tuple[str, str, int]]:
    return [(one.source, one.target, one.amount) for one in bands_of(received, spent)]


def test_what_came_in_is_spent_first_and_the_rest_is_said() -> None:
    spent = (Spent("1", "a", 60, 20), Spent("2", "b", 10, 0))
    assert told(100, *spent) == [
        ("The payment", "a", 60),
        ("The payment", "b", 10),
        ("The payment", "Not in 10-5 that year", 30),
        ("Transfers", "a", 20),
    ]


def test_more_spent_than_came_in_is_other_money() -> None:
    assert told(70, Spent("1", "a", 60, 0), Spent("2", "b", 20, 0)) == [
        ("The payment", "a", 60),
        ("The payment", "b", 10),
        ("Other own money", "b", 10),
    ]
    assert told(0) == []


@pytest.mark.django_db
def test_a_region_shows_its_latest_whole_year_with_a_table() -> None:
    region = make_region()
    region.budget(2023, 100, own=10, transfers=5)
    region.budget(2024, 300, own=50, transfers=20)
    # Of this one the payment is not told.
    region.budget(2025, own=50)
    assert "Measures of the plan" not in page(None, f"/en/money/environment/{REGION}/")
    plan = region.plan(2023, 2022)
    measure = region.measure(plan, 1, told=TOLD._replace(codes=("10.5.254.008",)))
    other = region.measure(plan, 1, told=TOLD._replace(codes=("10.5.254.022",)))
    region.approved(plan)
    text = page(None, f"/en/money/environment/{REGION}/")
    flow = text.split('id="flow"')[1].split("</section>")[0]
    assert f'href="/en/money/measures/{measure.pk}/"' in flow
    assert f'href="/en/money/measures/{other.pk}/"' not in flow
    assert "Where the money of 2024 went" in text
    assert 'class="chart flows"' in text
    assert "Transfers → 10.5.254.008 Environment protection measures" in text
    assert ">250.0</td>" in text
    assert "Where the money went" not in page(None, "/en/money/environment/110000000/")
