"""The pages of the numbers and of the calendar."""

from collections.abc import Iterator

import pytest
from django.test import Client

from maslikhat.accounts.models import User
from maslikhat.norms import permissions
from maslikhat.norms.models import CalendarDay

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator_client(client: Client) -> Iterator[Client]:
    """The operator, signed in."""
    user = User.objects.create(username="operator-of-pages")

    def says(asked: User) -> bool:
        return asked == user

    permissions.operators.append(says)
    client.force_login(user)
    yield client
    permissions.operators.remove(says)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_numbers_are_listed_with_their_articles(client: Client, lang: str) -> None:
    answer = client.get(f"/{lang}/norms/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "2/3" in text
    assert "21-1" in text
    assert "style=" not in text


def test_the_numbers_of_an_earlier_day_leave_out_what_was_not_known(client: Client) -> None:
    assert 'id="materials_days"' in client.get("/en/norms/?on=2026-07-14").content.decode()
    assert 'id="materials_days"' not in client.get("/en/norms/?on=2026-07-13").content.decode()
    assert client.get("/en/norms/?on=tomorrow").status_code == 400


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_calendar_of_a_year_names_its_holidays(client: Client, lang: str) -> None:
    answer = client.get(f"/{lang}/norms/calendar/2026/")
    assert answer.status_code == 200
    assert answer.content.decode().count("<caption>") == 12
    assert '<form method="post"' not in answer.content.decode()


@pytest.mark.parametrize("year", ["1993", "2100", "99999999", "x"])
def test_a_year_beyond_the_calendar_is_not_found(client: Client, year: str) -> None:
    assert client.get(f"/en/norms/calendar/{year}/").status_code == 404


def test_the_operator_sets_a_day_and_takes_it_back(operator_client: Client) -> None:
    fields = {"day": "2026-11-24", "kind": "day_off", "name_kk": "Көшірілген күн"}
    answer = operator_client.post("/en/norms/calendar/set/", fields)
    assert (answer.status_code, answer["Location"]) == (302, "/en/norms/calendar/2026/")
    page = operator_client.get("/en/norms/calendar/2026/").content.decode()
    assert "Көшірілген күн" in page
    answer = operator_client.post("/en/norms/calendar/clear/", {"day": "2026-11-24"})
    assert answer.status_code == 302
    assert not CalendarDay.objects.filter(day="2026-11-24").exists()


def test_a_mistake_in_the_form_is_told_beside_its_field(operator_client: Client) -> None:
    answer = operator_client.post("/en/norms/calendar/set/", {"day": "soon", "kind": "feast"})
    assert answer.status_code == 422
    assert 'class="wrong"' in answer.content.decode()


def test_a_visitor_changes_nothing(client: Client) -> None:
    before = CalendarDay.objects.count()
    for address, fields in (
        ("set", {"day": "2026-11-24", "kind": "day_off"}),
        ("set", {"day": "soon"}),
        ("clear", {"day": "2026-05-27"}),
    ):
        assert client.post(f"/en/norms/calendar/{address}/", fields).status_code == 403
    assert client.get("/en/norms/calendar/set/").status_code == 405
    assert client.post("/en/norms/calendar/clear/", {"day": "x"}).status_code == 400
    assert CalendarDay.objects.count() == before


def test_the_page_makes_the_same_few_queries_for_any_year(
    client: Client, django_assert_max_num_queries: object
) -> None:
    assert callable(django_assert_max_num_queries)
    for year in (1994, 2026):
        with django_assert_max_num_queries(4):
            client.get(f"/en/norms/calendar/{year}/")
