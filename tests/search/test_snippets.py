"""A snippet is the original's own words, the ones that were looked for marked."""

import pytest

from maslikhat.search.snippets import Piece, highlight, snippet
from maslikhat.search.stems import forms

WORD = forms("бюджет")


def joined(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def marks(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces if piece.is_marked]


def test_marks_stand_on_the_original_words() -> None:
    text = "Қаланың БЮДЖЕТІН талқылап, бюджетке түзету енгізді."
    assert marks(highlight(text, WORD, "kk")) == ["БЮДЖЕТІН", "бюджетке"]
    assert joined(highlight(text, WORD, "kk")) == text


def test_a_long_text_is_cut_around_the_hit_between_words() -> None:
    text = "сөз " * 500 + "аудан бюджеті қабылданды " + "соң " * 500
    pieces = snippet(text, WORD, "kk")
    assert marks(pieces) == ["бюджеті"]
    assert pieces[0].text == "…"
    assert pieces[-1].text == "…"
    assert joined(pieces)[1:-1] in text
    assert len(joined(pieces)) < 320


def test_the_place_with_the_most_different_words_wins() -> None:
    both = WORD | forms("жол")
    text = "бюджет " + "сөз " * 200 + "жолға бюджет" + " сөз" * 200
    assert set(marks(snippet(text, both, "kk"))) == {"жолға", "бюджет"}


@pytest.mark.parametrize(
    "text", ["", "а" * 5_000, "бюджет" * 1_000, "<b>бюджет</b>", "\x00 бюджет"]
)
def test_no_text_is_too_odd(text: str) -> None:
    pieces = snippet(text, WORD, "kk")
    assert joined(pieces).strip("…") in text


def test_without_a_hit_it_is_the_beginning() -> None:
    assert joined(snippet("Бірінші сөйлем.", frozenset({"жоқ"}), "kk")) == "Бірінші сөйлем."
