"""The files of commitments on disk, by their hashes."""

from maslikhat.commitments.models import Paper


def is_used(sha256: str) -> bool:
    """Whether a file of this hash belongs to a commitment."""
    return Paper.objects.filter(sha256=sha256).exists()
