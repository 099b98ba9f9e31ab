"""Where each step leads, kind by kind, and that what a kind does not have cannot be done."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maslikhat.commitments.course import (
    AUTHOR,
    DEPUTY,
    JUDGED,
    RESIDENT,
    TABLES,
    Act,
    Kind,
    State,
    Word,
    after,
    is_outweighed,
    owed_day,
    residents_say,
    state_after,
)

# s sent, r registered, a answered, p promised, d reported, c confirmed, x disputed, o asked again,
# e closed, w withdrawn. In the table: where a step leads, "." where there is none.
STATES = dict(zip("srapdcxoew", (
    State.SENT, State.REGISTERED, State.ANSWERED, State.PROMISED, State.REPORTED, State.CONFIRMED,
    State.DISPUTED, State.REOPENED, State.CLOSED, State.WITHDRAWN,
), strict=True))  # fmt: skip
COMMON = """
             s r a p d c x o e w
register     r . . . . . . r . .
answer       a a . a . . a a . .
promise      p p . . . . p p . .
report_done  d d d d . . d d . .
assess       . . a p d . . . . .
confirm      . . . . c . c . . .
dispute      . . . . x x . . . .
close        . . e . . e . . . .
reopen       . . o o . . o . o .
withdraw     w w . . . . . w . .
attach       s r a p d c x o . .
"""
OWN = {
    Kind.INQUIRY: "",
    Kind.RECOMMENDATION: """
redirect     s s . . . . . . . .
extend       s r . p . . x o . .
""",
    Kind.TASK: """
extend       s r . p . . x o . .
""",
    Kind.MANDATE: """
extend       s r . p . . x o . .
pass_on      s r a p d c x o . .
""",
    Kind.APPEAL: """
redirect     s s . . . . . . . .
extend       s r . . . . . o . .
""",
}


def wanted(kind: Kind) -> dict[tuple[State, Act], State]:
    head, *lines = (COMMON + OWN[kind]).strip().splitlines()
    found = {}
    for act, *marks in (line.split() for line in lines if line):
        for letter, mark in zip(head.split(), marks, strict=True):
            if mark != ".":
                found[STATES[letter], Act(act)] = STATES[mark]
    return found


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_the_steps_of_its_table_and_no_others(kind: Kind) -> None:
    found = {(s, act): after(kind, s, act) for s in State for act in Act}
    assert {pair: to for pair, to in found.items() if to} == wanted(kind)


def test_an_inquiry_is_neither_redirected_nor_extended() -> None:
    for state in State:
        assert after(Kind.INQUIRY, state, Act.REDIRECT) is None
        assert after(Kind.INQUIRY, state, Act.EXTEND) is None


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("worth", ["", "full", "partial", "formal", "off"])
@pytest.mark.parametrize("in_time", [True, False])
def test_only_what_was_judged_wanting_is_owed_and_answered_again(
    state: State, worth: str, in_time: bool
) -> None:
    due, promised = dt.date(2026, 3, 2), dt.date(2027, 3, 2)
    wanting = worth in {"formal", "off"} and state in JUDGED
    waits = state in {State.SENT, State.REGISTERED, State.DISPUTED, State.REOPENED}
    is_answer = worth in {"full", "partial"} or (in_time and not worth)
    taken = state == State.PROMISED and is_answer
    day = due if waits or wanting or state == State.PROMISED else None
    assert owed_day(state, worth, due, promised, in_time=in_time) == (promised if taken else day)
    for act in (Act.ANSWER, Act.PROMISE, Act.REPORT_DONE):
        common = after(Kind.INQUIRY, state, act)
        assert (after(Kind.INQUIRY, state, act, worth) is not None) == (
            wanting or common is not None
        )
    assert worth == "" or after(Kind.INQUIRY, state, Act.ASSESS, worth) is None


@pytest.mark.parametrize("kind", Kind)
def test_from_everywhere_but_a_withdrawal_there_is_a_way_to_the_end(kind: Kind) -> None:
    reach = {State.CLOSED}
    while True:
        more = {s for s, steps in TABLES[kind].items() if reach & set(steps.values())} | reach
        if more == reach:
            break
        reach = more
    assert reach == set(State) - {State.WITHDRAWN}


def test_a_course_is_read_from_its_steps() -> None:
    acts = [Act.SEND, Act.REGISTER, Act.ANSWER, Act.ASSESS, Act.REOPEN, Act.PROMISE]
    assert state_after(Kind.INQUIRY, acts) == State.PROMISED
    with pytest.raises(AssertionError, match="no step"):
        state_after(Kind.INQUIRY, [Act.SEND, Act.EXTEND])


@pytest.mark.parametrize(
    ("word", "said", "outweighed"),
    [
        (Word(AUTHOR, True), [Word(DEPUTY, False), Word(RESIDENT, False)], False),
        (Word(DEPUTY, True), [Word(AUTHOR, False)], True),
        (Word(DEPUTY, True), [Word(AUTHOR, False), Word(AUTHOR, True)], False),
        (Word(RESIDENT, True), [Word(DEPUTY, False)], True),
        (Word(RESIDENT, False), [Word(DEPUTY, False)], False),
        (Word(RESIDENT, False), [], False),
    ],
)
def test_the_weightier_voice_counts(word: Word, said: list[Word], outweighed: bool) -> None:
    assert is_outweighed(word, said) is outweighed


@given(st.integers(0, 50), st.integers(0, 50))
def test_residents_are_heard_from_three_of_one_mind_on(done: int, undone: int) -> None:
    told = residents_say(done, undone)
    if told is None:
        assert max(done, undone) < 3 or done == undone
    else:
        assert (done > undone) is told
        assert max(done, undone) >= 3
