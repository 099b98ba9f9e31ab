"""Flows as a picture: bands from what gives on the left to what gets on the right, in SVG.

Geometry in attributes, words in titles and beside the nodes; no script, no style. The height of a
node is the sum of its bands, and bands keep the order in which they are given.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, GAP = 100.0, 56.0, 2.0
# Where the nodes stand, and how wide they are; the words stand outside of them.
LEFT, RIGHT, THICK = 30.0, 68.0, 1.6
LETTERS_LEFT, LETTERS_RIGHT = 22, 23
# How high a line of words is, and how many stand beside a node that has the height for them.
LINE, MOST_LINES = 2.4, 3
# Below it a band would not be seen.
LEAST = 0.3


class Band(NamedTuple):
    """So much of one thing goes to another: their words, the amount as written, its class."""

    source: str
    target: str
    amount: int
    told: str
    kind: str


class Placed(NamedTuple):
    """A band with where it leaves and where it arrives: the upper ends, and how thick it is."""

    band: Band
    leaves: float
    arrives: float
    thick: float


class Node(NamedTuple):
    """A side's node: its words, its upper end and its height."""

    words: str
    y: float
    height: float


def placed(bands: Sequence[Band]) -> tuple[list[Node], list[Node], list[Placed]]:
    """The nodes of both sides and the bands between them, all within the picture's height."""
    bands = [one for one in bands if one.amount > 0]
    sources = list(dict.fromkeys(one.source for one in bands))
    targets = list(dict.fromkeys(one.target for one in bands))
    total = sum(one.amount for one in bands)
    most = max(len(sources), len(targets), 1)
    scale = (HEIGHT - GAP * (most - 1)) / total if total else 0.0
    left = _nodes(sources, [(one.source, one.amount) for one in bands], scale)
    right = _nodes(targets, [(one.target, one.amount) for one in bands], scale)
    gives = {one.words: one.y for one in left}
    gets = {one.words: one.y for one in right}
    laid = []
    for one in bands:
        thick = one.amount * scale
        laid.append(Placed(one, gives[one.source], gets[one.target], thick))
        gives[one.source] += thick
        gets[one.target] += thick
    return left, right, laid


def _nodes(order: Sequence[str], amounts: Sequence[tuple[str, int]], scale: float) -> list[Node]:
    found, y = [], 0.0
    for words in order:
        height = sum(amount for of, amount in amounts if of == words) * scale
        found.append(Node(words, y, height))
        y += height + GAP
    return found


def flows(bands: Sequence[Band], *, title: str) -> SafeString:
    """The picture of these bands; nothing where none is above zero."""
    left, right, laid = placed(bands)
    if not laid:
        return SafeString("")
    paths = format_html_join(
        "",
        '<path class="{}" d="{}"><title>{} → {}: {}</title></path>',
        (
            (one.band.kind, _shape(one), one.band.source, one.band.target, one.band.told)
            for one in laid
        ),
    )
    told = "; ".join(f"{one.band.source} → {one.band.target}: {one.band.told}" for one in laid)
    return format_html(
        '<svg class="chart flows" viewBox="0 0 {} {}" role="img" aria-label="{}. {}">{}{}{}</svg>',
        int(WIDTH),
        int(HEIGHT + GAP),
        title,
        told,
        paths,
        _side(left, LEFT - THICK, LEFT - THICK - 1, "giver", LETTERS_LEFT),
        _side(right, RIGHT, RIGHT + THICK + 1, "getter", LETTERS_RIGHT),
    )


def _shape(one: Placed) -> str:
    """A band that leaves level and arrives level, bent halfway."""
    middle, thick = (LEFT + RIGHT) / 2, max(one.thick, LEAST)
    upper = f"M{LEFT:.2f} {one.leaves:.2f}C{middle:.2f} {one.leaves:.2f}"
    upper += f" {middle:.2f} {one.arrives:.2f} {RIGHT:.2f} {one.arrives:.2f}"
    lower = f"V{one.arrives + thick:.2f}C{middle:.2f} {one.arrives + thick:.2f}"
    lower += f" {middle:.2f} {one.leaves + thick:.2f} {LEFT:.2f} {one.leaves + thick:.2f}Z"
    return upper + lower


def _side(nodes: Sequence[Node], x: float, words_at: float, kind: str, most: int) -> SafeString:
    return format_html_join(
        "",
        '<rect class="node" x="{}" y="{}" width="{}" height="{}"/><text class="{}">{}</text>',
        (
            (
                f"{x:.2f}",
                f"{one.y:.2f}",
                f"{THICK:.2f}",
                f"{max(one.height, LEAST):.2f}",
                kind,
                _words(one, words_at, most),
            )
            for one in nodes
        ),
    )


def _words(node: Node, x: float, most: int) -> SafeString:
    """The words of a node at half its height, in as many lines as stand beside it."""
    count = min(max(int((node.height + GAP) / LINE), 1), MOST_LINES)
    lines = wrap(node.words, most, max_lines=count, placeholder="…")
    first = node.y + max(node.height, LEAST) / 2 + 0.6 - (len(lines) - 1) * LINE / 2
    return format_html_join(
        "",
        '<tspan x="{}" y="{}">{}</tspan>',
        ((f"{x:.2f}", f"{first + at * LINE:.2f}", line) for at, line in enumerate(lines)),
    )
