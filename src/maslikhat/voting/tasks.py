"""The job of the votes: destroying keys that nothing is sealed under any more."""

from maslikhat.kit import jobs
from maslikhat.voting import sealing
from maslikhat.voting.models import Box


@jobs.job()
def sweep_keys(since: str, due: str) -> None:
    """Destroy keys without a ballot: left by a kill between the end of a ballot and its key's."""
    numbers = sealing.stale()
    open_still = set(Box.objects.filter(pk__in=numbers).values_list("pk", flat=True))
    for number in numbers:
        if number not in open_still:
            sealing.destroy_key(number)
