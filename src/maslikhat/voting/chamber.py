"""The chamber as a picture: a square for each deputy with a sign, and a bar with the needed mark.

Geometry stands in attributes; what the picture shows the list beside it says in words.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

# Deputies in a row of the picture, and the side of the field of one, of which 8 are the square.
IN_A_ROW, STEP, SIDE = 12, 10, 8
SIGNS = {"for": "+", "against": "−", "abstain": "○", "silent": "", "candidate": "✓"}


class Seat(NamedTuple):
    """A deputy in the picture: the name, the kind of the choice and its words."""

    name: str
    kind: str
    words: str


class Part(NamedTuple):
    """A choice in the bar: its kind, its words and its votes."""

    kind: str
    words: str
    votes: int


def chamber(seats: Sequence[Seat], *, title: str, told: str) -> SafeString:
    """A square for each deputy in the order given; nothing without deputies."""
    if not seats:
        return SafeString("")
    rows = -(-len(seats) // IN_A_ROW)
    squares = format_html_join(
        "",
        '<g class="{}"><title>{}: {}</title>'
        '<rect x="{}" y="{}" width="8" height="8" rx="1"/><text x="{}" y="{}">{}</text></g>',
        (
            (
                seat.kind,
                seat.name,
                seat.words,
                place % IN_A_ROW * STEP + 1,
                place // IN_A_ROW * STEP + 1,
                place % IN_A_ROW * STEP + 1 + SIDE / 2,
                place // IN_A_ROW * STEP + 1 + SIDE * 0.72,
                SIGNS[seat.kind],
            )
            for place, seat in enumerate(seats)
        ),
    )
    return _picture(f"0 0 {IN_A_ROW * STEP} {rows * STEP}", "chamber", title, told, squares)


def bar(
    parts: Sequence[Part], *, whole: int, needed: int | None, title: str, told: str
) -> SafeString:
    """One bar of `whole` votes split as they were given, with a mark where `needed` is reached."""
    if whole <= 0:
        return SafeString("")
    rects, left = [], 0.0
    for part in parts:
        width = 100 * part.votes / whole
        if width:
            rects.append((part.kind, f"{left:.2f}", f"{width:.2f}", part.words, part.votes))
        left += width
    body = format_html_join(
        "",
        '<rect class="part {}" x="{}" y="1" width="{}" height="4"><title>{}: {}</title></rect>',
        rects,
    )
    mark = SafeString("")
    if needed is not None and needed <= whole:
        x = f"{100 * needed / whole:.2f}"
        mark = format_html('<line class="mark" x1="{}" x2="{}" y1="0" y2="6"/>', x, x)
    ground = SafeString('<rect class="whole" x="0" y="1" width="100" height="4"/>')
    return _picture("0 0 100 6", "tally", title, told, ground + body + mark)


def _picture(box: str, kind: str, title: str, told: str, body: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart {}" viewBox="{}" role="img"><title>{}</title><desc>{}</desc>{}</svg>',
        kind,
        box,
        title,
        told,
        body,
    )
