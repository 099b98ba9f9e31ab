"""Whatever is typed is read as words: nothing in it is a command, and nothing breaks it."""

import time

import pytest

from maslikhat.search.question import LONGEST, MOST_WORDS, Part, parse


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("су құбыры", [Part(("су",)), Part(("құбыры",))]),
        ('"су құбыры" ауыл', [Part(("су", "құбыры")), Part(("ауыл",))]),
        ("«су құбыры»", [Part(("су", "құбыры"))]),
        ('"су құбыры', [Part(("су", "құбыры"))]),
        ("су -қала", [Part(("су",)), Part(("қала",), is_excluded=True)]),
        ('-"су құбыры"', [Part(("су", "құбыры"), is_excluded=True)]),
        ("өзін-өзі", [Part(("өзін", "өзі"))]),
        ("су - қала", [Part(("су",)), Part(("қала",))]),
        ("a OR b AND (c)", [Part((w,)) for w in ("a", "OR", "b", "AND", "c")]),
        ("title:су^2~", [Part(("title", "су", "2"))]),
        ("[a TO b] /x.*/ *?", [Part((w,)) for w in ("a", "TO", "b", "x")]),
        ("су су", [Part(("су",))]),
    ],
)
def test_parts(text: str, parts: list[Part]) -> None:
    assert list(parse(text).parts) == parts


@pytest.mark.parametrize("text", ["", " ", "!?.,;:()[]{}", '"""', "- - -", "\t\n", "___", "😀"])
def test_signs_alone_ask_nothing(text: str) -> None:
    assert parse(text).is_empty


def test_words_that_say_nothing_are_left_out_unless_alone() -> None:
    assert [part.words for part in parse("су үшін қайда").wanted] == [("су",)]
    assert [part.words for part in parse("қайда").wanted] == [("қайда",)]


@pytest.mark.parametrize(
    "text", ["а" * 10_000, "-a " * 5_000, '"' * 9_999, "-" * 10_000, "а-" * 5_000, '"а ' * 4_000]
)
def test_endless_questions_are_cut_soon(text: str) -> None:
    begin = time.thread_time()
    question = parse(text)
    assert time.thread_time() - begin < 0.5
    assert question.is_cut
    assert sum(len(part.words) for part in question.parts) <= MOST_WORDS
    assert sum(len(word) for part in question.parts for word in part.words) <= LONGEST
