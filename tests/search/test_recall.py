"""Kazakh questions find their texts better than words as they stand (see kazakh_questions)."""

import pytest

from maslikhat.kit.transactions import writing
from maslikhat.search import actions, asking, follower, volume
from maslikhat.search.asking import Asked, find
from maslikhat.search.letters import words_of
from maslikhat.search.question import parse
from maslikhat.search.registers import Draft
from tests.search.kazakh_questions import NOISE, PAIRS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]
MOST = 10
LEAST_RECALL = 0.9
LEAST_GAIN = 1.3


def recall() -> float:
    """The share of questions whose text is among the first ten."""
    found = 0
    for number, (question, _text) in enumerate(PAIRS):
        answer = find(Asked(parse(question)), frozenset({"public"}), limit=MOST)
        found += number in {entry.number for entry in answer.entries}
    return found / len(PAIRS)


def tell_all() -> None:
    texts = [text for _question, text in PAIRS] + list(NOISE)
    with writing():
        actions.index_many(
            Draft("post", number, "", text, language="kk") for number, text in enumerate(texts)
        )
    follower.rebuild()


def test_the_questions_are_many_and_say_the_texts_words_otherwise() -> None:
    assert len(PAIRS) >= 40
    same = [set(q.split()) & {w.text.casefold() for w in words_of(t)} for q, t in PAIRS]
    assert sum(len(words) for words in same) < len(PAIRS) * 1.5


def test_recall_is_clearly_above_that_of_words_as_they_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tell_all()
    stemmed = recall()
    # The same index, query and order, with each word as it is written instead of its stems.
    monkeypatch.setattr(volume, "stems_of", lambda text, language: [
        word.text.casefold() for word in words_of(text)
    ])  # fmt: skip
    monkeypatch.setattr(asking, "forms", lambda word: frozenset({word.casefold()}))
    follower.rebuild()
    unstemmed = recall()
    print(f"recall@{MOST}: {stemmed:.2f} with stems, {unstemmed:.2f} without")
    assert stemmed >= LEAST_RECALL
    assert stemmed >= LEAST_GAIN * unstemmed
