"""The course of a commitment: where it stands follows from its steps, by a table for each kind.

No Django here. A kind that has no redirection or extension has no such row, so nobody can make one.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a body owes, by what it was asked with."""

    INQUIRY = "inquiry"
    RECOMMENDATION = "recommendation"
    TASK = "task"
    MANDATE = "mandate"
    APPEAL = "appeal"


class State(StrEnum):
    """Where a commitment stands."""

    SENT = "sent"
    REGISTERED = "registered"
    ANSWERED = "answered"
    PROMISED = "promised"
    REPORTED = "reported"
    CONFIRMED = "confirmed"
    DISPUTED = "disputed"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Act(StrEnum):
    """What is done with a commitment; each is a step of its course."""

    SEND = "send"
    REGISTER = "register"
    REDIRECT = "redirect"
    EXTEND = "extend"
    ANSWER = "answer"
    # An answer in which the body says by when it will be done.
    PROMISE = "promise"
    ASSESS = "assess"
    REPORT_DONE = "report_done"
    CONFIRM = "confirm"
    DISPUTE = "dispute"
    CLOSE = "close"
    REOPEN = "reopen"
    PASS_ON = "pass_on"  # noqa: S105 - no password
    WITHDRAW = "withdraw"
    ATTACH = "attach"
    # A letter to somebody who can go further, about an answer that was judged wanting, or none.
    TURN = "turn"


# The body has not answered as the law asks: its clock runs. A promise alone does not stop it.
WAITING = frozenset({State.SENT, State.REGISTERED, State.PROMISED, State.DISPUTED, State.REOPENED})
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
OPEN = frozenset(State) - ENDED
# The body has spoken, now or before it was asked again.
HEARD = frozenset(
    {State.ANSWERED, State.PROMISED, State.REPORTED, State.CONFIRMED, State.DISPUTED, State.CLOSED}
)

# What who asked says of the body's latest word. What is taken for an answer stops the legal clock,
# a promise among it; what is judged wanting lets it run on, as if nothing had been answered.
TAKEN, WANTING = frozenset({"full", "partial"}), frozenset({"formal", "off"})
JUDGED = frozenset({State.ANSWERED, State.PROMISED, State.REPORTED})

Table = Mapping[State, Mapping[Act, State]]
_ANSWERS = {
    Act.ANSWER: State.ANSWERED,
    Act.PROMISE: State.PROMISED,
    Act.REPORT_DONE: State.REPORTED,
}
_COMMON: dict[State, dict[Act, State]] = {
    State.SENT: {Act.REGISTER: State.REGISTERED, **_ANSWERS, Act.WITHDRAW: State.WITHDRAWN},
    State.REGISTERED: {**_ANSWERS, Act.WITHDRAW: State.WITHDRAWN},
    State.ANSWERED: {
        Act.ASSESS: State.ANSWERED,
        Act.REPORT_DONE: State.REPORTED,
        Act.REOPEN: State.REOPENED,
        Act.CLOSE: State.CLOSED,
    },
    State.PROMISED: {
        Act.ASSESS: State.PROMISED,
        Act.ANSWER: State.ANSWERED,
        Act.REPORT_DONE: State.REPORTED,
        Act.REOPEN: State.REOPENED,
    },
    State.REPORTED: {
        Act.ASSESS: State.REPORTED,
        Act.CONFIRM: State.CONFIRMED,
        Act.DISPUTE: State.DISPUTED,
    },
    State.CONFIRMED: {Act.DISPUTE: State.DISPUTED, Act.CLOSE: State.CLOSED},
    State.DISPUTED: {
        **_ANSWERS,
        Act.CONFIRM: State.CONFIRMED,
        Act.REOPEN: State.REOPENED,
    },
    State.REOPENED: {Act.REGISTER: State.REGISTERED, **_ANSWERS, Act.WITHDRAW: State.WITHDRAWN},
    State.CLOSED: {Act.REOPEN: State.REOPENED},
    State.WITHDRAWN: {},
}


def _with(*more: tuple[Act, Iterable[State]], redirected: bool = False) -> Table:
    """The common table, with steps that leave a commitment where it stands.

    What is redirected is a new letter to another body, who has not registered it yet.
    """
    table = {state: dict(steps) for state, steps in _COMMON.items()}
    for act, states in more:
        for state in states:
            table[state][act] = state
    if redirected:
        for state in (State.SENT, State.REGISTERED):
            table[state][Act.REDIRECT] = State.SENT
    return table


_UNANSWERED = (State.SENT, State.REGISTERED, State.REOPENED)
_DOING = (*_UNANSWERED, State.PROMISED, State.DISPUTED)
_PAPERS = (Act.ATTACH, OPEN)
# An inquiry is answered by whom it was sent to, in its month: the law knows no redirection and no
# extension of it (Law 148, art. 21-1). An appeal is redirected within three working days and may be
# extended (АППК, art. 65, 76). A mandate of voters stays when the deputy goes.
TABLES: Mapping[Kind, Table] = {
    Kind.INQUIRY: _with(_PAPERS),
    Kind.RECOMMENDATION: _with(_PAPERS, (Act.EXTEND, _DOING), redirected=True),
    Kind.TASK: _with(_PAPERS, (Act.EXTEND, _DOING)),
    Kind.MANDATE: _with(_PAPERS, (Act.EXTEND, _DOING), (Act.PASS_ON, OPEN)),
    Kind.APPEAL: _with(_PAPERS, (Act.EXTEND, _UNANSWERED), redirected=True),
}


def after(
    kind: str, state: str, act: str, assessment: str = "", *, is_late: bool = False
) -> State | None:
    """Where a step leads; None where this kind has no such step from there.

    A word of the body is judged once; one that was judged wanting is followed by another, and who
    asked turns to somebody else; so they do once the day is over (`is_late`).
    """
    if act == Act.ASSESS and assessment:
        return None
    if act == Act.TURN:
        return State(state) if is_late or is_wanting(state, assessment) else None
    leads = TABLES[Kind(kind)][State(state)].get(Act(act))
    if leads is None and is_wanting(state, assessment):
        return _ANSWERS.get(Act(act))
    return leads


def allows(kind: str, state: str, act: str, assessment: str = "") -> bool:
    """Whether this kind has the step from there."""
    return after(kind, state, act, assessment) is not None


def is_wanting(state: str, assessment: str) -> bool:
    """Whether the body's latest word was judged formal or off the subject."""
    return state in JUDGED and assessment in WANTING


def owed_day(
    state: str,
    assessment: str,
    due_on: dt.date,
    promised_on: dt.date | None,
    *,
    in_time: bool,
) -> dt.date | None:
    """The day by which something is owed, or None where nothing is.

    The law knows no promise that moves the day of an inquiry (Law 148, art. 21-1). What was
    answered in time, or what who asked takes for an answer, is owed by the day it promises; a
    promise that came late, or was judged wanting, leaves the day as it was.
    """
    if state == State.PROMISED and (assessment in TAKEN or (in_time and not assessment)):
        return promised_on
    return due_on if state in WAITING or is_wanting(state, assessment) else None


def state_after(kind: str, acts: Iterable[str]) -> State:
    """Where a commitment of this kind stands after these steps, the first of which sends it."""
    state: State | None = None
    for act in acts:
        state = State.SENT if state is None else after(kind, state, act)
        assert state is not None, f"{kind} has no step {act}"
    assert state is not None, "nothing has been sent"
    return state


def days_late(owed: dt.date | None, grace_on: dt.date | None, day: dt.date) -> int:
    """For how many days it is overdue before everyone; 0 while the grace of a letter that was
    entered after its day still runs."""
    if owed is None or day <= max(owed, grace_on or owed):
        return 0
    return (day - owed).days


# Who says whether a reported deed is done, the weightier first. The body's own report is no voice.
AUTHOR, DEPUTY, RESIDENT = "author", "deputy", "resident"
VOICES = (AUTHOR, DEPUTY, RESIDENT)
# So many residents of one mind, and more than of the other, say it together.
ENOUGH_RESIDENTS = 3


class Word(NamedTuple):
    """What a voice has said of a deed since it was last reported."""

    voice: str
    is_done: bool


def is_outweighed(word: Word, said: Iterable[Word]) -> bool:
    """Whether a weightier voice has said the opposite; of each voice the latest word counts."""
    latest = {one.voice: one.is_done for one in said}
    above = VOICES[: VOICES.index(word.voice)]
    return any(latest.get(voice, word.is_done) != word.is_done for voice in above)


def residents_say(done: int, undone: int) -> bool | None:
    """What so many residents say together: done or not; None while they are few or divided."""
    if max(done, undone) < ENOUGH_RESIDENTS or done == undone:
        return None
    return done > undone


# What is found not done is owed again, by so many working days: the portal's own clock.
TO_MEND_WORKING_DAYS = 10
