"""Councils and deputies are found by name, level and region, in each language."""

import re

import pytest
from django.test import Client

from tests.portal.reading import LANGUAGES, lines, page, words
from tests.registry.cast import OPENED, Cast

# The same council, as it is looked for in each language.
EKIBASTUZ = {"kk": "екібастұз", "ru": "ЭКИБАСТУЗ", "en": "ekibastuz"}
CHAMBERS = {"kk": ["Құрылтай"], "ru": ["Курултай"], "en": ["Kurultai"]}
pytestmark = pytest.mark.django_db


def named(address: str) -> list[str]:
    """The first cells of the rows of a list: the names it found."""
    return [line[0] for line in lines(page(address))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_council_is_found_by_a_part_of_its_name(lang: str) -> None:
    found = named(f"/{lang}/councils/?q={EKIBASTUZ[lang]}")
    assert len(found) == 1
    assert EKIBASTUZ[lang].casefold() in found[0].casefold()
    assert named(f"/{lang}/councils/?q=zzzz") == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("typed", ["Караганда", "қарағанды", "караганды", "Karagandy"])
def test_a_council_is_found_in_any_language_and_letters(typed: str, lang: str) -> None:
    found = page(f"/{lang}/councils/?level=regional&q={typed}")
    assert re.findall(r"/councils/(\d+)/", found[found.index("<tbody") :]) == ["350000000"]


def test_filters_are_joined() -> None:
    everyone = named("/en/councils/")
    assert len(everyone) == 228
    cities = named("/en/councils/?level=city")
    assert len(cities) == 38
    of_region = named("/en/councils/?level=city&region=550000000")
    assert len(of_region) == 3
    assert set(of_region) < set(cities) < set(everyone)
    assert named("/en/councils/?level=city&region=550000000&q=aksu") == ["Maslikhat of Aksu"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_national_chambers_are_found_by_their_level_and_by_name(lang: str) -> None:
    listed = page(f"/{lang}/councils/")
    assert re.search(r'<option value="national"', listed)
    assert "/councils/kurultai/" not in listed
    now = page(f"/{lang}/councils/?level=national")
    assert [CHAMBERS[lang][0] in line[0] for line in lines(now)] == [True]
    before = page(f"/{lang}/councils/?level=national&on=2026-06-30")
    assert set(re.findall(r"/councils/(senate|mazhilis|kurultai)/", before)) == {
        "senate",
        "mazhilis",
    }
    assert "/councils/kurultai/" in page(f"/{lang}/councils/?q={CHAMBERS[lang][0]}")
    # They are not counted among the maslikhats.
    assert "228" in words(now)


def test_one_is_one_and_many_are_many() -> None:
    assert "1 representative body found" in words(page("/en/councils/?level=national"))
    both = words(page("/en/councils/?level=national&on=2026-06-30"))
    assert "2 representative bodies found" in both
    assert "1 maslikhat found" in words(page("/en/councils/?q=ekibastuz"))
    tiles = page("/en/councils/")
    assert re.search(r'title="Astana: 1 maslikhat"', tiles)
    assert not re.search(r"\b1 maslikhats", words(tiles))


def test_a_deputy_is_found_by_the_beginning_of_the_surname(cast: Cast) -> None:
    surname = cast.person(4).surname_ru
    for typed in (surname, surname.upper(), surname.lower(), surname[: len(surname) - 1]):
        for lang in LANGUAGES:
            assert len(named(f"/{lang}/deputies/?q={typed}&on={OPENED}")) == 1
        found = named(f"/ru/deputies/?q={typed}&on={OPENED}")
        assert [name.split()[0] for name in found] == [surname]
    assert named(f"/ru/deputies/?q={surname[2:]}zz&on={OPENED}") == []
    assert len(named(f"/ru/deputies/?on={OPENED}")) == 5


def test_deputies_are_found_by_level_region_and_day(cast: Cast) -> None:
    assert len(named(f"/en/deputies/?level=district&region=550000000&on={OPENED}")) == 5
    assert named(f"/en/deputies/?level=city&on={OPENED}") == []
    assert named(f"/en/deputies/?region=110000000&on={OPENED}") == []
    assert named("/en/deputies/?on=2023-03-27") == []


@pytest.mark.parametrize("page_of", ["councils", "deputies"])
@pytest.mark.parametrize(
    "query", ["level=x", "region=000", "on=x", "on=2020-13-01", "on=1993-12-31"]
)
def test_a_filter_that_is_none_is_refused(page_of: str, query: str) -> None:
    assert Client().get(f"/en/{page_of}/?{query}").status_code == 400


@pytest.mark.parametrize("day", ["2020-09-22", "2023-03-19"])
def test_htmx_gets_the_table_and_the_country_of_the_same_day(day: str) -> None:
    address = f"/en/councils/?q=ekibastuz&on={day}"
    html = Client().get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in html
    assert len(lines(html)) == 1
    above = html.split('<div id="country" data-hx-swap-oob="true">')[1]
    assert f"{216 if day < '2021' else 223} maslikhats" in above
    assert f"region=550000000&amp;on={day}" in above
    # The page has the same part, under the same name.
    assert page(address).count('<div id="country">') == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_asks_for_a_place_before_all_else(lang: str) -> None:
    main = page(f"/{lang}/").partition("<main")[2]
    asking = main.partition("</form>")[0]
    assert f'action="/{lang}/find/"' in asking
    assert 'class="card' not in asking
    assert main.count(f'action="/{lang}/find/"') == 1


@pytest.mark.parametrize("list_of", ["councils", "deputies"])
def test_a_name_is_asked_first_and_the_rest_stays_open_while_it_narrows(list_of: str) -> None:
    plain, narrowed = page(f"/en/{list_of}/"), page(f"/en/{list_of}/?level=city")
    assert plain.index('name="q" type="search" maxlength') < plain.index('<details class="choice">')
    assert '<details class="choice" open>' in narrowed
