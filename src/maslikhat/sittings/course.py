"""Where a sitting and its items stand: it follows from dated facts. No Django here."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """Where a sitting stands."""

    PLANNED = "planned"
    CONVENED = "convened"
    OPEN = "open"
    RECESS = "recess"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Facts(NamedTuple):
    """The moments at which something happened to a sitting, None where it has not."""

    convened_at: dt.datetime | None = None
    opened_at: dt.datetime | None = None
    closed_at: dt.datetime | None = None
    cancelled_at: dt.datetime | None = None
    is_in_recess: bool = False


# The latest that has come about says where the sitting stands.
ORDER: tuple[tuple[State, str], ...] = (
    (State.CANCELLED, "cancelled_at"),
    (State.CLOSED, "closed_at"),
    (State.OPEN, "opened_at"),
    (State.CONVENED, "convened_at"),
)


def state_of(facts: Facts) -> State:
    """Where a sitting with these facts stands now."""
    for state, fact in ORDER:
        if getattr(facts, fact) is not None:
            is_pausing = state is State.OPEN and facts.is_in_recess
            return State.RECESS if is_pausing else state
    return State.PLANNED


BEFORE = frozenset({State.PLANNED, State.CONVENED})
RUNNING = frozenset({State.OPEN, State.RECESS})
# Which act is allowed to a sitting in which state; what else must be so the act itself asks.
ALLOWED: dict[str, frozenset[State]] = {
    "edit_sitting": BEFORE,
    "put_item": BEFORE | RUNNING,
    "edit_item": BEFORE | RUNNING,
    "move_item": BEFORE | RUNNING,
    "drop_item": BEFORE,
    "name_rapporteur": BEFORE | RUNNING,
    "drop_rapporteur": BEFORE | RUNNING,
    "name_candidate": BEFORE | RUNNING,
    "drop_candidate": BEFORE | RUNNING,
    "attach_document": BEFORE | RUNNING,
    "close_document": frozenset(State),
    "convene": frozenset({State.PLANNED}),
    "send_materials": frozenset({State.CONVENED}),
    "open_sitting": frozenset({State.CONVENED}),
    "pause": frozenset({State.OPEN}),
    "resume": frozenset({State.RECESS}),
    "plan_resume": frozenset({State.RECESS}),
    "close_sitting": RUNNING,
    "cancel_sitting": BEFORE,
    "close_doors": frozenset({State.OPEN}),
    "open_doors": frozenset({State.OPEN}),
    "move_doors": frozenset({State.OPEN}),
    "check_in": RUNNING | {State.CONVENED},
    "call_roll": RUNNING | {State.CONVENED},
    "mark_attendance": RUNNING | {State.CONVENED, State.CLOSED},
    "call_item": frozenset({State.OPEN}),
    "bring_item": frozenset({State.OPEN}),
    "end_item": frozenset({State.OPEN}),
    "pass_on_conclusion": RUNNING | {State.CLOSED},
    "move": BEFORE | RUNNING,
    "put_to_vote": frozenset({State.OPEN}),
    "ask_floor": BEFORE | RUNNING,
    "give_floor": frozenset({State.OPEN}),
    "complete_motion": BEFORE | RUNNING,
    "withdraw_motion": BEFORE | RUNNING,
    "recuse": BEFORE | RUNNING,
    "unrecuse": BEFORE | RUNNING,
}


def allows(act: str, state: State) -> bool:
    """Whether the act is allowed to a sitting in this state."""
    return state in ALLOWED[act]


class ItemState(StrEnum):
    """Where an item of the agenda stands."""

    AHEAD = "ahead"
    CALLED = "called"
    DONE = "done"


def item_state(called_at: dt.datetime | None, done_at: dt.datetime | None) -> ItemState:
    """Where an item stands: ahead, being considered, or done."""
    if done_at is not None:
        return ItemState.DONE
    return ItemState.AHEAD if called_at is None else ItemState.CALLED
