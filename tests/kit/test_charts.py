"""Small pictures."""

import xml.etree.ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.kit.charts import Slice, bar, columns, seats

NASTY = "Ә & \"quoted\" <script>alert('1')</script>"
plain = st.text(st.characters(min_codepoint=32, max_codepoint=0x4FF), max_size=12)
slices = st.lists(st.builds(Slice, plain, st.integers(0, 200), st.just("c")), max_size=6)


def drawn(svg: str) -> ET.Element:
    return ET.fromstring(svg)


@given(slices, plain)
def test_every_picture_is_well_formed_and_says_what_it_shows(
    parts: list[Slice], title: str
) -> None:
    points = [(part.label, part.amount) for part in parts]
    for svg in (bar(parts, title=title), columns(points, title=title), seats(parts, title=title)):
        if not svg:
            continue
        root = drawn(svg)
        assert root.get("role") == "img"
        label = root.get("aria-label", "")
        assert label.startswith(f"{title}. ")
        assert all(f"{part.label}: {part.amount}" in label for part in parts)
        assert not {"style", "onload", "href"} & {name for e in root.iter() for name in e.attrib}


@pytest.mark.parametrize("draw", [bar, seats])
def test_words_are_words_and_never_markup(draw: object) -> None:
    svg = draw([Slice(NASTY, 2, '"><script>')], title=NASTY)  # type: ignore[operator]
    root = drawn(svg)
    assert "<script" not in svg
    assert NASTY in root.get("aria-label", "")
    assert any(title.text and NASTY in title.text for title in root.iter("title"))


def test_words_of_columns_are_words() -> None:
    root = drawn(columns([(NASTY, 1)], title=NASTY))
    assert [text.text for text in root.iter("text")] == [NASTY]


@pytest.mark.parametrize(("lang", "said"), [("ru", "2\xa0044\xa0000"), ("en", "2,044,000")])
def test_amounts_are_written_as_the_language_writes_them(lang: str, said: str) -> None:
    with translation.override(lang):
        root = drawn(columns([("2026", 2_044_000)], title="t"))
        whole = drawn(bar([Slice("a", 2_044_000, "c")], title="t"))
    assert root.get("aria-label") == f"t. 2026: {said}"
    assert whole.get("aria-label") == f"t. a: {said}"
    assert [one.text for one in root.iter("title")] == [f"2026: {said}"]


def test_nothing_is_drawn_of_nothing() -> None:
    assert (
        bar([], title="t") == bar([Slice("a", 0, "c")], title="t") == columns([], title="t") == ""
    )
    assert not list(drawn(seats([], title="t")).iter("circle"))


def test_columns_of_zeros_lie_flat() -> None:
    heights = [
        r.get("height") for r in drawn(columns([("a", 0), ("b", 0)], title="t")).iter("rect")
    ]
    assert heights == ["0.00", "0.00"]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=12).filter(any))
def test_the_parts_of_a_bar_are_the_whole_and_stand_side_by_side(amounts: list[int]) -> None:
    parts = [Slice(f"p{n}", amount, "c") for n, amount in enumerate(amounts)]
    rects = list(drawn(bar(parts, title="t")).iter("rect"))
    total = sum(amounts)
    left = 0.0
    for part, rect in zip(parts, rects, strict=True):
        assert float(rect.get("x", "")) == pytest.approx(left, abs=0.006)
        width = 100 * part.amount / total
        # A gap of 0.3 between two parts; what is next to nothing is still seen.
        assert float(rect.get("width", "")) == pytest.approx(max(width - 0.3, 0.1), abs=0.006)
        left += width
    assert left == pytest.approx(100)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=20).filter(any))
def test_columns_are_as_tall_as_their_amounts(amounts: list[int]) -> None:
    root = drawn(columns([(str(n), amount) for n, amount in enumerate(amounts)], title="t"))
    for amount, rect in zip(amounts, root.iter("rect"), strict=True):
        height = float(rect.get("height", ""))
        assert height == pytest.approx(32 * amount / max(amounts), abs=0.006)
        assert float(rect.get("y", "")) + height == pytest.approx(34, abs=0.011)


@given(slices)
def test_every_seat_is_a_dot_in_a_place_of_its_own(parts: list[Slice]) -> None:
    root = drawn(seats(parts, title="t"))
    dots = [(dot.get("cx"), dot.get("cy")) for dot in root.iter("circle")]
    assert len(dots) == len(set(dots)) == sum(part.amount for part in parts)
    height = float(root.get("viewBox", "").split()[3])
    assert all(float(y or 0) < height for _x, y in dots)
