"""What upper rooms tell this one: who else hears of a vote. Each is called inside the act."""

from collections.abc import Callable

from maslikhat.voting.models import Ballot

# A vote was opened, closed or cancelled.
staged: list[Callable[[Ballot], None]] = []
# Of a vote that was cancelled, or came to no end, and of the one that takes its place.
held_again: list[Callable[[Ballot, Ballot], None]] = []
