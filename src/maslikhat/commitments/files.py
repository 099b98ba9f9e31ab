"""The files of commitments on disk, by their hashes."""

from maslikhat.commitments.models import Event, Paper, Taken


def is_used(sha256: str) -> bool:
    """Whether a file of this hash belongs to a commitment, and was not taken away, or is the
    protocol of an event."""
    gone = Taken.objects.filter(kind=Taken.Kind.PAPER).values("number")
    papers = Paper.objects.filter(sha256=sha256).exclude(pk__in=gone)
    minutes = Event.objects.filter(protocol_sha256=sha256).exclude(protocol_name="")
    return papers.exists() or minutes.exists()
