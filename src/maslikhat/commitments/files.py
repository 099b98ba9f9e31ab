"""The files of commitments on disk, by their hashes."""

from maslikhat.commitments.models import Paper, Taken


def is_used(sha256: str) -> bool:
    """Whether a file of this hash belongs to a commitment, and was not taken away."""
    gone = Taken.objects.filter(kind=Taken.Kind.PAPER).values("number")
    return Paper.objects.filter(sha256=sha256).exclude(pk__in=gone).exists()
