"""A citizen finds a place, says that it is theirs, and has its deputies at hand ever after."""

import re

import pytest

from maslikhat.registry.models import Residence
from maslikhat.registry.residence import home_of
from tests.portal.reading import LANGUAGES, page, words
from tests.registry.cast import Cast, browser

PLACE, OTHER = "554200000", "552200000"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_on_the_found_place_keeps_it_and_the_desk_leads_back(
    cast: Cast, lang: str
) -> None:
    citizen, find = browser(cast.citizen), f"/{lang}/find/?place={PLACE}"
    assert f'href="/{lang}/find/"' in page(f"/{lang}/desk/", citizen).split("<main")[1]
    form = re.search(rf'action="(/{lang}/residence/)">(.*?)</form>', page(find, citizen), re.S)
    assert form
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    answer = citizen.post(form[1], fields)
    assert (answer.status_code, answer["Location"]) == (302, find)
    residence = Residence.objects.get(user=cast.citizen)
    assert residence.unit.kato == PLACE
    # It need not be said twice, and another place can be.
    assert "/residence/" not in page(find, citizen)
    assert "/residence/" in page(f"/{lang}/find/?place={OTHER}", citizen)
    name = getattr(residence.unit, f"name_{lang}")
    for where in (f"/{lang}/desk/", f"/{lang}/find/"):
        link = re.search(rf'<a href="{re.escape(find)}">(.*?)</a>', page(where, citizen))
        assert link, where
        assert words(link[1]) == name


def test_nobody_else_sees_it_and_a_visitor_is_offered_no_form(cast: Cast) -> None:
    browser(cast.citizen).post("/en/residence/", {"unit": PLACE})
    find = f"/en/find/?place={PLACE}"
    assert "/residence/" not in page(find)
    assert "csrfmiddlewaretoken" not in page(find)
    assert "You live here" not in page(find)
    assert "You live here" not in page(find, browser(cast.official))
    assert "You live here" in page(find, browser(cast.citizen))


def test_it_takes_one_query_of_who_is_signed_in(
    cast: Cast, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert home_of(cast.citizen) is None
