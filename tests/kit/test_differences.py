"""What changed between two texts: the pieces, and the time it takes to find them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.kit.differences import changes, nearby


@given(st.text(max_size=400), st.text(max_size=400))
def test_the_pieces_of_a_change_make_up_both_texts(before: str, after: str) -> None:
    pieces = changes(before, after)
    assert "".join(p.text for p in pieces if p.kind != "in") == before
    assert "".join(p.text for p in pieces if p.kind != "out") == after


def test_a_changed_word_alone_is_marked() -> None:
    pieces = changes("one two three\nfour", "one 2 three\nfour")
    assert [tuple(p) for p in pieces if p.kind != "same"] == [("out", "two"), ("in", "2")]


def test_a_few_changes_in_a_long_paragraph_are_all_that_is_marked() -> None:
    words = ["комиссия", "бюджет", "және", "мәслихат", "есеп", "тоқсан", "жоспар", "біз"] * 30
    after = [*words[:30], "ӨЗГЕРДІ", *words[31:200], *words[201:]]
    marked = [
        piece.text for piece in changes(" ".join(words), " ".join(after)) if piece.kind != "same"
    ]
    assert len("".join(marked)) < 60, marked


@pytest.mark.parametrize("step", [7, 97, 499])
def test_comparing_hostile_texts_takes_no_long_time(step: int) -> None:
    before = "\n".join(str(n * step % 499 % 60) for n in range(6000))[:20_000]
    after = "\n".join(str(n * (step + 2) % 487 % 60) for n in range(6000))[:20_000]
    start = time.thread_time()
    changes(before, after)
    changes(before.replace("\n", " "), after.replace("\n", " "))
    changes(before[:1300], after[:1300])
    changes(before[:1300].replace("\n", " "), after[:1300].replace("\n", " "))
    assert time.thread_time() - start < 2


def test_of_a_long_text_what_is_next_to_a_change_is_enough() -> None:
    before = "".join(f"line {number}\n" for number in range(20))
    after = before.replace("line 9\n", "line nine\n")
    found = nearby(changes(before, after))
    assert [piece.kind for piece in found] == ["cut", "same", "out", "in", "same", "cut"]
    assert [piece.text for piece in found if piece.kind == "same"] == [
        "line 8\nline ",
        "\nline 10\n",
    ]
    short = changes("a b\n", "a c\n")
    assert nearby(short) == short
    assert nearby(changes(before, before)) == [("cut", "")]
