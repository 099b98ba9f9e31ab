"""Which files of the disk belong to a paper or to published minutes."""

from maslikhat.sittings.models import Document, MinutesCopy


def is_used(sha256: str) -> bool:
    """Whether a paper of a sitting or a copy of minutes has this file."""
    return (
        Document.objects.filter(sha256=sha256).exists()
        or MinutesCopy.objects.filter(sha256=sha256).exists()
    )
