"""The two maps."""

import re
from html import escape
from xml.etree import ElementTree

import pytest
from django.utils import translation

from maslikhat.places.maps import Cell, region_map, shapes, tile_map, tiles
from maslikhat.places.reference import rows_of

REGIONS = {row["kato"] for row in rows_of("regions.csv")}


def cells(title: str = "Abai: 12") -> dict[str, Cell]:
    return {kato: Cell("Abai", "12", f"/x/?region={kato}&a=1", "heat-3", title) for kato in REGIONS}


def test_every_region_has_a_tile_of_its_own_and_a_shape() -> None:
    assert set(tiles()) == set(shapes()) == REGIONS
    places = [(tile.row, tile.column) for tile in tiles().values()]
    assert len(set(places)) == 20
    assert places == sorted(places)
    assert max(column for _, column in places) == 6
    for lang in ("kk", "ru", "en"):
        assert len({tile.letters[lang] for tile in tiles().values()}) == 20


@pytest.mark.parametrize("draw", [tile_map, region_map])
def test_a_map_is_links_with_words_and_no_inline_style(draw: object) -> None:
    assert callable(draw)
    with translation.override("en"):
        html = draw(cells('<b>"quoted"</b>'))
    root = ElementTree.fromstring(html)
    links = [node for node in root.iter() if node.tag == "a"]
    assert len(links) == 20
    assert all("&a=1" in link.attrib["href"] for link in links)
    assert "style=" not in html
    assert '<b>"quoted"' not in html
    assert escape("<b>") in html


def test_each_tile_says_its_letters_its_figure_and_its_sentence() -> None:
    with translation.override("en"):
        root = ElementTree.fromstring(tile_map(cells()))
    texts = [" ".join("".join(item.itertext()).split()) for item in root.iter("li")]
    assert "ABA 12: Abai: 12" in texts


def test_a_region_without_a_figure_is_drawn_and_leads_nowhere() -> None:
    with translation.override("en"):
        html = region_map({"100000000": cells()["100000000"]})
    assert len(re.findall("<path", html)) == 20
    assert len(re.findall("<a ", html)) == 1
    assert "Schematic, not a legal border" in html
