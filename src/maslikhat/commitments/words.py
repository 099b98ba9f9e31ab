"""What states, steps and assessments are called, and how they are marked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.course import Act, State, is_wanting

STATES: dict[State, str | Promise] = {
    State.SENT: _("Sent"),
    State.REGISTERED: _("Registered by the body"),
    State.ANSWERED: _("Answered"),
    State.PROMISED: _("Promised"),
    State.REPORTED: _("Reported done"),
    State.CONFIRMED: _("Confirmed done"),
    State.DISPUTED: _("Disputed: not done"),
    State.REOPENED: _("Asked again"),
    State.CLOSED: _("Brought to its end"),
    State.WITHDRAWN: _("Withdrawn"),
}
# What the body said last, where who asked does not take it for an answer: it is owed as before.
_WANTING: dict[str, str | Promise] = {
    "formal": _("The answer was judged formal"),
    "off": _("The answer was judged off the subject"),
}
# Colour never speaks alone: the word stands beside it. Red is for overdue and rejected alone.
TAGS: dict[State, str] = {
    State.CONFIRMED: "good",
    State.CLOSED: "good",
    State.PROMISED: "warn",
    State.REPORTED: "warn",
    State.DISPUTED: "warn",
    State.REOPENED: "warn",
}
STEPS: dict[Act, str | Promise] = {
    Act.SEND: _("Sent to the body"),
    Act.REGISTER: _("Registered by the body"),
    Act.REDIRECT: _("Redirected to another body"),
    Act.EXTEND: _("The time was extended"),
    Act.ANSWER: _("The body answered"),
    Act.PROMISE: _("The body answered and promised a day"),
    Act.ASSESS: _("Who asked said what the answer is worth"),
    Act.REPORT_DONE: _("The body reported that it is done"),
    Act.CONFIRM: _("Confirmed: it is done"),
    Act.DISPUTE: _("Disputed: it is not done"),
    Act.CLOSE: _("Brought to its end"),
    Act.REOPEN: _("Asked again"),
    Act.PASS_ON: _("Passed on to another deputy"),
    Act.WITHDRAW: _("Withdrawn"),
    Act.ATTACH: _("A paper was added"),
    Act.TURN: _("Who asked turned to somebody else"),
}


def called(state: str, assessment: str) -> str | Promise:
    """What a state is called; an answer that was judged wanting is called so."""
    return _WANTING[assessment] if is_wanting(state, assessment) else STATES[State(state)]


def tag_of(state: str, assessment: str = "") -> str:
    """The mark of a state."""
    return "warn" if is_wanting(state, assessment) else TAGS.get(State(state), "plain")
