"""Small pictures in SVG: geometry in attributes, a title and a description, no script, no style."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from maslikhat.kit.formats.words import number

# Below the bars there is room for so many words of four letters.
MOST_WORDS = 12


class Slice(NamedTuple):
    """A part of a whole: its words, its amount and the CSS class that colours it."""

    label: str
    amount: int
    kind: str


class Bar(NamedTuple):
    """A bar: its words, the amount as it is written, the amount (None is missing), its class."""

    label: str
    told: str
    amount: int | None
    kind: str


def bar(parts: Sequence[Slice], *, title: str) -> SafeString:
    """One horizontal bar of 100 × 3 units, split as the amounts are; nothing when all are zero."""
    total = sum(part.amount for part in parts)
    if total == 0:
        return SafeString("")
    rects, left = [], 0.0
    for part in parts:
        width = 100 * part.amount / total
        rects.append(
            (
                part.kind,
                f"{left:.2f}",
                f"{max(width - 0.3, 0.1):.2f}",
                part.label,
                number(part.amount),
            )
        )
        left += width
    body = format_html_join(
        "",
        '<rect class="{}" x="{}" y="0" width="{}" height="3" rx="0.6"><title>{}: {}</title></rect>',
        rects,
    )
    return _picture("0 0 100 3", title, _told(parts), body, "chart bar-chart")


def columns(points: Sequence[tuple[str, int]], *, title: str) -> SafeString:
    """Upright bars with their words below, in 100 × 40 units; the tallest fills the height."""
    if not points:
        return SafeString("")
    tallest = max(amount for _, amount in points) or 1
    step = 100 / len(points)
    # Words that would run into each other are left out under some of the bars.
    every = -(-len(points) // MOST_WORDS)
    body = format_html_join(
        "",
        '<rect class="c" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>'
        '<text x="{}" y="39">{}</text>',
        (
            (
                f"{i * step + step * 0.15:.2f}",
                f"{34 - 32 * amount / tallest:.2f}",
                f"{step * 0.7:.2f}",
                f"{32 * amount / tallest:.2f}",
                label,
                number(amount),
                f"{i * step + step / 2:.2f}",
                label if i % every == 0 else "",
            )
            for i, (label, amount) in enumerate(points)
        ),
    )
    told = "; ".join(f"{label}: {number(amount)}" for label, amount in points)
    return _picture("0 0 100 40", title, told, body, "chart column-chart")


def groups(points: Sequence[tuple[str, Sequence[Bar | None]]], *, title: str) -> SafeString:
    """Several upright bars over each word, in 100 × 40 units; nothing when no bar has an amount.

    What is missing leaves a dashed foot, so that it is no zero; None leaves its place empty.
    """
    known = [one.amount for _word, bars in points for one in bars if one and one.amount is not None]
    if not known:
        return SafeString("")
    tallest = max(*known, 1)
    step = 100 / len(points)
    body = format_html_join(
        "",
        "{}",
        (
            (_group(word, bars, place * step, step, tallest),)
            for place, (word, bars) in enumerate(points)
        ),
    )
    told = "; ".join(
        f"{word}: " + ", ".join(f"{one.label} {one.told}" for one in bars if one)
        for word, bars in points
    )
    return _picture("0 0 100 40", title, told, body, "chart column-chart")


def _group(
    word: str, bars: Sequence[Bar | None], left: float, step: float, tallest: int
) -> SafeString:
    width = step * 0.8 / max(len(bars), 1)
    drawn = []
    for place, one in enumerate(bars):
        if one is None:
            continue
        height = 1.0 if one.amount is None else 32 * max(one.amount, 0) / tallest
        drawn.append(
            (
                "vacant" if one.amount is None else one.kind,
                f"{left + step * 0.1 + place * width:.2f}",
                f"{34 - height:.2f}",
                f"{width * 0.9:.2f}",
                f"{height:.2f}",
                word,
                one.label,
                one.told,
            )
        )
    return format_html(
        '{}<text x="{}" y="39">{}</text>',
        format_html_join(
            "",
            '<rect class="{}" x="{}" y="{}" width="{}" height="{}">'
            "<title>{}: {}, {}</title></rect>",
            drawn,
        ),
        f"{left + step / 2:.2f}",
        word,
    )


def lengths(bars: Sequence[Bar]) -> SafeString:
    """Items of a list, each with words and amount above a bar as long as the amount, in the order
    given; the longest fills the width, and what is missing has no bar."""
    longest = max([bar.amount or 0 for bar in bars], default=0) or 1
    return format_html_join(
        "",
        '<li><span class="row spread gap-s"><span>{}</span><b class="num">{}</b></span>'
        '<svg class="chart" viewBox="0 0 100 3" aria-hidden="true">'
        '<rect class="{}" x="0.2" y="0.2" width="{}" height="2.6"/></svg></li>',
        (
            (
                one.label,
                one.told,
                "vacant" if one.amount is None else one.kind,
                "99.6" if one.amount is None else f"{max(99.6 * one.amount / longest, 0.3):.2f}",
            )
            for one in bars
        ),
    )


def seats(parts: Sequence[Slice], *, title: str) -> SafeString:
    """A dot for each seat, twelve to a row, in the order of the parts."""
    kinds: list[tuple[str, str]] = []
    for part in parts:
        kinds += [(escape(part.kind), escape(part.label))] * part.amount
    dots = mark_safe(  # noqa: S308 - words and kinds are escaped, once for each part
        "".join(
            f'<circle class="{kind}" cx="{i % 12 * 10 + 5}" cy="{i // 12 * 10 + 5}" r="4">'
            f"<title>{label}</title></circle>"
            for i, (kind, label) in enumerate(kinds)
        )
    )
    height = (len(kinds) + 11) // 12 * 10
    return _picture(f"0 0 120 {max(height, 10)}", title, _told(parts), dots, "chart seats-chart")


def _told(parts: Sequence[Slice]) -> str:
    return "; ".join(f"{part.label}: {number(part.amount)}" for part in parts)


def _picture(box: str, title: str, told: str, body: SafeString, kind: str) -> SafeString:
    return format_html(
        '<svg class="{}" viewBox="{}" role="img" aria-label="{}. {}">{}</svg>',
        kind,
        box,
        title,
        told,
        body,
    )
