"""What was not known on a day is not called vacant, and everything bears the name of the day."""

import datetime as dt
import re

import pytest
from django.test import Client

from maslikhat.kit.languages import said
from maslikhat.places.called import as_called_on
from maslikhat.places.models import Unit
from maslikhat.places.reference import first_known_change
from maslikhat.portal import councils as lists
from maslikhat.portal.views.councils import children_of
from maslikhat.registry.models import Council
from tests.portal.reading import LANGUAGES, lines, page, words
from tests.registry.cast import OPENED, Cast

BEFORE = OPENED - dt.timedelta(days=1)
UNKNOWN = {"kk": "дерек жоқ", "ru": "нет сведений", "en": "not known here"}
ASTANA = "710000000"
# The maslikhat of the capital on a day, in each language.
CALLED = {
    "2020-09-22": ("Нұр-Сұлтан қаласының", "города Нур-Султан", "Maslikhat of Nur-Sultan"),
    "1998-05-05": ("Ақмола қаласының", "города Акмолы", "Maslikhat of Akmola"),
    "2022-09-17": ("Астана қаласының", "города Астаны", "Maslikhat of Astana"),
}


def row(cast: Cast, day: dt.date) -> lists.Row:
    """The line of the cast's council on a day."""
    regions = lists.regions_by_number(day)
    return next(one for one in lists.rows_on(day, regions) if one.code == cast.council.code)


def test_seats_are_vacant_only_where_it_is_known_who_sits(cast: Cast) -> None:
    now, then = row(cast, OPENED), row(cast, BEFORE)
    assert (now.seats, now.deputies, now.vacant) == (7, 5, 2)
    assert (then.seats, then.deputies, then.vacant) == (7, None, None)
    # The other council has a convocation that nobody has been entered into.
    assert lists.totals(lists.rows_on(OPENED, {})).vacant == 2 + 5
    assert lists.totals(lists.rows_on(BEFORE, {})).vacant is None
    assert lists.totals(lists.rows_on(BEFORE, {})).seats == 7 + 5
    assert lists.totals(lists.rows_on(dt.date(2019, 1, 1), {})).seats is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_says_that_it_does_not_know(cast: Cast, lang: str) -> None:
    html = page(f"/{lang}/councils/?region=550000000&on={BEFORE}")
    assert f"— {UNKNOWN[lang]}" in words(html)
    line = next(one for one in lines(html) if one[0] == getattr(cast.council, f"name_{lang}"))
    assert line[3:] == ["7", f"— {UNKNOWN[lang]}", f"— {UNKNOWN[lang]}"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_of_the_seats_draws_no_vacancy_it_does_not_know_of(
    cast: Cast, lang: str
) -> None:
    then = page(f"/{lang}/councils/{cast.council.code}/?on={BEFORE}")
    assert then.count('<circle class="unknown"') == 7
    assert 'class="vacant"' not in then
    now = page(f"/{lang}/councils/{cast.council.code}/?on={OPENED}")
    assert now.count('<circle class="vacant"') == 2
    assert "unknown" not in now


@pytest.mark.django_db
@pytest.mark.parametrize("day", CALLED)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_council_is_called_as_on_the_day_wherever_it_stands(day: str, lang: str) -> None:
    name = CALLED[day][LANGUAGES.index(lang)]
    council = page(f"/{lang}/councils/{ASTANA}/?on={day}")
    heading = re.search(r"<h1>(.*?)</h1>", council, re.S)
    assert heading
    assert name in words(heading[1])
    # The way above it leads here and does not repeat it.
    assert name not in words(council.split('class="crumbs')[1].split("</nav>")[0])
    # The region column and the tile bear the name of the day as well.
    table = page(f"/{lang}/councils/?region={ASTANA}&on={day}")
    with_name = [line for line in lines(table) if name in line[0]]
    assert len(with_name) == 1
    [unit] = as_called_on(dt.date.fromisoformat(day), [Unit.objects.get(kato=ASTANA)])
    then = said(unit, "name", lang).text
    assert with_name[0][2] == then
    assert f'title="{then}: ' in table
    for other in CALLED:
        if other != day:
            assert CALLED[other][LANGUAGES.index(lang)] not in table


@pytest.mark.django_db
def test_the_region_of_a_council_is_that_of_the_day() -> None:
    path = page("/en/councils/101000000/?on=2022-06-07").split('class="crumbs')[1]
    assert "East Kazakhstan" in words(path.split("</nav>")[0])
    path = page("/en/councils/101000000/?on=2022-06-08").split('class="crumbs')[1]
    assert "Abai" in words(path.split("</nav>")[0])


def test_a_district_that_was_called_otherwise_is_so_among_those_of_its_region(cast: Cast) -> None:
    unit, region = cast.council.unit, Council.objects.get(code="550000000")
    assert unit is not None
    unit.names.update(from_day=dt.date(2022, 1, 1))
    unit.names.create(
        kk="Ескі ауданы", ru="Старинский район", en="Old District",
        from_day=dt.date(2000, 1, 1), to_day=dt.date(2022, 1, 1),
    )  # fmt: skip
    names = {one.name_ru for one in children_of(region, dt.date(2021, 12, 31))}
    assert "Маслихат Старинского района" in names
    assert cast.council.name_ru not in names
    assert cast.council.name_ru in {one.name_ru for one in children_of(region, OPENED)}


@pytest.mark.django_db
def test_a_region_that_was_not_there_has_no_tile() -> None:
    days = (dt.date(2022, 6, 7), dt.date(2022, 6, 8))
    assert [lists.country_on(day).tiles.count("<li") for day in days] == [17, 20]


@pytest.mark.django_db
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_day_before_the_sources_is_told_with_a_caveat(lang: str) -> None:
    first = first_known_change()
    assert first == dt.date(2021, 3, 15)
    caveat = {"kk": "алғаш құрылған күні", "ru": "неизвестны единицы", "en": "knows of no unit"}
    assert caveat[lang] in page(f"/{lang}/councils/?on=1995-01-01")
    assert caveat[lang] in page(f"/{lang}/councils/?on={first - dt.timedelta(days=1)}")
    assert caveat[lang] not in page(f"/{lang}/councils/?on={first}")
    assert caveat[lang] not in page(f"/{lang}/councils/")


@pytest.mark.django_db
def test_seats_that_are_not_known_are_not_none() -> None:
    html = words(page("/en/councils/?on=1995-01-01"))
    assert "The number of their seats is not known here." in html
    assert "0 seats" not in html


def test_a_page_of_today_takes_no_more_queries_for_it(
    cast: Cast, django_assert_max_num_queries: object
) -> None:
    client = Client()
    address = f"/en/councils/{cast.council.code}/"
    client.get(address)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        client.get(address)
