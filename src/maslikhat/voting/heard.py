"""Who hears of a vote: whoever has its page open. Called inside the act, in its transaction."""

from maslikhat.live.actions import publish
from maslikhat.voting import registers
from maslikhat.voting.models import Ballot


def channel_of(ballot_id: int) -> str:
    """What a page of the ballot listens to."""
    return f"ballot:{ballot_id}"


def prepared(ballot: Ballot) -> None:
    """Something was set before opening."""
    publish(channel_of(ballot.pk), "stage:prepared")


def opened(ballot: Ballot) -> None:
    """Votes are given from now on."""
    publish(channel_of(ballot.pk), "stage:opened")
    _tell(ballot)


def voted(ballot_id: int) -> None:
    """One more has voted by name. Of a secret vote nothing is said: it would be timed by it."""
    publish(channel_of(ballot_id), "voted")


def counted(ballot: Ballot) -> None:
    """A teller has counted."""
    publish(channel_of(ballot.pk), "stage:counted")


def ended(ballot: Ballot) -> None:
    """It was closed or cancelled."""
    publish(channel_of(ballot.pk), "stage:ended")
    _tell(ballot)


def covered(ballot: Ballot) -> None:
    """Words of its question are read by others no more."""
    publish(channel_of(ballot.pk), "stage:covered")
    _tell(ballot)


def held_again(before: Ballot, again: Ballot) -> None:
    """Another takes its place."""
    prepared(again)
    for tell in registers.held_again:
        tell(before, again)


def _tell(ballot: Ballot) -> None:
    for tell in registers.staged:
        tell(ballot)
