"""The lock of a ballot: acts on one ballot happen one after another."""

from maslikhat.voting.models import Ballot


def locked(number: int) -> Ballot:
    """The ballot as it stands now, held until the act ends."""
    ballots = Ballot.objects.select_for_update(no_key=True, of=("self",)).with_names()
    return ballots.get(pk=number)
