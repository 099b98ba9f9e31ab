"""The files of decisions on disk, by their hashes."""

from django.db.models import Q

from maslikhat.decisions.models import Attachment, Publication


def is_published(sha256: str) -> Q:
    """The condition that a publication has a file of this hash."""
    return Q(pdf_kk=sha256) | Q(pdf_ru=sha256)


def is_used(sha256: str) -> bool:
    """Whether a file of this hash belongs to a decision."""
    return (
        Attachment.objects.filter(sha256=sha256).exists()
        or Publication.objects.filter(is_published(sha256)).exists()
    )
