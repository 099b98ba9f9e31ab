"""The files of budgets on disk, by their hashes."""

from maslikhat.money.models import Source


def is_used(sha256: str) -> bool:
    """Whether a file of this hash was taken in, or waits to be."""
    return Source.objects.filter(sha256=sha256).exists()
