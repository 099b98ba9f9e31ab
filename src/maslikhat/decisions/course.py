"""The course of a decision: its state follows from dated facts, and says what may be done.

No Django here. Days are half-open: what ends on a day no longer holds on it.
"""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where a decision stands on a day."""

    DRAFT = "draft"
    REFERRED = "referred"
    CONSULTATION = "consultation"
    CONSULTED = "consulted"
    TABLED = "tabled"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    REGISTERED = "registered"
    PUBLISHED = "published"
    IN_FORCE = "in_force"
    AMENDED = "amended"
    LAPSED = "lapsed"
    REPEALED = "repealed"


class Facts(NamedTuple):
    """The days on which something happened to a decision, None where it has not.

    `consulted_to` is the first day after the period; `in_force_to` the first day on which a
    decision that was made for a time is no longer in force.
    """

    referred_on: dt.date | None = None
    consulted_from: dt.date | None = None
    consulted_to: dt.date | None = None
    tabled_on: dt.date | None = None
    adopted_on: dt.date | None = None
    rejected_on: dt.date | None = None
    withdrawn_on: dt.date | None = None
    registered_on: dt.date | None = None
    published_on: dt.date | None = None
    in_force_from: dt.date | None = None
    in_force_to: dt.date | None = None
    amended_on: dt.date | None = None
    repealed_on: dt.date | None = None


FACTS = Facts._fields
# What shows most, in the order in which it is asked: a decision is in the state of the first of
# these facts that has come about.
ORDER: tuple[tuple[State, str], ...] = (
    (State.WITHDRAWN, "withdrawn_on"),
    (State.REJECTED, "rejected_on"),
    (State.REPEALED, "repealed_on"),
    (State.LAPSED, "in_force_to"),
    (State.IN_FORCE, "in_force_from"),
    (State.PUBLISHED, "published_on"),
    (State.REGISTERED, "registered_on"),
    (State.ADOPTED, "adopted_on"),
    (State.TABLED, "tabled_on"),
    (State.CONSULTED, "consulted_to"),
    (State.CONSULTATION, "consulted_from"),
    (State.REFERRED, "referred_on"),
)


def state_on(facts: Facts, day: dt.date) -> State:
    """Where a decision with these facts stands on the day."""
    for state, fact in ORDER:
        if _has_come(facts, fact, day):
            if state is State.IN_FORCE and _has_come(facts, "amended_on", day):
                return State.AMENDED
            return state
    return State.DRAFT


def _has_come(facts: Facts, fact: str, day: dt.date) -> bool:
    since: dt.date | None = getattr(facts, fact)
    return since is not None and since <= day


BEFORE_TABLING = frozenset({State.DRAFT, State.REFERRED, State.CONSULTATION, State.CONSULTED})
OPEN = BEFORE_TABLING | {State.TABLED}
# It has been adopted, and is or was to be in force.
MADE = frozenset(
    {
        State.ADOPTED,
        State.REGISTERED,
        State.PUBLISHED,
        State.IN_FORCE,
        State.AMENDED,
        State.LAPSED,
        State.REPEALED,
    }
)
STANDING = MADE - {State.LAPSED, State.REPEALED}
ANY = frozenset(State)
# Which act is allowed in which state. What else must be so (a positive conclusion of the akim, the
# differences explained) the act itself asks.
ALLOWED: dict[str, frozenset[State]] = {
    "revise": OPEN,
    "refer": BEFORE_TABLING,
    "conclude": OPEN - {State.DRAFT},
    "mark_money": OPEN,
    "enter_akim_conclusion": OPEN,
    "consult": BEFORE_TABLING - {State.CONSULTATION},
    "table": BEFORE_TABLING - {State.CONSULTATION},
    "adopt": frozenset({State.TABLED}),
    "reject": frozenset({State.TABLED}),
    "withdraw": OPEN,
    "register": frozenset({State.ADOPTED, State.IN_FORCE, State.AMENDED}),
    "bring_into_force": STANDING,
    "explain_difference": OPEN | STANDING,
    "publish": STANDING - {State.PUBLISHED},
    "renew_copy": ANY,
    "cover_words": ANY,
    "lift_mask": ANY,
    "take_back_mask": ANY,
    "relate": MADE,
    "unrelate": MADE,
    "repeal": STANDING,
    "attach": ANY,
    "attach_scan": MADE,
    "write_letter": ANY,
}


def allows(act: str, state: State) -> bool:
    """Whether the act is allowed to a decision in this state."""
    return state in ALLOWED[act]


# The way of the matter as its page shows it; a station that the matter does not need is left out.
WAY: tuple[tuple[State, str], ...] = (
    (State.REFERRED, "referred_on"),
    (State.CONSULTATION, "consulted_from"),
    (State.TABLED, "tabled_on"),
    (State.ADOPTED, "adopted_on"),
    (State.REGISTERED, "registered_on"),
    (State.PUBLISHED, "published_on"),
    (State.IN_FORCE, "in_force_from"),
    (State.AMENDED, "amended_on"),
    (State.LAPSED, "in_force_to"),
    (State.REPEALED, "repealed_on"),
)
ENDS: tuple[tuple[State, str], ...] = (
    (State.REJECTED, "rejected_on"),
    (State.WITHDRAWN, "withdrawn_on"),
)


class Station(NamedTuple):
    """A station of the way: its day, None where it is still ahead, and whether it has come."""

    state: State
    day: dt.date | None
    is_past: bool


def way(facts: Facts, day: dt.date, *, is_normative: bool) -> list[Station]:
    """The stations of a matter on a day, those ahead that it still has to pass included."""
    ended = [(state, fact) for state, fact in ENDS if _has_come(facts, fact, day)]
    if ended:
        passed = [(s, f) for s, f in WAY if _has_come(facts, f, day)]
        return [Station(s, getattr(facts, f), True) for s, f in [*passed, *ended]]
    needed = {State.REFERRED, State.TABLED, State.ADOPTED, State.PUBLISHED, State.IN_FORCE}
    if is_normative:
        needed |= {State.CONSULTATION, State.REGISTERED}
    come = [place for place, (_s, fact) in enumerate(WAY) if _has_come(facts, fact, day)]
    found = []
    for place, (state, fact) in enumerate(WAY):
        since, is_past = getattr(facts, fact), _has_come(facts, fact, day)
        # What was left out, or is not known of an old decision, is not ahead any more.
        is_ahead = state in needed and place > max(come, default=-1)
        if since is not None or is_ahead:
            found.append(Station(state, since, is_past))
    return found
