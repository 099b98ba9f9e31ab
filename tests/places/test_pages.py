"""The page of a place."""

import datetime as dt
import io
import re
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from maslikhat.places import actions, views
from maslikhat.places.models import COUNTRY, Indicator, Kind, Unit
from tests.places.samples import as_csv, classifier

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


def page(client: Client, kato: str, query: str = "", lang: str = "en") -> str:
    answer = client.get(f"/{lang}/places/{kato}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def text(html: str) -> str:
    """What is read on a page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


def test_a_city_shows_its_names_and_where_it_belonged(client: Client) -> None:
    read = text(page(client, "101000000"))
    assert "Semey" in read
    assert "City of oblast significance" in read
    assert "East Kazakhstan" in read
    assert "8 June 2022" in read
    assert 'href="/en/councils/101000000/"' in page(client, "101000000")
    assert 'href="/en/find/?place=101000000"' in page(client, "101000000")


def test_a_page_on_a_day_bears_the_names_and_the_path_of_that_day(client: Client) -> None:
    capital = page(client, "710000000", "?on=2020-09-22")
    assert re.search(r"<h1>\s*Nur-Sultan\s*</h1>", capital)
    then = page(client, "101000000", "?on=2022-06-07").split('class="crumbs')[1].split("</nav>")[0]
    assert "630000000/?on=2022-06-07" in then
    assert "100000000" not in then


def test_a_unit_that_did_not_exist_on_the_day_is_said_not_to(client: Client) -> None:
    assert "did not exist on 7 June 2022" in text(page(client, "100000000", "?on=2022-06-07"))
    assert "did not exist" not in text(page(client, "100000000", "?on=2022-06-08"))


def test_city_districts_are_said_to_have_no_maslikhats(client: Client) -> None:
    sentence = "Districts of a city have akims and no maslikhats."
    assert sentence in text(page(client, "710000000"))
    district = Unit.objects.city_districts().order_by("pk")[0]
    own = page(client, district.kato)
    assert sentence in text(own)
    assert f'href="/en/councils/{district.kato}/"' not in own


def test_spending_is_shown_with_unit_source_and_caveat(client: Client) -> None:
    html = page(client, "610000000")
    read = text(html)
    assert "Spending on environment protection, thousand tenge" in read
    assert "not comparable with the lines of a budget" in read
    assert "stat.gov.kz" in read
    assert "column-chart" in html
    assert "No data entered." in text(page(client, "101000000"))


def test_a_loss_has_a_row_and_no_column(client: Client) -> None:
    unit = Unit.objects.get(kato="101000000")
    for year, value in ((2020, "-1.5"), (2021, "2.0")):
        Indicator.objects.create(
            unit=unit, key="balance", year=year, value=Decimal(value),
            unit_of_measure="people", source="made up",
        )  # fmt: skip
    html = page(client, unit.kato)
    assert "-1.5" in text(html)
    assert "column-chart" not in html


@pytest.mark.parametrize(
    ("values", "read"),
    [(("420000.0", "7.0"), ("420,000", "7")), (("420000.5", "7.0"), ("420,000.5", "7.0"))],
)
def test_whole_numbers_bear_no_decimal_unless_another_year_has_one(
    client: Client, values: tuple[str, ...], read: tuple[str, ...]
) -> None:
    unit = Unit.objects.get(kato="101000000")
    for year, value in enumerate(values, 2020):
        Indicator.objects.create(
            unit=unit, key="population", year=year, value=Decimal(value),
            unit_of_measure="people", source="made up",
        )  # fmt: skip
    cells = re.findall(r'<td class="num">([^<]*)</td>', page(client, unit.kato))
    assert set(cells) == set(read)


def test_more_children_than_fit_lead_to_the_search(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Find a place by name" not in text(page(client, COUNTRY))
    monkeypatch.setattr(views, "MOST_CHILDREN", 5)
    read = text(page(client, COUNTRY))
    assert "The first 5 are shown." in read
    assert "Find a place by name" in read


def test_a_page_asks_the_same_number_of_questions_at_every_depth(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    actions.import_kato(io.BytesIO(as_csv(classifier())), by=None)
    for kato in (COUNTRY, "100000000", "101000000", "103230000", "103230100"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page(client, kato, "?on=2024-01-01")
    path = page(client, "103230100").split('class="crumbs')[1].split("</nav>")[0]
    assert re.findall(r"places/(\d+)/", path) == [
        COUNTRY, "100000000", "103200000", "103230000",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("999999999/", 404),
        ("абв/", 404),
        ("101000000/?on=2022-13-01", 400),
        ("101000000/?on=1993-12-31", 400),
        ("101000000/?on=x", 400),
    ],
)
def test_what_is_no_place_or_no_day_is_refused(client: Client, address: str, status: int) -> None:
    assert client.get(f"/kk/places/{address}").status_code == status


def test_the_line_of_ancestors_is_one_question(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    semey = Unit.objects.get(kato="101000000")
    with django_assert_num_queries(1):
        line = semey.ancestors_on(dt.date(2022, 6, 7))
    assert [unit.kind for unit in line] == [Kind.REGION, Kind.COUNTRY]
