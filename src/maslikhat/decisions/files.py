"""The files of decisions on disk, by their hashes."""

from django.db.models import Q

from maslikhat.decisions.models import Attachment, Publication


def is_used(sha256: str) -> bool:
    """Whether a file of this hash belongs to a decision."""
    return (
        Attachment.objects.filter(sha256=sha256).exists()
        or Publication.objects.filter(Q(pdf=sha256) | Q(xml=sha256)).exists()
    )
