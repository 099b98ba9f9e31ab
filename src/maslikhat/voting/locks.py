"""The lock of a ballot: acts on one ballot happen one after another."""

from maslikhat.kit.prepared import PreparedThings
from maslikhat.voting.models import Ballot

_ballots = PreparedThings(
    lambda number: (
        Ballot.objects.select_for_update(no_key=True, of=("self",)).with_names().filter(pk=number)
    )
)


def locked(number: int) -> Ballot:
    """The ballot as it stands now, held until the act ends."""
    for found in _ballots(number):
        return found
    raise Ballot.DoesNotExist
