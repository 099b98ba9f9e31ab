"""The nouns of a vote: rules and regulations, ballots, electors, what was chosen and counted."""

from maslikhat.voting.models.ballots import Ballot, Mode, Option, State
from maslikhat.voting.models.counts import Count, Teller
from maslikhat.voting.models.electors import Box, Elector, Vote
from maslikhat.voting.models.rules import Regulations, VotingRule

__all__ = [
    "Ballot",
    "Box",
    "Count",
    "Elector",
    "Mode",
    "Option",
    "Regulations",
    "State",
    "Teller",
    "Vote",
    "VotingRule",
]
