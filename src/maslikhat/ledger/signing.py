"""Which key is to sign the next head: read from the record itself, so all processes agree."""

from django.db.models import QuerySet

from maslikhat.ledger.models import Entry, Head, Key

ROTATION = "ledger.rotate_key"
KIND = Key._meta.label_lower


def signer_after(size: int) -> str:
    """The id of the key that signs the head after the one over `size` leaves.

    It is the newest key whose rotation that head stands over; before any the key of the first
    head, and "" where there is no head yet.
    """
    for key in Key.objects.order_by("-pk"):
        if rotation_of(key).filter(leaf__index__lt=size).exists():
            return key.key_id
    return Head.objects.order_by("size").values_list("key_id", flat=True).first() or ""


def is_rotation_under_way() -> bool:
    """Whether a key was put on the record and the old one has not signed a head over it yet."""
    newest = Key.objects.order_by("-pk").first()
    return newest is not None and not rotation_of(newest).filter(leaf__isnull=False).exists()


def rotation_of(key: Key) -> QuerySet[Entry]:
    """The entry by which this key took over."""
    return Entry.objects.filter(subject=key.pk, kind=KIND, act=ROTATION)
