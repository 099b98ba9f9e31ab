"""Which files of the disk belong to sittings: papers, and approved minutes."""

from django.db.models import Q

from maslikhat.sittings.models import Document, Minutes


def is_used(sha256: str) -> bool:
    """Whether a paper of a sitting or its minutes have this file."""
    minutes = Minutes.objects.filter(
        Q(pdf_kk=sha256) | Q(pdf_ru=sha256) | Q(docx_kk=sha256) | Q(docx_ru=sha256)
    )
    return Document.objects.filter(sha256=sha256).exists() or minutes.exists()
