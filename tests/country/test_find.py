"""Find my deputies, in the demo: the own deputy, the lists, and an empty seat said to be empty."""

import re
from html import unescape

import pytest
from django.test import Client

from maslikhat.registry.models import Constituency, Council, Mandate

pytestmark = pytest.mark.django_db

# Almaly district of Almaty has a constituency of its own in the maslikhat of the city.
ALMALY, ALMATY = "751110000", "750000000"
# Zhaksy and Ekibastuz, each with a constituency of its own in the maslikhat of the region.
REGION_OF = {"115200000": "110000000", "552200000": "550000000"}
VACANT = {"kk": "мандаты бос:", "ru": "вакантен:", "en": "seat is vacant:"}


def card(place: str, council: str, lang: str = "en") -> str:
    """The card of one council on the page of a place."""
    answer = Client().get(f"/{lang}/find/?place={place}")
    assert answer.status_code == 200
    found = re.search(
        rf'<article[^>]*>\s*<header><h3><a href="/{lang}/councils/{council}/".*?</article>',
        answer.content.decode(),
        re.S,
    )
    assert found, council
    return unescape(found[0])


def shown(html: str) -> set[int]:
    """The deputies a card names."""
    return {int(number) for number in re.findall(r"/deputies/(\d+)/", html)}


def seats(council: str) -> tuple[set[int], dict[int, str]]:
    """The persons of the council's party lists, and those of constituencies by constituency."""
    mandates = Mandate.objects.on().filter(convocation__council__code=council)
    listed = set(mandates.filter(constituency=None).values_list("person", flat=True))
    single = dict(mandates.exclude(constituency=None).values_list("person", "constituency"))
    return listed, single


def own(council: str, place: str) -> Constituency:
    return Constituency.objects.on().get(council__code=council, units__kato=place)


def test_a_district_has_its_own_deputy_and_the_lists_of_the_city() -> None:
    html, (listed, single) = card(ALMALY, ALMATY), seats(ALMATY)
    drawn = own(ALMATY, ALMALY)
    mine = {person for person, number in single.items() if number == drawn.pk}
    assert len(mine) == 1
    assert mine <= shown(html) <= mine | listed
    more = re.search(r"and (\d+) more", html)
    assert len(shown(html)) + int(more[1] if more else 0) == 1 + len(listed)


@pytest.mark.parametrize("place", REGION_OF)
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_vacant_seat_is_said_to_be_vacant(place: str, lang: str) -> None:
    council = REGION_OF[place]
    drawn = own(council, place)
    Mandate.objects.on().filter(constituency=drawn).delete()
    html, (listed, _single) = card(place, council, lang), seats(council)
    assert shown(html) <= listed
    assert len(shown(html)) == min(len(listed), 12)
    assert VACANT[lang] in html
    assert f" {drawn.number}" in html.split(VACANT[lang])[1].split("</p>")[0]


def test_a_place_with_no_constituency_of_its_own_has_everyone() -> None:
    html, (listed, single) = card(ALMATY, ALMATY), seats(ALMATY)
    assert shown(html) & set(single) or shown(html) <= listed
    more = re.search(r"and (\d+) more", html)
    assert len(shown(html)) + int(more[1] if more else 0) == len(listed) + len(single)
    assert "vacant" not in html


def test_the_chamber_of_lists_alone_is_there_for_every_place() -> None:
    everyone = Mandate.objects.on().filter(
        convocation__council=Council.objects.get(code="kurultai")
    )
    html = card(ALMALY, "kurultai")
    assert len(shown(html)) == 12
    assert f"and {everyone.count() - 12} more" in html
