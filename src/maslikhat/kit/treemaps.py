"""A treemap: areas as the amounts, rectangles as square as can be (Bruls and others, 2000)."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH, HEIGHT = 100.0, 50.0
# Narrower or lower than this a rectangle has no room for its words.
LEAST_WIDE, LEAST_HIGH = 14.0, 5.0
LETTERS_A_UNIT = 0.62
KINDS = 7


class Rect(NamedTuple):
    """A rectangle in units of a picture 100 wide and 50 high."""

    x: float
    y: float
    width: float
    height: float


class Part(NamedTuple):
    """A part of the whole: its words, the amount as it is written, and the amount."""

    label: str
    told: str
    amount: int


def squarified(amounts: Sequence[int]) -> list[Rect]:
    """The rectangles of these amounts, each above zero and none greater than the one before."""
    assert all(amount > 0 for amount in amounts), amounts
    total = sum(amounts)
    areas = [WIDTH * HEIGHT * amount / total for amount in amounts]
    placed: list[Rect] = []
    left = Rect(0, 0, WIDTH, HEIGHT)
    row: list[float] = []
    for area in areas:
        side = min(left.width, left.height)
        if row and _worst([*row, area], side) > _worst(row, side):
            left = _lay(row, left, placed)
            row = []
        row.append(area)
    if row:
        _lay(row, left, placed)
    return placed


def _worst(row: Sequence[float], side: float) -> float:
    """How far the least square of a row is from a square: 1 is one."""
    total = sum(row)
    if not total or not side:
        return float("inf")
    return max(side**2 * max(row) / total**2, total**2 / (side**2 * min(row)))


def _lay(row: Sequence[float], left: Rect, placed: list[Rect]) -> Rect:
    """Lay a row along the shorter side; what is left of the picture."""
    total = sum(row)
    if left.width >= left.height:
        thick = total / left.height if left.height else 0
        y = left.y
        for area in row:
            placed.append(Rect(left.x, y, thick, area / thick if thick else 0))
            y += placed[-1].height
        return Rect(left.x + thick, left.y, max(left.width - thick, 0), left.height)
    thick = total / left.width if left.width else 0
    x = left.x
    for area in row:
        placed.append(Rect(x, left.y, area / thick if thick else 0, thick))
        x += placed[-1].width
    return Rect(left.x, left.y + thick, left.width, max(left.height - thick, 0))


def treemap(parts: Sequence[Part], *, title: str) -> SafeString:
    """The picture of these parts, the greatest first; nothing where none is above zero."""
    shown = sorted((part for part in parts if part.amount > 0), key=lambda part: -part.amount)
    if not shown:
        return SafeString("")
    rects = squarified([part.amount for part in shown])
    body = format_html_join(
        "",
        '<g><title>{}: {}</title><rect class="t{}" x="{}" y="{}" width="{}" height="{}"/>{}</g>',
        (
            (
                part.label,
                part.told,
                number % KINDS,
                f"{rect.x:.2f}",
                f"{rect.y:.2f}",
                f"{max(rect.width - 0.25, 0.05):.2f}",
                f"{max(rect.height - 0.25, 0.05):.2f}",
                _words(part, rect),
            )
            for number, (part, rect) in enumerate(zip(shown, rects, strict=True))
        ),
    )
    told = "; ".join(f"{part.label}: {part.told}" for part in shown)
    return format_html(
        '<svg class="chart treemap" viewBox="0 0 {} {}" role="img" aria-label="{}. {}">{}</svg>',
        int(WIDTH),
        int(HEIGHT),
        title,
        told,
        body,
    )


def _words(part: Part, rect: Rect) -> SafeString:
    if rect.width < LEAST_WIDE or rect.height < LEAST_HIGH:
        return SafeString("")
    most = int(rect.width * LETTERS_A_UNIT)
    label = part.label if len(part.label) <= most else f"{part.label[: most - 1].rstrip()}…"
    return format_html(
        '<text x="{}" y="{}">{}</text><text x="{}" y="{}">{}</text>',
        f"{rect.x + 0.8:.2f}",
        f"{rect.y + 2.3:.2f}",
        label,
        f"{rect.x + 0.8:.2f}",
        f"{rect.y + 4.3:.2f}",
        part.told,
    )


def bars(parts: Sequence[Part]) -> SafeString:
    """The same parts as bars for narrow screens, words above each, the greatest first."""
    shown = sorted((part for part in parts if part.amount > 0), key=lambda part: -part.amount)
    if not shown:
        return SafeString("")
    greatest = shown[0].amount
    return format_html_join(
        mark_safe(""),
        '<li><span class="row spread gap-s"><span>{}</span><b class="num">{}</b></span>'
        '<svg class="chart" viewBox="0 0 100 2" aria-hidden="true">'
        '<rect class="c" x="0" y="0" width="{}" height="2"/></svg></li>',
        (
            (part.label, part.told, f"{max(100 * part.amount / greatest, 0.3):.2f}")
            for part in shown
        ),
    )
