"""What may be written, and what Markdown from strangers becomes."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.dialogue.differences import changes
from maslikhat.dialogue.texts import clean_body, clean_title
from maslikhat.kit.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "title",
    [
        "",
        "ab",
        "  a  b ",
        "я" * 201,
        "\u200b\u200b\u200b\u200b",
        "\u2060\u200d\ufeff\u00ad",
        "\u3164\u3164\u3164",
        "\u0301\u0301\u0301",
        "price \u202edlog",
        "price \u2066dlog",
        "two\nlines",
        "bell\x07 rings",
        "nul\x00 byte",
        "lone \ud800 half",
        "line\u2028separator",
    ],
)
def test_a_title_that_hides_or_turns_text_is_refused(title: str) -> None:
    with pytest.raises(Refused):
        clean_title(title)


def test_a_title_keeps_kazakh_letters_and_loses_spare_spaces() -> None:
    assert clean_title("  Су   мен\tжол".replace("\t", " ")) == "Су мен жол"
    assert clean_title("я" * 200) == "я" * 200


@pytest.mark.parametrize(
    "body", ["", " \n\t ", "\u200b", "я" * 20_001, "a\x00b", "a\x1bb", "a\u202eb", "a\ud800"]
)
def test_a_body_that_is_empty_endless_or_no_text_is_refused(body: str) -> None:
    with pytest.raises(Refused):
        clean_body(body)


def test_a_body_keeps_lines_and_tabs() -> None:
    assert clean_body("a\r\n\tb\rc\n") == "a\n\tb\nc"
    assert len(clean_body("я" * 20_000)) == 20_000


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
    start = time.perf_counter()
    changes(before, after)
    changes(before.replace("\n", " "), after.replace("\n", " "))
    changes(before[:1300], after[:1300])
    changes(before[:1300].replace("\n", " "), after[:1300].replace("\n", " "))
    assert time.perf_counter() - start < 2
