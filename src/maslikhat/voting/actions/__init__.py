"""Every write of a vote: prepared, opened, cast, counted, closed."""

from maslikhat.voting.actions.appointing import appoint_tellers, replace_teller
from maslikhat.voting.actions.casting import cast, cast_secretly
from maslikhat.voting.actions.closing import close_ballot
from maslikhat.voting.actions.counting import count, enter_counts, give_papers
from maslikhat.voting.actions.opening import cancel_ballot, open_ballot
from maslikhat.voting.actions.preparing import hold_again, prepare, recuse, unrecuse
from maslikhat.voting.actions.regulations import set_regulations

__all__ = [
    "appoint_tellers",
    "cancel_ballot",
    "cast",
    "cast_secretly",
    "close_ballot",
    "count",
    "enter_counts",
    "give_papers",
    "hold_again",
    "open_ballot",
    "prepare",
    "recuse",
    "replace_teller",
    "set_regulations",
    "unrecuse",
]
