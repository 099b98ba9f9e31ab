"""What states, steps and assessments are called, and how they are marked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.course import Act, State

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


def tag_of(state: str) -> str:
    """The mark of a state."""
    return TAGS.get(State(state), "plain")
