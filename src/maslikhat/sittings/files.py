"""Which files of the disk belong to a paper of a sitting."""

from maslikhat.sittings.models import Document


def is_used(sha256: str) -> bool:
    """Whether a paper of a sitting has this file."""
    return Document.objects.filter(sha256=sha256).exists()
